import { sql } from 'kysely';
import type { Capture, Entry, Url } from '../../model/index.ts';
import type { Store } from '../contract.ts';
import type { RevisionRecord } from '../records.ts';
import { bounded } from './bounded.ts';
import { lowerHeaders } from './lower-headers.ts';
import { captureOf, revisionRecordOf } from './rows.ts';
import type { Database } from './schema.ts';
import { entryOf } from './source-rows.ts';

/** What one has to know of a subject before it is taken down. */
export function subjectReads(
  db: Database,
): Pick<
  Store,
  | 'capturesAt'
  | 'capturesWith'
  | 'documentsOf'
  | 'entriesAfter'
  | 'urlsAfter'
  | 'evidenceOfOthers'
  | 'filesWithStatus'
  | 'imagesOfOthers'
> {
  return {
    async capturesAt(urls) {
      if (urls.length === 0) return [];
      const rows = await db
        .selectFrom('captures')
        .selectAll()
        .where((eb) => eb.or([eb('asked_url', 'in', urls), eb('final_url', 'in', urls)]))
        .where('removed', 'is', null)
        .where('asked_url', 'not in', (eb) => eb.selectFrom('sources').select('url'))
        .orderBy('captured_at')
        .orderBy('id')
        .execute();
      return rows.map(captureOf);
    },
    async capturesWith(payload) {
      const rows = await db
        .selectFrom('captures')
        .selectAll()
        .where('payload', '=', payload)
        .where('removed', 'is', null)
        .orderBy('captured_at')
        .orderBy('id')
        .execute();
      return rows.map(captureOf);
    },
    documentsOf: (sourceIds, limit, after) => documentsOf(db, sourceIds, limit, after),
    async urlsAfter(captureId, limit) {
      const rows = await db
        .selectFrom('captures')
        .select(['id', 'asked_url', 'final_url'])
        .where('id', '>', captureId ?? '')
        .where('removed', 'is', null)
        .orderBy('id')
        .limit(limit)
        .execute();
      const urls = rows.flatMap((row) => [row.asked_url as Url, row.final_url as Url]);
      return { urls, last: rows.at(-1)?.id };
    },
    entriesAfter: (after, limit) => entriesAfter(db, after, limit),
    async evidenceOfOthers(captureIds, articleIds) {
      if (captureIds.length === 0) return new Set();
      const found = new Set<string>();
      for (let from = 0; from < captureIds.length; from += 1000) {
        const rows = await db
          .selectFrom('revisions')
          .select('capture_id')
          .where('capture_id', 'in', captureIds.slice(from, from + 1000))
          .where('article_id', 'not in', articleIds)
          .execute();
        for (const row of rows) found.add(row.capture_id);
      }
      return found;
    },
    filesWithStatus: (status) => filesWithStatus(db, status),
    imagesOfOthers: (urls, articleIds) => imagesOfOthers(db, urls, articleIds),
  };
}

async function entriesAfter(
  db: Database,
  after: Parameters<Store['entriesAfter']>[0],
  limit: number,
): Promise<Entry[]> {
  const { sourceId = '', guid = '' } = after ?? {};
  const rows = await db
    .selectFrom('entries')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('source_id', '>', sourceId),
        eb.and([eb('source_id', '=', sourceId), eb('guid', '>', bounded(guid))]),
      ]),
    )
    .orderBy('source_id')
    .orderBy('guid')
    .limit(limit)
    .execute();
  return rows.map(entryOf);
}

async function filesWithStatus(db: Database, status: number): Promise<string[]> {
  const rows = await db
    .selectFrom('captures')
    .select('file')
    .distinct()
    .where('status', '=', status)
    .where('removed', 'is', null)
    .orderBy('file')
    .execute();
  return rows.map(({ file }) => file);
}

/** One of each payload: a document that stayed the same was captured at every poll. */
async function documentsOf(
  db: Database,
  sourceIds: readonly string[],
  limit: number,
  after = '',
): Promise<Capture[]> {
  if (sourceIds.length === 0) return [];
  const documents = db
    .selectFrom('captures')
    .selectAll()
    .select(
      sql<number>`row_number() over (partition by payload order by captured_at, id)`.as('age'),
    )
    .where('source_id', 'in', sourceIds)
    .where('status', '=', 200)
    .where('removed', 'is', null)
    .where('payload', '>', after)
    .where('asked_url', 'not in', (eb) => eb.selectFrom('keys').select('url'))
    .where(lowerHeaders, 'not like', '%"content-type","image/%')
    .where(lowerHeaders, 'not like', '%"content-type","video/%')
    .where(lowerHeaders, 'not like', '%"content-type","audio/%')
    .where(lowerHeaders, 'not like', '%"content-type","font/%')
    .as('documents');
  const rows = await db
    .selectFrom(documents)
    .selectAll()
    .where('age', '=', 1)
    .orderBy('payload')
    .limit(limit)
    .execute();
  return rows.map(captureOf);
}

/** Looks into every revision: what they show is told nowhere else. */
async function imagesOfOthers(
  db: Database,
  urls: readonly Url[],
  articleIds: readonly string[],
): Promise<Set<Url>> {
  const wanted = new Set(urls);
  const found = new Set<Url>();
  if (urls.length === 0) return found;
  for await (const { article, content } of allRevisions(db)) {
    if (articleIds.includes(article)) continue;
    for (const { url } of content.images) if (wanted.has(url)) found.add(url);
  }
  return found;
}

async function* allRevisions(db: Database): AsyncGenerator<RevisionRecord> {
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('revisions')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(500)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    yield* rows.map(revisionRecordOf);
  }
}
