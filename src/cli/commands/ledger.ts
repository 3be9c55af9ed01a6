import type { LedgerState } from '../../archive/index.ts';
import type { Adder, Flags } from '../adder.ts';
import type { Session } from '../session.ts';
import { textOfFile } from '../text-of-file.ts';

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
  const from = flags['beacon'];
  if (typeof from === 'string') return await beacon(session, from);
  await session.withArchive('read', async (archive) => {
    const state = await archive.ledger();
    session.answer(state, () => linesOf(state));
  });
}

async function beacon(session: Session, from: string): Promise<void> {
  const given = /^https?:\/\//.test(from) ? from : textOfFile(from);
  const told = await session.withArchive('capture', (archive) => archive.addBeacon(given));
  session.answer(told, () => [
    `logged       ${told.log} at ${told.size}, cosigned by ${told.cosigners.join(', ')}`,
    `sha256       ${told.sha256}`,
  ]);
}

const linesOf = ({ leaves, unpublished, origin, size, root, vkey }: LedgerState): string[] =>
  origin === undefined
    ? [`${leaves} leaves; nothing is published yet: the next backissue fetch or serve does it`]
    : [
        `origin       ${origin}`,
        `size         ${size}`,
        `root         ${root}`,
        `key          ${vkey}`,
        `leaves       ${leaves}`,
        `unpublished  ${unpublished}`,
      ];
