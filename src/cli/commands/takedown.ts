import type { Archive } from '../../archive/index.ts';
import { type Takedown, type TakedownReason, takedownReasons } from '../../model/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { optional, type Session } from '../session.ts';
import { usageError } from '../usage-error.ts';

export function addTakedownCommand(add: Adder): void {
  add(
    'takedown [article]',
    'remove an article everywhere it lies and keep the fact; without one: list what was removed',
    takedown,
  )
    .option(`--reason <${takedownReasons.join('|')}>`, 'the class of reason that readers are told')
    .option('--note <TEXT>', 'for the keeper of the archive; shown to no reader')
    .option('--dry-run', 'only tell what would be removed')
    .option('--lift', 'allow later captures of it again; what was removed stays removed');
}

async function takedown(session: Session, [named]: readonly string[], flags: Flags): Promise<void> {
  checkFlags(named, flags);
  if (named === undefined) return await listed(session);
  if (flags['lift'] === true) {
    return await session.withArchive('capture', async (archive) => {
      const lifted = await archive.liftTakedown(named);
      session.answer(shown(lifted), () => [`${lifted.url}: later captures are allowed again.`]);
    });
  }
  const dryRun = flags['dryRun'] === true;
  await session.withArchive(dryRun ? 'read' : 'capture', async (archive) => {
    const reason = await reasonFor(archive, named, flags['reason'], dryRun);
    const done = await archive.takeDown(named, {
      // Of what is only tried nothing is kept, so that any will do where none was given.
      reason: reason ?? takedownReasons[0],
      ...optional('note', flags['note'] as string | undefined),
      dryRun,
    });
    if (done.removal.left.length > 0) session.exit(1);
    session.answer({ ...shown(done), reason, dryRun }, () => lines(done, dryRun));
  });
}

/** Options that would be passed over are refused: who means to remove or to lift must not be told a list,
 * and who means to try must not lift. */
function checkFlags(named: string | undefined, flags: Flags): void {
  const given = ['--reason', '--note', '--dry-run', '--lift'].filter(
    (option) => flags[option === '--dry-run' ? 'dryRun' : option.slice(2)] !== undefined,
  );
  const [first] = given;
  if (named === undefined && first !== undefined) {
    throw usageError(`${first} is given without an article; takedown ARTICLE ${first} needs one.`);
  }
  const other = given.find((option) => option !== '--lift');
  if (flags['lift'] === true && other !== undefined) {
    throw usageError(`--lift is given with ${other}; it stands alone with the article.`);
  }
}

/** A second look for the same article needs no reason of its own, and a trial needs none at all. */
async function reasonFor(
  archive: Archive,
  named: string,
  given: Flags[string],
  dryRun: boolean,
): Promise<TakedownReason | undefined> {
  const known = takedownReasons.find((reason) => reason === given);
  if (known !== undefined) return known;
  const former = await archive.takedownNamed(named);
  if (given === undefined && former !== undefined) return former.reason;
  if (given === undefined && dryRun) return undefined;
  const is = given === undefined ? 'missing' : String(given);
  throw usageError(`--reason is ${is}; it takes ${takedownReasons.join(', ')}.`);
}

async function listed(session: Session): Promise<void> {
  await session.withArchive('read', async (archive) => {
    const takedowns = await archive.takedowns();
    session.answer({ takedowns: takedowns.map(shown) }, () =>
      takedowns.map(
        ({ at, reason, articles, url, liftedAt }) =>
          `${at.slice(0, 10)} ${reason.padEnd(9)} ${articles[0]} ${url}${liftedAt === undefined ? '' : ` (lifted ${liftedAt.slice(0, 10)})`}`,
      ),
    );
  });
}

function shown({
  id,
  articles,
  url,
  reason,
  note,
  at,
  liftedAt,
  state,
  removal,
}: Takedown): object {
  const facts = { article: articles[0], merged: articles.slice(1), ...removal };
  const [noted, lifted] = [optional('note', note), optional('liftedAt', liftedAt)];
  return { id, url, reason, ...noted, at, ...lifted, state, ...facts };
}

function lines({ url, removal }: Takedown, dryRun: boolean): string[] {
  const { captures, cut, revisions, left, moved } = removal;
  const verb = dryRun ? 'would be removed' : 'removed';
  return [
    `${url}: ${verb}: ${captures.length} captures, ${revisions.length} revisions; cut out of ${cut.length} captures of feeds.`,
    ...captures.map((one) => `  capture ${one.id} ${one.capturedAt} ${one.url}`),
    ...cut.map((one) => `  cut     ${one.id} ${one.capturedAt} ${one.url}`),
    ...moved.map((one) => `  moved   ${one.from} to ${one.to}, which holds the same`),
    ...left.map((one) => `  left    ${one.id} ${one.url}: ${one.why}`),
  ];
}
