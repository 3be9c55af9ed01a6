import type { DoctorReport } from '../../archive/index.ts';
import type { Rebuilt } from '../../open/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { captureUploads } from '../capture-uploads.ts';
import { digestState } from '../digest-state.ts';
import { databaseOf, optional, type Session } from '../session.ts';
import { hookState, shownHook } from './hooks.ts';

export function addArchiveCommands(add: Adder): void {
  add('doctor', 'look the whole archive over: catalogue, captures, and that they agree', doctor);
  add(
    'rebuild',
    "make the catalogue again from the captures, with today's extractor",
    rebuild,
  ).option('--keep', 'leave the catalogue before as backissue.sqlite.before-rebuild');
  add('stats', 'what the archive holds, in numbers', stats);
  add('config', 'the settings in force, and where each comes from', config);
}

async function doctor(session: Session): Promise<void> {
  await session.withArchive('read', async (archive) => {
    const report = await archive.doctor();
    if (!report.ok) session.exit(3);
    else if (report.bucket?.fault !== undefined) session.exit(1);
    const hooks = report.hooks ?? [];
    const shown = { ...report, ...(hooks.length > 0 && { hooks: hooks.map(shownHook) }) };
    session.answer(shown, () => [
      `${report.records} records in ${report.files} capture files, catalogue looked over: ${foundOf(report)}`,
      ...report.faults.map((fault) => `  ${fault.kind}: ${fault.message}`),
      ...databaseLines(report.database),
      ...captureLines(report),
      ...uploadLines(report.notUploaded),
      ...ledgerLines(report.ledger),
      ...(report.siteRules?.faults ?? []).map((message) => `  site rules: ${message}`),
      ...(report.browser?.fault === undefined ? [] : [`  browser: ${report.browser.fault}`]),
      ...(report.digests ?? []).map((one) => `  digest ${one.id}: ${digestState(one)}`),
      ...hooks.map((hook) => `  hook ${hook.id}: ${hookState(hook)}`),
      ...(report.workers ?? []).map(
        ({ name, since, doing }) => `  worker ${name}, since ${since}: ${doingNow(doing)}`,
      ),
      ...report.troubled.map(({ id, title, reason }) => `  source ${id} ${title}: ${reason}`),
    ]);
  });
}

const foundOf = ({ ok, faults, notLookedAt }: DoctorReport): string => {
  if (!ok) return `${faults.length} faults.`;
  return notLookedAt === undefined ? 'all well.' : 'no fault in what was looked at.';
};

/** The bucket's own fault stands in the sentence about what lies there, if anything does. */
function captureLines({ bucket, notLookedAt }: DoctorReport): string[] {
  const says = notLookedAt?.says ?? [];
  const fault = bucket?.fault;
  const isTold = fault === undefined || says.some((sentence) => sentence.includes(fault));
  return [
    ...(isTold ? [] : [`${bucket?.name} does not answer as it should: ${fault}`]),
    ...says.map((sentence) => `Capture files that were not looked at: ${sentence}`),
  ];
}

function databaseLines(database: DoctorReport['database']): string[] {
  if (database === undefined) return [];
  const { name, version, migration, clockAheadMs, says } = database;
  const apart = `${Math.abs(clockAheadMs / 1000).toFixed(1)} s`;
  const clock =
    clockAheadMs === 0
      ? "its clock agrees with this machine's"
      : `its clock is ${apart} ${clockAheadMs > 0 ? 'ahead of' : 'behind'} this machine's`;
  return [
    `The catalogue is in ${name} (${version}), its tables as of ${migration}; ${clock}.`,
    ...says.map((sentence) => `  database: ${sentence}.`),
  ];
}

/** What a worker is at, such as `12 pages, 3 images`. */
const doingNow = (doing: Readonly<Record<string, number>>): string =>
  Object.entries(doing)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ') || 'waits for work';

function uploadLines(waiting: DoctorReport['notUploaded']): string[] {
  if (waiting === undefined) return [];
  const { own, others } = waiting;
  return [
    ...(own === 0 ? [] : [`${own} capture files of this folder are not in the bucket yet.`]),
    ...others.map((worker) => `Capture files of worker ${worker} are not in the bucket yet.`),
  ];
}

function ledgerLines(ledger: DoctorReport['ledger']): string[] {
  if (ledger === undefined) return [];
  const { leaves, says, signedAt, size, unpublished } = ledger;
  const signed =
    size === undefined ? 'nothing is published yet' : `signed ${signedAt} with ${size}`;
  return [
    `The ledger has ${leaves} leaves, ${unpublished} of them unpublished; ${signed}.`,
    ...says.map((sentence) => `  ledger: ${sentence}`),
  ];
}

async function rebuild(session: Session, _given: readonly string[], flags: Flags): Promise<void> {
  const { terminal, config, json } = session;
  const began = terminal.now();
  const isTold = terminal.interactive && !json;
  const { rebuildArchive } = await import('../../open/index.ts');
  const { readImportedNews } = await import('../../transfer/index.ts');
  const report = await rebuildArchive({
    folder: config.archive,
    now: terminal.now,
    ...optional('database', databaseOf(config)),
    readImported: readImportedNews,
    bucket: captureUploads(session)?.bucket,
    worker: config.worker,
    ...optional('siteRules', await session.siteRules()),
    keep: flags['keep'] === true,
    onProgress: ({ file, captures }) => {
      if (isTold) terminal.err(`rebuilt   ${captures} captures, at ${file}\n`);
    },
    signal: terminal.stop,
    ...optional('waitMs', config.wait),
    ...optional('revisitDays', config.revisitDays),
  });
  const seconds = Math.round((terminal.now() - began) / 100) / 10;
  session.answer({ ...report, seconds }, () => [
    `${report.captures} captures of ${report.files} files: ${report.articles} articles, ${report.revisions} revisions.`,
    report.before === undefined
      ? 'There was no catalogue before that could be read.'
      : `Before: ${report.before.articles} articles, ${report.before.revisions} revisions.`,
    ...leavesBackLines(report.ledger),
    ...(report.unread === 0
      ? []
      : [
          `What ${report.unread} records say of their captures cannot be read; the captures are kept.`,
        ]),
  ]);
}

function leavesBackLines(ledger: Rebuilt['ledger']): string[] {
  if (ledger === undefined) return [];
  const { lacking, leaves } = ledger;
  return [
    `The ledger’s ${leaves} leaves were read back from what is published of it.`,
    ...(lacking === 0
      ? []
      : [
          `  ${lacking} of their records are not there, or damaged; bring them back from a mirror.`,
        ]),
  ];
}

async function stats(session: Session): Promise<void> {
  await session.withArchive('read', async (archive) => {
    const numbers = await archive.stats();
    session.answer(numbers, () =>
      Object.entries(numbers).map(([name, value]) => `${name.padEnd(10)} ${value}`),
    );
  });
}

async function config(session: Session): Promise<void> {
  session.answer(session.inForce, () =>
    Object.entries(session.inForce).map(
      ([variable, { value, from }]) => `${variable.padEnd(26)} ${value ?? '(none)'}   [${from}]`,
    ),
  );
}
