import type { Instant } from '../../model/index.ts';
import type { Gauges } from '../gauge-records.ts';
import type { Connection } from './finder/index.ts';
import { hasHookTables } from './hooks.ts';

/** How much there is, without going through any table: what came on record is told by its last number
 * (rowid, which SQLite gives in order), queues by indexes that hold them alone. */
export function gaugesOf(connection: Connection, at: Instant): Gauges {
  const number = (sql: string, ...given: string[]): number =>
    connection.prepare<string[], { n: number | null }>(sql).get(...given)?.n ?? 0;
  const last = (table: string) => number(`select max(rowid) n from ${table}`);
  return {
    captures: last('captures'),
    articles: last('articles'),
    revisions: last('revisions'),
    edits: last('edits'),
    absences: last('absences'),
    pendingEntries: number("select count(*) n from entries where state = 'pending'"),
    dueVisits: number('select count(*) n from articles where next_visit_at <= ?', at),
    dueImages: number('select count(*) n from articles where images_due_at <= ?', at),
    // None in a catalogue of a version before that is only read.
    happenings: hasHookTables(connection) ? number('select count(*) n from happenings') : 0,
    databaseBytes: number(
      'select page_count * page_size n from pragma_page_count, pragma_page_size',
    ),
    captureBytes: number('select sum(length) n from warc_files'),
  };
}
