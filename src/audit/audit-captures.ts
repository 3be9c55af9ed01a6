import { auditFile, type RemovedPlace } from './audit-file.ts';
import { type AuditFault, unreadable } from './fault.ts';
import type { RecordFacts } from './identity.ts';

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
export async function auditCaptures(
  files: AuditFiles,
  onFacts?: (facts: RecordFacts) => void,
): Promise<CaptureAudit> {
  const sum = { files: 0, records: 0, bytes: 0 };
  const faults: AuditFault[] = [];
  const removed: RemovedPlace[] = [];
  try {
    for await (const path of files.list()) {
      if (!path.endsWith('.warc.gz')) continue;
      sum.files += 1;
      const audit = await auditFile(files.read(path), path, onFacts);
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
