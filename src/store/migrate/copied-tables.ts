/** A table of the catalogue as it is copied into another one. */
export interface CopiedTable {
  readonly name: string;
  /** Columns by which its rows are told apart and put in order. */
  readonly key: readonly [string, ...string[]];
  /** The column that numbers its rows and never gives a number again. */
  readonly serial?: string;
}

const table = (name: string, ...key: CopiedTable['key']): CopiedTable => ({ name, key });
const numbered = (name: string, serial: string): CopiedTable => ({ name, key: [serial], serial });

/** All that a catalogue holds, but the blocks of the search index, which lie where the engine puts them. */
export const copiedTables: readonly CopiedTable[] = [
  table('sources', 'id'),
  table('polls', 'source_id'),
  table('pushes', 'source_id'),
  table('entries', 'source_id', 'guid'),
  table('captures', 'id'),
  numbered('articles', 'ord'),
  table('keys', 'key'),
  table('revisions', 'id'),
  table('edits', 'revision_id'),
  table('absences', 'article_id', 'seen_at'),
  table('slots', 'outlet', 'slot'),
  table('warc_files', 'file'),
  table('site_memory', 'host', 'basis'),
  table('marks', 'name'),
  table('takedowns', 'id'),
  table('takedown_keys', 'key', 'takedown_id'),
  table('rewrites', 'file'),
  table('leaves', 'idx'),
  numbered('users', 'id'),
  table('sessions', 'digest'),
  table('tokens', 'id'),
  table('article_marks', 'user_id', 'ord'),
  table('read_lines', 'user_id', 'source_id'),
  numbered('saved_searches', 'number'),
  table('saved_hits', 'search', 'ord'),
  table('hooks', 'id'),
  numbered('happenings', 'ord'),
  table('digests', 'id'),
  numbered('find_docs', 'doc'),
  table('find_columns', 'chunk'),
  numbered('find_segments', 'id'),
  table('find_names', 'id'),
  table('find_words', 'word'),
  table('find_removed', 'ord', 'revision'),
  table('find_sketches', 'doc'),
];

/**
 * What stays behind: how far an engine's tables are, whose turn it is, who works at what just now, and when hosts
 * were asked last; and what was signed of the ledger, which the folder with its key remembers and tells anew to
 * all that share the catalogue.
 */
export const leftTables: readonly string[] = [
  'leases',
  'hosts',
  'signed',
  'handovers',
  'kysely_migration',
  'kysely_migration_lock',
  'turns',
  'migrating',
];
