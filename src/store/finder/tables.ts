/**
 * The index of search words. `find_docs` holds the words of each article packed, under a number that
 * is given once; `find_columns` what documents are filtered by, 404 of them in a row;
 * `find_segments` the inverted index of stretches of documents, whose blocks lie where the engine puts
 * them; `find_names` sources and languages by number; `find_words` every word that is not a single
 * character, for prefixes.
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
