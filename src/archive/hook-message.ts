import { folderNames } from '../feed/index.ts';
import type { Source } from '../model/index.ts';
import type { ArticleRecord, Hook, RecordedHappening, SavedHit } from '../store/index.ts';
import type { Services } from './services.ts';

/** Something to be sent to a hook. */
export interface HookMessage {
  /** The hook's cursor once it is sent. */
  readonly cursor: number;
  /** What is sent; undefined where the hook does not want it, or it is no more. */
  readonly told: Readonly<Record<string, unknown>> | undefined;
}

type Means = Pick<Services, 'store' | 'readerUrl'>;

/** What a hook is told of a happening. */
export async function messageOf(
  means: Means,
  hook: Hook,
  happening: RecordedHappening,
): Promise<HookMessage> {
  const { ord, kind, at, facts = {} } = happening;
  const source = await means.store.source(happening.sourceId);
  const head = { delivery: `${hook.id}-${ord}`, hook: hook.id, at };
  const nothing = { cursor: ord, told: undefined };
  if (!hook.kinds.includes(kind) || source === undefined || !isOf(hook, source)) return nothing;
  if (kind === 'health') {
    const { event, ...rest } = facts;
    return { cursor: ord, told: { event, ...head, source: aboutSource(source), ...rest } };
  }
  const article = await articleOf(means, happening.articleId ?? '');
  if (article === undefined) return nothing;
  const about = { source: aboutSource(source), article: aboutArticle(means, article) };
  if (kind === 'article') return { cursor: ord, told: { event: kind, ...head, ...about } };
  if (kind === 'absence') {
    const { event, ...absence } = facts;
    return { cursor: ord, told: { event, ...head, ...about, absence } };
  }
  const edit = await editOf(means, hook, happening);
  return edit === undefined
    ? nothing
    : { cursor: ord, told: { event: kind, ...head, ...about, edit } };
}

/** What a hook on a saved search is told of a hit. */
export async function messageOfHit(
  { store, readerUrl }: Means,
  hook: Hook,
  { article, mark }: SavedHit,
): Promise<HookMessage> {
  const source = await store.source(article.sourceId);
  const search = (await store.savedSearches()).find(({ id }) => id === hook.searchId);
  if (source === undefined || search === undefined || !isOf(hook, source)) {
    return { cursor: mark, told: undefined };
  }
  const told = {
    event: 'hit',
    ...{ delivery: `${hook.id}-${mark}`, hook: hook.id, at: new Date(mark).toISOString() },
    source: aboutSource(source),
    article: aboutArticle({ readerUrl }, article),
    search: { id: search.id, name: search.name, query: search.text },
  };
  return { cursor: mark, told };
}

/** Whether a source is one that a hook is about; a folder holds those within it. */
function isOf({ sourceId, folder }: Hook, source: Source): boolean {
  if (sourceId !== undefined && sourceId !== source.id) return false;
  const names = folderNames(source.folder ?? '');
  return folderNames(folder ?? '').every((name, index) => names[index] === name);
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
