/** @module tlog The transparency log's tree, tiles, proofs and signed notes; touches no disk, clock or network. */

export { bareNote } from './bare-note.ts';
export { fromBase64, hashFromBase64, toBase64 } from './base64.ts';
export {
  type ConsistencyClaim,
  checkConsistency,
  checkInclusion,
  checkSubtreeConsistency,
  checkSubtreeInclusion,
  type InclusionClaim,
} from './check-proofs.ts';
export {
  type Checkpoint,
  formatTreeHead,
  openCheckpoint,
  parseTreeHead,
  type TreeHead,
} from './checkpoint.ts';
export { cosign, cosignedAt } from './cosignature.ts';
export { parseBundle } from './entry-bundle.ts';
export { hashLeaf, hashNode } from './hashes.ts';
export { formatLeaf, type Leaf, type LeafKind, leafKinds, parseLeaf } from './leaf-line.ts';
export { type OpenedNote, openNote, parseNote, signNote } from './note.ts';
export { type BlockHeader, parseBlockHeaders, shownRoot } from './ots/block-headers.ts';
export { followOts, growOts, mergeOts } from './ots/follow-ots.ts';
export { formatOts } from './ots/format-ots.ts';
export { type OtsNode, otsOps, otsTags } from './ots/ots-proof.ts';
export { parseOts, parseOtsNode } from './ots/parse-ots.ts';
export { meetsPolicy, openPolicy, type Policy, type PolicyKey, parsePolicy } from './policy.ts';
export { consistencyRanges, inclusionRanges, type LeafRange } from './proof-ranges.ts';
export { proveInclusion } from './prove-inclusion.ts';
export { rangeHash } from './range-hash.ts';
export { formatSigningKey, parseSigningKey, type SigningKey, signingKey } from './signing-key.ts';
export {
  formatStampList,
  isStampPath,
  parseStampList,
  type StampKind,
  type StampName,
  stampAt,
  stampedPath,
  stampList,
  stampPath,
} from './stamp-paths.ts';
export { parseStampServers, type StampServer, stampServerName } from './stamp-server.ts';
export {
  edgeTiles,
  levelsOf,
  parseTilePath,
  type TileId,
  tileAt,
  tilePath,
  tilesOfGrowth,
  tileWidth,
} from './tile-paths.ts';
export { formatTlogProof, parseTlogProof, type TlogProof } from './tlog-proof.ts';
export {
  edgeFiles,
  emptyEdge,
  growTree,
  readEdge,
  rootOf,
  type TileFile,
  type TreeEdge,
} from './tree-edge.ts';
export {
  emptyRoot,
  leafHash,
  nodeHash,
  powerRoot,
  rootOfEntries,
  writeLeafHash,
} from './tree-hashes.ts';
export {
  formatVerifierKey,
  type KeyType,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
} from './verifier-key.ts';
export {
  type AddCheckpoint,
  answerAddCheckpoint,
  formatAddCheckpoint,
  parseAddCheckpoint,
  type WitnessAnswer,
} from './witness.ts';
