import { createHash, type Hash } from 'node:crypto';
import type { Row, Value } from './catalogue-end.ts';

/**
 * The digest of rows in their order: SHA-256 over each value of each row, with its kind and its length before
 * it. PostgreSQL holds no NUL in text, so one is told as the U+FFFD that stands for it there.
 */
export class RowDigest {
  readonly #columns: readonly string[];
  readonly #hash: Hash = createHash('sha256');
  rows = 0;

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      for (const column of this.#columns) this.#value(row[column] ?? null);
    }
    this.rows += rows.length;
  }

  #value(value: Value): void {
    const [kind, bytes] = told(value);
    this.#hash.update(`${kind}${bytes.length}:`);
    this.#hash.update(bytes);
  }

  /** Hexadecimal; of everything added so far. */
  get hex(): string {
    return this.#hash.copy().digest('hex');
  }
}

/** The digest of some rows alone. */
export function digestOf(columns: readonly string[], rows: readonly Row[]): string {
  const digest = new RowDigest(columns);
  digest.add(rows);
  return digest.hex;
}

function told(value: Value): readonly ['n' | 'i' | 't' | 'b', Uint8Array] {
  if (value === null) return ['n', Buffer.alloc(0)];
  if (typeof value === 'number') return ['i', Buffer.from(String(value))];
  if (typeof value === 'string') return ['t', Buffer.from(value.replaceAll('\0', '\ufffd'))];
  return ['b', value];
}
