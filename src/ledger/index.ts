/** @module ledger Publishes the log of leaves as static files, signed, and never contradicts itself. */
export { recordPath } from './checked-leaves.ts';
export { readIfThere, syncFolder, writeDurably } from './durable-file.ts';
export { examineKey, type KeyState } from './examine-key.ts';
export type { LeafSource } from './leaf-source.ts';
export { type Ledger, type LedgerOptions, openLedger } from './ledger.ts';
export { openWitness, type Witness, type WitnessOptions } from './witness-desk.ts';
