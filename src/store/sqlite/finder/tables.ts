import type Sqlite from 'better-sqlite3';

/** The connection itself: search reads and writes many small rows, without the builder of SQL. */
export type Connection = Sqlite.Database;

/**
 * The index of search words. `find_docs` holds the words of each article packed, under a number that
 * is given once; `find_columns` what documents are filtered by, 404 of them in a row;
 * `find_segments` the inverted index of stretches of documents, each in a table of its own
 * (`find_terms_N`); `find_names` sources and languages by number; `find_words` every word that is not
 * a single character, for prefixes.
 */
export const findTables: readonly string[] = [
  `create table find_docs (doc integer primary key autoincrement, ord integer not null unique,
     packed blob not null)`,
  `create table find_columns (chunk integer primary key, version integer not null, data blob not null)`,
  'create index find_columns_version on find_columns (version)',
  `create table find_segments (id integer primary key autoincrement, level integer not null,
     last integer not null, parts text, next integer)`,
  'create table find_names (id integer primary key, name text not null unique)',
  'create table find_words (word text primary key) without rowid',
  'create index articles_edited on articles (ord) where revisions > 1',
  'create index articles_gone on articles (ord) where gone_since is not null',
];

export const termsTable = (segment: number): string => `find_terms_${segment}`;

/** Statements kept prepared for each connection: the same few come again and again. */
const known = new WeakMap<Connection, Map<string, Sqlite.Statement>>();
const mostKnown = 500;

/** A prepared statement, made once for each connection. */
export function statement<Parameters extends unknown[], Row>(
  connection: Connection,
  text: string,
): Sqlite.Statement<Parameters, Row> {
  const own = known.get(connection) ?? new Map<string, Sqlite.Statement>();
  known.set(connection, own);
  const there = own.get(text) ?? connection.prepare(text);
  if (own.size >= mostKnown) own.clear();
  own.set(text, there);
  return there as Sqlite.Statement<Parameters, Row>;
}

/** The rows that a `select` of a table by `doc` has of some documents, ascending. */
export const rowsOf = <Row>(
  connection: Connection,
  select: string,
  docs: Iterable<number>,
): Row[] =>
  statement<[string], Row>(
    connection,
    `${select} where doc in (select value from json_each(?)) order by doc`,
  ).all(JSON.stringify([...docs]));
