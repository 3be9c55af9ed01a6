import { auditFile, type FileAudit, type RemovedPlace } from './audit-file.ts';
import { type AuditFault, unreadable } from './fault.ts';
import type { RecordFacts } from './identity.ts';
import { auditWacz } from './wacz/audit-wacz.ts';

/** What was read and what was wrong with it; `ok` without any fault. */
export interface CaptureAudit {
  readonly ok: boolean;
  readonly files: number;
  /** Whole records. */
  readonly records: number;
  readonly bytes: number;
  readonly faults: readonly AuditFault[];
  /** Captures whose content a takedown removed: no fault, but not there either. */
  readonly removed: readonly RemovedPlace[];
}

/** Where the bytes come from: a folder, a mirror. */
export interface AuditFiles {
  /** Relative paths, `/` between their parts. */
  list(): AsyncIterable<string>;
  read(path: string): AsyncIterable<Uint8Array>;
}

/**
 * Checks every capture file (`….warc.gz`; others are passed over) from its bytes alone: each gzip
 * member inflates and matches its CRC-32, is a WARC/1.x record that ends where it should, has the
 * SHA-256 it states for its block and (response, resource) its payload, and is named by what it
 * holds; a file begins with a warcinfo record, a request stands behind the capture it asked for.
 * Goes on after a bad record with the next member that begins like one, and after a file that
 * cannot be read with the next file; faults are told, never thrown. Memory: 64 MiB of a file at
 * most, whatever its size. Bytes of a gzip header that say nothing about the record (time, level,
 * system, text flag) may be any. What the files alone cannot tell: whether whole records at a
 * file's end, records that nothing refers to, or whole files are gone or stand in another order.
 */
export function auditCaptures(
  files: AuditFiles,
  onFacts?: (facts: RecordFacts) => void,
): Promise<CaptureAudit> {
  return auditEach(files, '.warc.gz', (path) => auditFile(files.read(path), path, onFacts));
}

/**
 * Checks captures as a published site holds them, as WACZ files (others are passed over): that each is whole and what
 * it says of itself, and the records in it as those of capture files. Memory: some ten MiB, whatever the size of a file.
 */
export function auditPackages(files: AuditFiles): Promise<CaptureAudit> {
  return auditEach(files, '.wacz', (path) => auditWacz(() => files.read(path), path));
}

/** Checks the files whose names end so. */
async function auditEach(
  files: AuditFiles,
  ending: string,
  check: (path: string) => Promise<FileAudit>,
): Promise<CaptureAudit> {
  const sum = { files: 0, records: 0, bytes: 0 };
  const faults: AuditFault[] = [];
  const removed: RemovedPlace[] = [];
  try {
    for await (const path of files.list()) {
      if (!path.endsWith(ending)) continue;
      sum.files += 1;
      const audit = await check(path);
      sum.records += audit.records;
      sum.bytes += audit.bytes;
      for (const fault of audit.faults) faults.push(fault);
      for (const place of audit.removed) removed.push(place);
    }
  } catch (thrown) {
    faults.push(unreadable('', thrown));
  }
  return { ok: faults.length === 0, ...sum, faults, removed };
}
