import {
  ArchiveError,
  type Entry,
  type Revision,
  type Takedown,
  type Url,
} from '../model/index.ts';
import { parseUrl } from '../url/index.ts';
import { keysOfUrl } from './article-keys.ts';
import { guidOf } from './identity.ts';
import { withoutWords } from './listing-meaning.ts';
import { type NamedBy, namedBy } from './named-by.ts';
import { articleState } from './read.ts';
import type { Services } from './services.ts';

type Means = Pick<Services, 'store'>;

/** What is to be taken down. */
export interface Subject extends Pick<Takedown, 'articles' | 'url' | 'keys'> {
  /** Addresses of the article alone, in every spelling that was captured. */
  readonly urls: readonly Url[];
  /** Sources that told of the article or may have, being of its site. */
  readonly sources: readonly string[];
  readonly revisions: readonly Revision[];
  readonly images: readonly Url[];
}

/** An article, or one taken down before: then what came of it since. Throws as `findArticle`. */
export async function subjectOf(services: Services, named: string): Promise<Subject> {
  const former = await takedownNamed(services, named);
  const { articles, url, keys, revisions, images } =
    former === undefined
      ? await livingSubject(services, named)
      : { ...former, revisions: [], images: [] };
  const by = namedBy(keys);
  const sources = await sourcesOf(services, by, articles);
  return { articles, url, keys, revisions, images, sources, urls: await urlsOf(services, by) };
}

async function livingSubject(
  services: Services,
  named: string,
): Promise<Omit<Subject, 'sources' | 'urls'>> {
  const { store } = services;
  const { article, revisions, merged } = await articleState(services, named);
  const all = [...revisions, ...merged.flatMap((one) => one.revisions)];
  const keys = await store.keysOf(article.id);
  const urls = keys.filter(({ key }) => guidOf(key) === undefined).map(({ url }) => url);
  const images = new Set<Url>();
  for (const { id } of all) {
    for (const image of (await store.revision(id))?.content.images ?? []) images.add(image.url);
  }
  return {
    articles: [article.id, ...merged.map((one) => one.article.id)],
    url: article.url,
    keys: [
      ...new Set([...keys.map(({ key }) => key), ...[...urls, article.url].flatMap(keysOfUrl)]),
    ],
    revisions: all,
    images: [...images],
  };
}

/** The newest takedown in force that a person names: by article id, a prefix of one, or a URL. Throws
 * `invalid` where other articles begin so too, be they taken down or not. */
export async function takedownNamed(
  { store }: Means,
  named: string,
): Promise<Takedown | undefined> {
  const url = parseUrl(named);
  if (url !== undefined) return await store.takedownOf(keysOfUrl(url));
  if (!/^[0-9a-f]{1,20}$/.test(named)) return undefined;
  const found = (await store.takedownsByPrefix(named)).filter((one) => one.liftedAt === undefined);
  const whole = found.find(({ articles }) => articles.includes(named));
  if (whole !== undefined || found.length === 0) return whole;
  const removed = found.map(({ articles: [id] }) => id);
  const [id, other] = new Set([...removed, ...(await store.articleIdsByPrefix(named))]);
  if (other === undefined) return found[0];
  throw new ArchiveError(
    'invalid',
    `${named}: several articles begin so (${id}, ${other} …); give more of the id.`,
  );
}

/** The addresses in the archive that are the article's. */
async function urlsOf({ store }: Means, by: NamedBy): Promise<Url[]> {
  const found = new Set<Url>();
  for (let after: string | undefined; ; ) {
    const { urls, last } = await store.urlsAfter(after, atOnce);
    for (const url of urls) if (by.isAddress(url)) found.add(url);
    if (last === undefined) return [...found];
    after = last;
  }
}

/** Rows of a table that is gone through as a whole. */
const atOnce = 2000;

async function sourcesOf(
  { store }: Means,
  by: NamedBy,
  articles: readonly string[],
): Promise<string[]> {
  const found = new Set<string>();
  for (const { sourceId } of await store.articlesById(articles)) found.add(sourceId);
  for (const { id, url } of await store.sources()) if (by.isOfSite(url)) found.add(id);
  for await (const { sourceId, articleId, entry } of allEntries(store)) {
    if (found.has(sourceId)) continue;
    const isOfIt = articleId !== undefined && articles.includes(articleId);
    if (isOfIt || by.isOfSite(entry.url) || by.isItem(sourceId, entry)) found.add(sourceId);
  }
  return [...found];
}

/**
 * The entries of an article taken down, be they taken or not, without what the feed told: that they
 * were told, and are not to be taken again, stays.
 */
export async function strippedEntries(
  store: Services['store'],
  { articles, keys }: Pick<Takedown, 'articles' | 'keys'>,
): Promise<Entry[]> {
  const by = namedBy(keys);
  const stripped: Entry[] = [];
  for await (const one of allEntries(store)) {
    const isOfIt = one.articleId !== undefined && articles.includes(one.articleId);
    if (!isOfIt && !by.isItem(one.sourceId, one.entry)) continue;
    const { lastError: _error, ...bare } = withoutWords(one);
    stripped.push({ ...bare, state: 'done', articleId: articles[0] });
  }
  return stripped;
}

async function* allEntries(store: Services['store']): AsyncGenerator<Entry> {
  for (let after: Entry | undefined; ; ) {
    const entries = await store.entriesAfter(after, atOnce);
    yield* entries;
    after = entries.at(-1);
    if (after === undefined) return;
  }
}
