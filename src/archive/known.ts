import type { Absence, Article, Url } from '../model/index.ts';
import type { ArticleRecord, RevisionRecord, Store } from '../store/index.ts';
import { guidOf } from './identity.ts';

/** What the catalogue holds of the articles that some finds may be about; kept current while the
 * finds are worked through, so that two finds of one article in a batch meet. */
export interface Known {
  readonly articleByKey: Map<string, string>;
  /** The keys among them that only a canonical link or a redirect gave. */
  readonly claimed: Set<string>;
  /** URLs that are surely their own, of articles that have such keys. */
  readonly ownUrls: ReadonlyMap<string, Url>;
  /** The articles that stay, and the records merged into them. */
  readonly articles: Map<string, ArticleRecord>;
  /** The newest revision of each. */
  readonly revisions: Map<string, RevisionRecord>;
  /** The words of revisions made of these very finds, before a site's memory cut them. */
  readonly uncut: Map<string, Article>;
  /** The last look that missed each that is absent. */
  readonly absences: ReadonlyMap<string, Absence>;
}

/** Reads what these identity keys lead to. */
export async function loadKnown(store: Store, wanted: readonly string[]): Promise<Known> {
  const keys = await store.knownKeys([...new Set(wanted)]);
  const ids = [...new Set(keys.map((key) => key.articleId))];
  const articles = [...(await store.articlesById(ids)), ...(await store.mergedInto(ids))];
  const revisions = await store.latestRevisions(ids);
  const claimed = keys.filter((key) => key.claimed === true);
  const ownUrls = new Map<string, Url>();
  for (const articleId of new Set(claimed.map((key) => key.articleId))) {
    const own = (await store.keysOf(articleId)).find(
      (key) => key.claimed !== true && guidOf(key.key) === undefined,
    );
    if (own !== undefined) ownUrls.set(articleId, own.url);
  }
  const absences = new Map<string, Absence>();
  for (const { id, absent } of articles) {
    const last = absent === undefined ? undefined : (await store.absences(id)).at(-1);
    if (last !== undefined) absences.set(id, last);
  }
  return {
    absences,
    claimed: new Set(claimed.map((key) => key.key)),
    ownUrls,
    articleByKey: new Map(keys.map((key) => [key.key, key.articleId])),
    articles: new Map(articles.map((article) => [article.id, article])),
    revisions: new Map(revisions.map((revision) => [revision.article, revision])),
    uncut: new Map(),
  };
}

/** The article that a key leads to, past a merging of this very batch. */
export function articleOfKey(known: Known, key: string): ArticleRecord | undefined {
  const article = known.articles.get(known.articleByKey.get(key) ?? '');
  return article?.mergedInto === undefined ? article : known.articles.get(article.mergedInto);
}
