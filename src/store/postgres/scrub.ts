import { sql } from 'kysely';
import { scrubDocs } from '../finder/index.ts';
import type { Database } from '../sql/schema.ts';
import { transact } from '../sql/transact.ts';
import { answerInTurn } from './answer-in-turn.ts';
import { takeTurn } from './locking.ts';

/** The tables in which something of an article stands. */
const ofArticles = [
  ...[
    'articles',
    'revisions',
    'edits',
    'keys',
    'absences',
    'captures',
    'entries',
    'slots',
    'leaves',
  ],
  ...['find_docs', 'find_terms', 'find_words', 'find_removed', 'find_sketches', 'find_columns'],
  ...['saved_hits', 'happenings', 'article_marks'],
];

/**
 * Makes what was erased unreadable in the tables: the index is made anew without it, and each table is
 * written anew, for which others wait. PostgreSQL's log of writes, its replicas and its backups are not
 * ours to change: see docs/postgres.md.
 */
export async function scrub(db: Database): Promise<void> {
  await transact(db, async (at) => {
    await takeTurn(at);
    await answerInTurn(at, scrubDocs(new Set()));
  });
  for (const table of ofArticles) await sql`vacuum full ${sql.table(table)}`.execute(db);
}
