/** What PostgreSQL has besides. `turns`: who writes locks a row of it, so that one commits at a time. */
export const turnTables: readonly string[] = [
  'create table words (word text)',
  'create table turns (name text primary key)',
  "insert into turns (name) values ('commit')",
];

/** The inverted index of all segments, in blocks. */
export const blockTables: readonly string[] = [
  `create table find_terms (segment integer not null, first integer not null, bytes blob not null,
     primary key (segment, first))`,
];
