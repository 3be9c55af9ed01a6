import type { WrittenWords } from '../finder/index.ts';
import type { Connection } from './answer-at-once.ts';

const written = new WeakMap<Connection, WrittenWords>();

/** The words that a connection has written of late. To be emptied where it rolled back. */
export function writtenBy(connection: Connection): WrittenWords {
  const own = written.get(connection) ?? new Set();
  written.set(connection, own);
  return own;
}
