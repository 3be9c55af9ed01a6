import { createHash, type Hash } from 'node:crypto';
import type { Row, Value } from './catalogue-end.ts';

/** Bytes that are gathered before they are hashed: a call for each value takes longer than hashing it. */
const gathered = 65_536;

/**
 * The digest of rows in their order: SHA-256 over each value of each row, with its kind and its length before
 * it. PostgreSQL holds no NUL in text, so one is told as the U+FFFD that stands for it there.
 */
export class RowDigest {
  readonly #columns: readonly string[];
  readonly #hash: Hash = createHash('sha256');
  readonly #bytes = Buffer.allocUnsafe(gathered);
  #end = 0;
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
    if (value === null) this.#text('n0:');
    else if (typeof value === 'number') this.#sized('i', String(value));
    else if (typeof value === 'string') this.#sized('t', withoutNul(value));
    else {
      this.#text(`b${value.length}:`);
      this.#flush();
      this.#hash.update(value);
    }
  }

  #sized(kind: 'i' | 't', text: string): void {
    this.#text(`${kind}${Buffer.byteLength(text)}:`);
    this.#text(text);
  }

  #text(text: string): void {
    // A character of a string is three bytes of UTF-8 at most.
    const most = 3 * text.length;
    if (most > gathered - this.#end) this.#flush();
    if (most > gathered) this.#hash.update(text);
    else this.#end += this.#bytes.write(text, this.#end);
  }

  #flush(): void {
    this.#hash.update(this.#bytes.subarray(0, this.#end));
    this.#end = 0;
  }

  /** Hexadecimal; of everything added so far. */
  get hex(): string {
    this.#flush();
    return this.#hash.copy().digest('hex');
  }
}

const withoutNul = (text: string): string =>
  text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;

/** The digest of some rows alone. */
export function digestOf(columns: readonly string[], rows: readonly Row[]): string {
  const digest = new RowDigest(columns);
  digest.add(rows);
  return digest.hex;
}
