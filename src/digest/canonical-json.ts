import { ArchiveError } from '../model/index.ts';

/** What JSON can say. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Deeper nesting is refused, which also ends a value that holds itself. */
const deepest = 1000;

/**
 * A value as JSON with one spelling only (RFC 8785, JCS): keys in order of their UTF-16 code
 * units, numbers as ECMAScript writes them, no white space. Equal values give equal text. Throws
 * ArchiveError(`invalid`) for what JSON cannot say: NaN, infinities, `undefined`, functions, a lone
 * surrogate in a string or key, more than 1,000 levels.
 */
export function canonicalJson(value: JsonValue): string {
  return written(value, 0);
}

function written(value: unknown, depth: number): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writtenString(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== 'object') throw unsayable(String(value));
  if (depth === deepest) throw unsayable(`nesting of more than ${deepest} levels`);
  if (Array.isArray(value)) return writtenArray(value, depth);
  return writtenObject(value, depth);
}

function writtenString(text: string): string {
  if (!text.isWellFormed()) {
    throw unsayable(`a lone surrogate in ${JSON.stringify(text.slice(0, 80))}`);
  }
  return JSON.stringify(text);
}

function writtenArray(values: readonly unknown[], depth: number): string {
  // Array.from visits holes too: a hole is `undefined`, which is refused.
  return `[${Array.from(values, (value) => written(value, depth + 1)).join(',')}]`;
}

function writtenObject(value: object, depth: number): string {
  const members = new Map(Object.entries(value));
  const keys = [...members.keys()].sort();
  const parts = keys.map((key) => `${writtenString(key)}:${written(members.get(key), depth + 1)}`);
  return `{${parts.join(',')}}`;
}

function unsayable(what: string): ArchiveError {
  return new ArchiveError(
    'invalid',
    `JSON cannot say ${what}; leave it out or write it as a well-formed string.`,
  );
}
