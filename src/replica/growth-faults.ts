import type { LedgerFault } from '../audit/index.ts';
import type { TreeHead } from '../tlog/index.ts';

/** A mirror has no checkpoint of the log. */
export const noCheckpoint: LedgerFault = {
  ...{ kind: 'missing-checkpoint', path: 'checkpoint' },
  message: 'There is no ledger/checkpoint there.',
};

/** None of the log's keys signed it. */
export const forgedNote = (message: string): LedgerFault => ({
  ...{ kind: 'forged-note', path: 'checkpoint', message },
});

/** A key signed what came after it had handed over. */
export const signedOn = ({ origin, size }: TreeHead): LedgerFault =>
  forgedNote(
    `A key of ${origin} that has handed over to another since signed ${size} leaves: it may have been stolen.`,
  );

/** It claims more leaves than any archive has. */
export const madeUp = ({ size }: TreeHead): LedgerFault => ({
  ...{ kind: 'altered-checkpoint', path: 'checkpoint' },
  message: `It claims ${size} leaves, more than any archive has.`,
});

/** It shows less than was seen before. */
export const rolledBack = (before: TreeHead, head: TreeHead): LedgerFault => ({
  kind: 'rollback',
  message: `The ledger of ${head.origin} had ${before.size} leaves when it was last seen, and has ${head.size} now.`,
});

/** One key signed both. */
export const forked = (before: TreeHead, head: TreeHead): LedgerFault => ({
  kind: 'fork',
  message: `The key of ${head.origin} signed two histories: one of ${before.size} leaves, and one of ${head.size} that does not follow from it.`,
});
