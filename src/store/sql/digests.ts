import type { Change } from '../change.ts';
import type { Digest, DigestProgress } from '../digest-records.ts';
import { type Asking, all, first, isThere, run } from './asking.ts';
import { lastOrd } from './hooks.ts';

/** Digests that are mailed, and how far each is. */
export const digestTables: readonly string[] = [
  `create table digests (id text primary key, added_at text not null, digest text not null,
     progress text not null)`,
];

/**
 * Digests of edits told what was seen in a period, and tell from here on what came on record behind a number.
 * What they had not told yet happens now; hooks have been told of it, or are, and so pass it over.
 */
export const digestJournal: readonly string[] = [
  `create temp table journal_before as
     select coalesce((select seq from sqlite_sequence where name = 'happenings'), 0) as ord`,
  `insert into happenings (kind, at, source_id, article_id, revision_id)
     select 'edit', edits.seen_at, edits.source_id, edits.article_id, edits.revision_id
       from edits join revisions on revisions.id = edits.revision_id
       where edits.told = 1 and edits.weight > 0 and revisions.basis <> 'import'
         and edits.seen_at >= (select min(strftime('%Y-%m-%dT%H:%M:%fZ', json_extract(progress, '$.until'),
           '-5 minutes')) from digests where json_extract(digest, '$.of') = 'edits')
       order by edits.seen_at, edits.revision_id`,
  `update hooks set cursor = (select seq from sqlite_sequence where name = 'happenings')
     where search_id is null and cursor >= (select ord from journal_before)
       and exists (select 1 from sqlite_sequence where name = 'happenings')`,
  `update digests set progress = json_set(progress, '$.cursor', coalesce(
     (select max(ord) from happenings where ord > (select ord from journal_before)
        and at < strftime('%Y-%m-%dT%H:%M:%fZ', json_extract(digests.progress, '$.until'), '-5 minutes')),
     (select ord from journal_before)))
     where json_extract(digest, '$.of') = 'edits'`,
  'drop table journal_before',
];

/** What a rebuild takes over. Serials of articles are given anew, perhaps in another order: a digest of
 * articles goes on at the first that it has not told, so that none is lost; imports are told by none. */
export const carriedDigests: readonly string[] = [
  'insert into digests select * from before.digests',
  `update digests set progress = json_set(progress, '$.cursor', coalesce(
     (select min(made.ord) - 1 from before.articles was join main.articles made on made.id = was.id
        join main.sources on sources.id = made.source_id and sources.kind <> 'import'
        where was.ord > json_extract(digests.progress, '$.cursor')),
     (select max(ord) from main.articles), 0))
     where json_extract(digest, '$.of') = 'articles'`,
];

/** All digests, by when they were added; none in a catalogue of a version before that is only read. */
export function* digestsIn(): Asking<Digest[]> {
  if (!(yield* isThere('digests'))) return [];
  const rows = yield* all<{ digest: string; progress: string }>(
    'select digest, progress from digests order by added_at, id',
  );
  return rows.map(({ digest, progress }) => ({
    ...(JSON.parse(digest) as Omit<Digest, 'progress'>),
    progress: JSON.parse(progress) as DigestProgress,
  }));
}

/** The last serial of an article. */
export function* lastSerial(): Asking<number> {
  const row = yield* first<{ last: number | null }>('select max(ord) as last from articles');
  return row?.last ?? 0;
}

/** Writes what a change says of digests; the caller holds the transaction. */
export function* writeDigests(change: Change): Asking<void> {
  for (const { progress, ...digest } of change.digests ?? []) {
    // It tells of what happens from now on.
    const from = digest.of === 'edits' ? { ...progress, cursor: yield* lastOrd() } : progress;
    yield* run(
      'insert into digests (id, added_at, digest, progress) values (?, ?, ?, ?)',
      ...[digest.id, digest.addedAt, JSON.stringify(digest), JSON.stringify(from)],
    );
  }
  for (const { id, progress } of change.digestProgress ?? []) {
    yield* run('update digests set progress = ? where id = ?', JSON.stringify(progress), id);
  }
  for (const id of change.undigested ?? []) yield* run('delete from digests where id = ?', id);
  // There are no hits any more that it could tell of.
  for (const id of change.unsaved ?? []) {
    yield* run(({ member }) => `delete from digests where ${member('digest', 'searchId')} = ?`, id);
  }
}
