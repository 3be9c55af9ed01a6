import { type Instant, optional } from '../../model/index.ts';
import type { Gauges, NotUploaded } from '../gauge-records.ts';
import { type Asking, first, isThere, type Text } from './asking.ts';
import type { Given } from './statement.ts';

/** How much there is, without going through any large table: queues are told by indexes that hold them
 * alone, the rest by what the engine knows of its tables. */
export function* gaugesOf(at: Instant): Asking<Gauges> {
  const hasHooks = yield* isThere('hooks');
  return {
    captures: yield* rowsOf('captures'),
    articles: yield* rowsOf('articles'),
    revisions: yield* rowsOf('revisions'),
    edits: yield* rowsOf('edits'),
    absences: yield* rowsOf('absences'),
    pendingEntries: yield* number("select count(*) as n from entries where state = 'pending'"),
    dueVisits: yield* number('select count(*) as n from articles where next_visit_at <= ?', at),
    dueImages: yield* number('select count(*) as n from articles where images_due_at <= ?', at),
    // None in a catalogue of a version before that is only read.
    happenings: hasHooks ? yield* number('select count(*) as n from happenings') : 0,
    databaseBytes: yield* number(({ databaseBytes }) => databaseBytes),
    captureBytes: yield* number('select sum(length) as n from warc_files'),
  };
}

/** Of whatever worker; what is being written is among them. */
export function* notUploadedIn(): Asking<NotUploaded> {
  const row = yield* first<{ n: number; oldest: string | null }>(
    'select count(*) as n, min(file) as oldest from warc_files where uploaded is null',
  );
  return { files: row?.n ?? 0, ...optional('oldest', row?.oldest ?? undefined) };
}

function* number(text: Text, ...given: readonly Given[]): Asking<number> {
  return (yield* first<{ n: number | null }>(text, ...given))?.n ?? 0;
}

const rowsOf = (table: string): Asking<number> => number(({ rowsEver }) => rowsEver(table));
