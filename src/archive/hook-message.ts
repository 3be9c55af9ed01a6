import type { Source } from '../model/index.ts';
import type { ArticleRecord, Hook, RecordedHappening, SavedHit } from '../store/index.ts';
import { isMeant } from './is-meant.ts';
import type { Services } from './services.ts';

/** Something to be sent to a hook. */
export interface HookMessage {
  /** The hook's cursor once it is sent. */
  readonly cursor: number;
  /** What is sent, as it is on record when this is asked; undefined where the hook does not want it, or
   * it is no more. To be asked right before it is sent, or a takedown meanwhile would not be heeded. */
  told(): Promise<Told | undefined>;
}

type Told = Readonly<Record<string, unknown>>;

type Means = Pick<Services, 'store' | 'readerUrl'>;

/** What a hook is told of a happening. */
export const messageOf = (means: Means, hook: Hook, happening: RecordedHappening): HookMessage => ({
  cursor: happening.ord,
  told: () => toldOf(means, hook, happening),
});

/** What a hook on a saved search is told of a hit. */
export const messageOfHit = (
  means: Means,
  hook: Hook,
  { article, mark }: SavedHit,
): HookMessage => ({
  cursor: mark,
  told: () => toldOfHit(means, hook, article.id, mark),
});

async function toldOf(
  means: Means,
  hook: Hook,
  happening: RecordedHappening,
): Promise<Told | undefined> {
  const { ord, kind, at, facts = {} } = happening;
  if (!hook.kinds.includes(kind)) return undefined;
  const source = await means.store.source(happening.sourceId);
  if (source === undefined || !isMeant(hook, source)) return undefined;
  const head = { delivery: `${hook.id}-${ord}`, hook: hook.id, at };
  const { event, ...rest } = facts;
  if (kind === 'health') return { event, ...head, source: aboutSource(source), ...rest };
  const article = await articleOf(means, happening.articleId ?? '');
  if (article === undefined) return undefined;
  const about = { source: aboutSource(source), article: aboutArticle(means, article) };
  if (kind === 'article') return { event: kind, ...head, ...about };
  if (kind === 'absence') return { event, ...head, ...about, absence: rest };
  const edit = await editOf(means, hook, happening);
  return edit && { event: kind, ...head, ...about, edit };
}

async function toldOfHit(
  means: Means,
  hook: Hook,
  articleId: string,
  mark: number,
): Promise<Told | undefined> {
  const article = await articleOf(means, articleId);
  const source = await means.store.source(article?.sourceId ?? '');
  const search = (await means.store.savedSearches()).find(({ id }) => id === hook.searchId);
  if (article === undefined || source === undefined || search === undefined) return undefined;
  if (!isMeant(hook, source)) return undefined;
  return {
    event: 'hit',
    ...{ delivery: `${hook.id}-${mark}`, hook: hook.id, at: new Date(mark).toISOString() },
    source: aboutSource(source),
    article: aboutArticle(means, article),
    search: { id: search.id, name: search.name, query: search.text },
  };
}

const aboutSource = ({ id, title, url }: Source) => ({ id, title, url });

/** The article that stays; undefined where it was taken down. */
async function articleOf({ store }: Means, id: string): Promise<ArticleRecord | undefined> {
  const article = await store.article(id);
  return article?.mergedInto === undefined ? article : await store.article(article.mergedInto);
}

function aboutArticle({ readerUrl }: Pick<Means, 'readerUrl'>, article: ArticleRecord) {
  const { id, url, title, authors, language, publishedAt, firstSeenAt, lead } = article;
  return {
    ...{ id, url, title, authors, language },
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...{ firstSeenAt, lead },
    ...(readerUrl === undefined ? {} : { page: pageAt(readerUrl, `/article/${id}`) }),
  };
}

const pageAt = (readerUrl: string, path: string) => `${readerUrl}${path}`;

async function editOf({ store, readerUrl }: Means, hook: Hook, of: RecordedHappening) {
  const all = await store.editsOf(of.articleId ?? '');
  const edit = all.find(({ revisionId }) => revisionId === of.revisionId);
  if (edit === undefined || edit.weight < hook.least) return undefined;
  const { from, to, weight, kinds, changes, changed } = edit;
  const path = `/article/${edit.articleId}/diff/${from}..${to}`;
  return {
    ...{ from, to, weight, kinds, changes, changed },
    ...(readerUrl === undefined ? {} : { page: pageAt(readerUrl, path) }),
  };
}
