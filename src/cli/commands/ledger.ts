import type { LedgerState } from '../../archive/index.ts';
import type { Adder, Flags } from '../adder.ts';
import type { Session } from '../session.ts';
import { textOfFile } from '../text-of-file.ts';
import { usageError } from '../usage-error.ts';

export function addLedgerCommand(add: Adder): void {
  add('ledger', 'how the ledger of what was captured stands', ledger)
    .option(
      '--adopt',
      'sign on with the key of an archive that was moved or restored: this is its newest copy',
    )
    .option(
      '--beacon <FILE|URL>',
      'log a cosigned checkpoint of another log: what follows is later',
    )
    .option('--stamp-now', 'ask for time stamps over it at once, of whoever --stamp names')
    .option('--rotate-key', 'sign with a new key from here on; the old one hands over to it');
}

async function ledger(session: Session, _names: readonly string[], flags: Flags): Promise<void> {
  if (flags['adopt'] === true) {
    await session.withArchive('capture', async () => {}, { ledger: { adopt: true } });
  }
  if (flags['rotateKey'] === true) {
    const changed = await session.withArchive('capture', (archive) => archive.changeLedgerKey());
    session.answer(changed, () => [
      `before       ${changed.old}`,
      `key          ${changed.new}`,
      'The key before is kept beside it, as key-before-…; whoever knows it is led to the new one.',
    ]);
    return;
  }
  if (flags['stampNow'] === true) return await stampNow(session);
  const from = flags['beacon'];
  if (typeof from === 'string') return await beacon(session, from);
  await session.withArchive('read', async (archive) => {
    const state = await archive.ledger();
    session.answer(state, () => linesOf(state));
  });
}

async function stampNow(session: Session): Promise<void> {
  if (!session.config.stamp) {
    throw usageError('--stamp-now asks whom --stamp names, and it names nobody; give --stamp too.');
  }
  const { failed, state } = await session.withArchive('capture', async (archive) => ({
    failed: await archive.stampLedger(),
    state: await archive.ledger(),
  }));
  if (failed.length > 0) session.exit(1);
  session.answer({ ...state, failed }, () => [...linesOf(state), ...failed]);
}

async function beacon(session: Session, from: string): Promise<void> {
  const given = /^https?:\/\//.test(from) ? from : textOfFile(from);
  const told = await session.withArchive('capture', (archive) => archive.addBeacon(given));
  session.answer(told, () => [
    `logged       ${told.log} at ${told.size}, cosigned by ${told.cosigners.join(', ')}`,
    `sha256       ${told.sha256}`,
  ]);
}

const linesOf = ({
  leaves,
  unpublished,
  origin,
  size,
  root,
  stamps,
  vkey,
}: LedgerState): string[] =>
  origin === undefined
    ? [`${leaves} leaves; nothing is published yet: the next backissue fetch or serve does it`]
    : [
        `origin       ${origin}`,
        `size         ${size}`,
        `root         ${root}`,
        `key          ${vkey}`,
        `leaves       ${leaves}`,
        `unpublished  ${unpublished}`,
        ...stampLines(stamps),
      ];

const stampLines = (told: LedgerState['stamps']): string[] => [
  ...(told?.servers ?? []).map(({ at, fault, next, server, since, size }) => {
    const last = at === undefined ? 'no stamp yet' : `${size} leaves at ${at}`;
    const wanted =
      since === undefined ? '' : `; wanted since ${since} (${fault}), asked again at ${next}`;
    return `stamped      ${last}, by ${server}${wanted}`;
  }),
  ...(told === undefined || told.pending === 0
    ? []
    : [`promised     ${told.pending} stamps wait to be attested in Bitcoin's chain`]),
];
