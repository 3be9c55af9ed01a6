/** @module ledger Publishes the log of leaves as static files, signed, and never contradicts itself. */
export { recordPath } from './checked-leaves.ts';
export type { Ledger, LedgerOptions, SharedSigned, SharedTree } from './contract.ts';
export { readIfThere, syncFolder, writeDurably } from './durable-file.ts';
export { examineKey, type KeyState } from './examine-key.ts';
export { followLedger, type SignedElsewhere } from './follow-ledger.ts';
export { nextFile, nextKey } from './key-change.ts';
export type { LeafSource } from './leaf-source.ts';
export { openLedger } from './ledger.ts';
export { type PublishedLeaves, type PublishedPlace, publishedLeaves } from './published-leaves.ts';
export { isVacant } from './shared-journal.ts';
export { hasKeyOf } from './shared-key.ts';
export { openWitness, type Witness, type WitnessOptions } from './witness-desk.ts';
