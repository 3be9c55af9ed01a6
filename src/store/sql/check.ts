import { sql } from 'kysely';
import type { CatalogueFault } from '../records.ts';
import type { Database } from './schema.ts';

/** Each looks for rows that contradict each other and names up to five of them. */
const contradictions: readonly { kind: string; says: string; query: string }[] = [
  {
    kind: 'article-without-revision',
    says: 'the newest revision of this article is not there',
    query: `select id as name from articles where not exists
      (select 1 from revisions where revisions.id = articles.revision_id and revisions.article_id = articles.id)`,
  },
  {
    kind: 'broken-chain',
    says: 'this article has not as many revisions as it counts',
    query: `select id as name from articles where revisions <>
      (select count(*) from revisions where revisions.article_id = articles.id)`,
  },
  {
    kind: 'revision-without-article',
    says: 'this revision belongs to no article',
    query: `select id as name from revisions where not exists
      (select 1 from articles where articles.id = revisions.article_id)`,
  },
  {
    kind: 'revision-without-capture',
    says: 'the capture this revision was cut from is not there',
    query: `select id as name from revisions where not exists
      (select 1 from captures where captures.id = revisions.capture_id)`,
  },
  {
    kind: 'article-without-key',
    says: 'this article cannot be found by any URL',
    query: `select id as name from articles where not exists
      (select 1 from keys where keys.article_id = articles.id)`,
  },
  {
    kind: 'merged-into-nothing',
    says: 'the article this one is merged into is not there, or is merged itself',
    query: `select id as name from articles where merged_into is not null and not exists
      (select 1 from articles other where other.id = articles.merged_into and other.merged_into is null)`,
  },
  {
    kind: 'key-without-article',
    says: 'this URL names an article that is not there',
    query: `select url as name from keys where not exists
      (select 1 from articles where articles.id = keys.article_id)`,
  },
  {
    kind: 'entry-without-article',
    says: 'this entry counts as done but its article is not there',
    query: `select guid as name from entries where state = 'done' and not exists
      (select 1 from articles where articles.id = entries.article_id) and not exists
      (select 1 from takedown_keys where key = 'id\n' || entries.article_id)`,
  },
  {
    kind: 'takedown-unfinished',
    says: 'this takedown has not reached all capture files; open the archive to capture (backissue fetch) to finish it',
    query: "select id as name from takedowns where state <> 'done'",
  },
  {
    kind: 'article-without-words',
    says: 'this article cannot be found by search; the next backissue fetch or serve indexes it',
    // While the oldest is not indexed either the index is being made, and every search says so.
    query: `select id as name from articles where merged_into is null
      and not exists (select 1 from find_docs where find_docs.ord = articles.ord)
      and exists (select 1 from find_docs where find_docs.ord =
        (select min(ord) from articles where merged_into is null))`,
  },
];

/** Looks for rows that contradict each other. `isSearched`: whether there is an index of words. */
export async function contradictionsIn(
  db: Database,
  isSearched: boolean,
): Promise<CatalogueFault[]> {
  const faults: CatalogueFault[] = [];
  for (const { kind, says, query } of contradictions) {
    if (kind === 'article-without-words' && !isSearched) continue;
    const { rows } = await sql<{ name: string }>`${sql.raw(query)} limit 5`.execute(db);
    faults.push(...rows.map((row) => ({ kind, message: `${row.name}: ${says}.` })));
  }
  return faults;
}
