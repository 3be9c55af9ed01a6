import type { Change } from '../change.ts';
import type { Digest, DigestProgress, DigestReads } from '../digest-records.ts';
import type { Connection } from './finder/index.ts';

/** Digests that are mailed, and how far each is. */
export const digestTables: readonly string[] = [
  `create table digests (id text primary key, added_at text not null, digest text not null,
     progress text not null)`,
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

export function digestReads(connection: Connection): DigestReads {
  const hasTable = () =>
    connection.prepare("select 1 from sqlite_master where name = 'digests'").get() !== undefined;
  return {
    digests: async () =>
      hasTable()
        ? connection
            .prepare<[], { digest: string; progress: string }>(
              'select digest, progress from digests order by added_at, id',
            )
            .all()
            .map(({ digest, progress }) => ({
              ...(JSON.parse(digest) as Omit<Digest, 'progress'>),
              progress: JSON.parse(progress) as DigestProgress,
            }))
        : [],
    lastSerial: async () =>
      connection.prepare<[], { last: number | null }>('select max(ord) last from articles').get()
        ?.last ?? 0,
  };
}

/** Writes what a change says of digests; the caller holds the transaction. */
export function writeDigests(connection: Connection, change: Change): void {
  for (const { progress, ...digest } of change.digests ?? []) {
    connection
      .prepare('insert into digests values (?, ?, ?, ?)')
      .run(digest.id, digest.addedAt, JSON.stringify(digest), JSON.stringify(progress));
  }
  for (const { id, progress } of change.digestProgress ?? []) {
    const note = 'update digests set progress = ? where id = ?';
    connection.prepare(note).run(JSON.stringify(progress), id);
  }
  for (const id of change.undigested ?? []) {
    connection.prepare('delete from digests where id = ?').run(id);
  }
  // There are no hits any more that it could tell of.
  for (const id of change.unsaved ?? []) {
    connection.prepare("delete from digests where json_extract(digest, '$.searchId') = ?").run(id);
  }
}
