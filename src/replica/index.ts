/** @module replica Ledgers of other archives, kept as they are: verified while they are copied. */
export { copyGrowth, type Growth, type GrowthOptions, splitAgainst } from './copy-growth.ts';
export { copyStamps } from './copy-stamps.ts';
export { leavesBetween, type NumberedLeaf } from './kept-leaves.ts';
export { type HeldFault, type KeptLedger, keptLedger, ledgerId } from './kept-ledger.ts';
export { isShownAt } from './shown-head.ts';
export { copyingFolder } from './staged-files.ts';
