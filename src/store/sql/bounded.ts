import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';

/** UTF-16 units of a text in an index, most: of three bytes each at most, where PostgreSQL takes rows of 2,704. */
const most = 600;

/**
 * A text as it stands in a column that rows are known by. One that is too long for an index, or that some
 * engine cannot write down (U+0000, half a pair of surrogates), stands there as its beginning and its SHA-256.
 * What is bounded already stays as it is.
 */
export function bounded(text: string): string {
  if (text.length <= most && text.isWellFormed() && !text.includes('\0')) return text;
  const digest = createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('hex');
  const beginning = text.slice(0, most - 1 - digest.length).replaceAll('\0', '\ufffd');
  return `${beginning.toWellFormed()}…${digest}`;
}

/** The beginning of a text in a column, by which that is indexed: a text may be longer than an index takes. */
export const beginning = (column: string): RawBuilder<string> =>
  sql<string>`substr(${sql.ref(column)}, 1, ${sql.raw(String(most))})`;

/** The same of a text that is asked for. */
export const beginningOf = (text: string): string =>
  text.length <= most ? text : [...text.slice(0, 2 * most)].slice(0, most).join('');
