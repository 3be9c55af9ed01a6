import { type Connection, statement } from './tables.ts';

/** Words that each connection has written of late: most come again and again. */
const written = new WeakMap<Connection, Set<string>>();
const mostWritten = 200_000;

/** Writes words that are no single character, so that a search finds those that go on from a prefix. */
export function writeVocabulary(connection: Connection, words: readonly string[]): void {
  const own = written.get(connection) ?? new Set();
  if (own.size > mostWritten) own.clear();
  written.set(connection, own);
  const insert = statement<[string], never>(
    connection,
    'insert or ignore into find_words values (?)',
  );
  for (const word of words) {
    if (own.has(word)) continue;
    own.add(word);
    insert.run(word);
  }
}

/** To be called where a transaction was rolled back: what was written in it is not there. */
export const forgetWritten = (connection: Connection): void => void written.delete(connection);

export function emptyVocabulary(connection: Connection): void {
  connection.exec('delete from find_words');
  forgetWritten(connection);
}
