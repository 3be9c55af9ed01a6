/** @module audit Checks an archive from its bytes alone, for third parties who trust nothing. */
export { sha256 as sha256Of } from '../digest/index.ts';

export {
  type BlockHeader,
  type Policy,
  parseBlockHeaders,
  parsePolicy,
  type VerifierKey,
} from '../tlog/index.ts';
export { type ArchiveCopy, archiveCopy } from './archive-copy.ts';
export { type AuditFiles, auditCaptures, type CaptureAudit } from './audit-captures.ts';
export { auditCopy, type CopyAudit, type CopyAuditOptions } from './audit-copy.ts';
export { checkEvidence, stampLine } from './evidence/browser-check.ts';
export type {
  Evidence,
  EvidenceFinding,
  EvidenceRevision,
  EvidenceStamp,
} from './evidence/evidence.ts';
export { evidencePage, verifyPage } from './evidence/evidence-page.ts';
export type { EvidenceLanguage } from './evidence/evidence-words.ts';
export type { AuditFault } from './fault.ts';
export { folderFiles } from './folder-files.ts';
export { auditLedger, type LedgerAudit, type LedgerAuditOptions } from './ledger/audit-ledger.ts';
export { type AuditBodies, type RemovedLeaf, recordPath } from './ledger/check-records.ts';
export { checkStamps } from './ledger/check-stamps.ts';
export { checkTree } from './ledger/check-tree.ts';
export { type KeyStep, keyChain } from './ledger/follow-key.ts';
export { LeafRules } from './ledger/leaf-rules.ts';
export type { LedgerFault, LedgerFaultKind } from './ledger/ledger-fault.ts';
export { type LedgerFiles, ledgerFolder } from './ledger/ledger-files.ts';
export { listedStamps, shownStamps } from './ledger/listed-stamps.ts';
export { lookName, outcomeIn } from './ledger/looks.ts';
export { type Look, looksAt } from './ledger/looks-at.ts';
export { type SeenHeads, seenHeads } from './ledger/seen-heads.ts';
export {
  checkSplitView,
  compareViews,
  type LedgerView,
  type SplitView,
} from './ledger/split-view.ts';
export type { StampMeans, StampTold } from './ledger/stamp-told.ts';
export { rootFromTiles } from './ledger/tile-reader.ts';
export { openView, readKey } from './open-view.ts';
export { proveLeaf, proveLeafUnder } from './prove-leaf.ts';
