/** @module tlog The transparency log's tree, tiles, proofs and signed notes; touches no disk, clock or network. */
export { formatLeaf, type Leaf, type LeafKind, leafKinds, parseLeaf } from './leaf-line.ts';
