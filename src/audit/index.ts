/** @module audit Checks an archive from its bytes alone, for third parties who trust nothing. */
export { type AuditFiles, auditCaptures, type CaptureAudit } from './audit-captures.ts';
export type { AuditFault } from './fault.ts';
export { folderFiles } from './folder-files.ts';
