import { createHash } from 'node:crypto';
import { canonicalJson } from '../digest/index.ts';
import { altered, type MemberFault, malformed } from './fault.ts';
import type { NamedFields } from './named-fields.ts';

/** What a whole record says of itself. */
export interface RecordFacts {
  readonly type: string;
  /** `urn:uuid:…` */
  readonly id: string;
  /** The record this one belongs to, where it names one. */
  readonly concurrentTo?: string;
  /** SHA-256 in hex of the payload of a capture that states it and holds it. */
  readonly payload?: string;
  /** Set where a takedown removed what stood there: class of reason and time. */
  readonly removed?: string;
}

/** Of a capture: what its id is made of besides the fields. */
interface Answer {
  readonly payload: string;
  readonly statusLine: string;
}

/**
 * A capture's id is a UUID of version 8 made from what it holds, so that address, time, status and
 * payload cannot be changed under it. Ids of other versions come from elsewhere and say nothing.
 */
export function checkIdentity(fields: NamedFields, answer?: Answer): RecordFacts | MemberFault {
  const type = fields.get('warc-type') ?? '';
  const id = bare(fields.get('warc-record-id'));
  const date = fields.get('warc-date') ?? '';
  if (type === '') return malformed('has no WARC-Type');
  if (id === undefined) return malformed('has no WARC-Record-ID');
  if (!/^\d{4}(-[\dT:.-]{0,25}Z?)?$/.test(date)) return malformed('has no WARC-Date');
  if (answer !== undefined && isOurs(id)) {
    const made = captureName(fields, date, answer);
    if (made !== id) return altered(`is named ${id}, but what it holds is named ${made}`);
  }
  const concurrentTo = bare(fields.get('warc-concurrent-to'));
  const removed = fields.get('backissue-removed');
  return {
    type,
    id,
    ...(concurrentTo === undefined ? {} : { concurrentTo }),
    ...(removed === undefined ? {} : { removed }),
  };
}

/** Whether a record id is one this archive makes. */
export function isOurs(id: string): boolean {
  return /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id);
}

function captureName(fields: NamedFields, capturedAt: string, answer: Answer): string {
  const status = Number(/^HTTP\/[\d.]+ +(\d{3})\b/.exec(answer.statusLine)?.[1] ?? 0);
  const url = (fields.get('warc-target-uri') ?? '').toWellFormed();
  const text = canonicalJson({ url, capturedAt, status, payload: answer.payload });
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}

function bare(id: string | undefined): string | undefined {
  return /^<([^<>]+)>$/.exec(id ?? '')?.[1];
}
