import { type Entry, type Instant, instant } from '../model/index.ts';
import { wordsOf } from '../search/index.ts';
import type {
  ArticleRecord,
  Change,
  KnownKey,
  RevisionRecord,
  Store,
  WordRow,
} from '../store/index.ts';
import { articleKey } from '../url/index.ts';
import type { Find, Outcome, Recorded } from './find.ts';
import { articleId, guidKey, revisionId, textDigest } from './identity.ts';
import { nextVisit, placeInTime } from './schedule.ts';

/** What the catalogue holds of the articles that some finds may be about; kept current while the
 * finds are worked through, so that two finds of one article in a batch meet. */
interface Known {
  readonly articleByKey: Map<string, string>;
  readonly articles: Map<string, ArticleRecord>;
  readonly revisions: Map<string, RevisionRecord>;
}

/** A change in the making. */
interface Draft {
  readonly keys: KnownKey[];
  readonly revisions: RevisionRecord[];
  readonly entries: Entry[];
  readonly touched: Set<string>;
  /** The newest words of articles that are to be indexed. */
  readonly words: Map<string, WordRow>;
}

/**
 * Decides what finds mean for the catalogue, in order: a new article, a new revision, or nothing
 * new. An article is known by its identity keys and its feed's guid, never by a date. The caller
 * runs this alone and commits the change with the captures.
 */
export async function recordFinds(
  store: Store,
  finds: readonly Find[],
  options: { readonly now: number; readonly revisitDays: number },
): Promise<{ readonly change: Change; readonly recorded: readonly Recorded[] }> {
  const known = await loadKnown(store, finds);
  const draft: Draft = {
    keys: [],
    revisions: [],
    entries: [],
    touched: new Set(),
    words: new Map(),
  };
  const recorded = finds.map((find) => recordOne(find, known, draft, options));
  const pick = <Value>(from: Map<string, Value>, ids: Set<string>): Value[] =>
    [...ids].flatMap((id) => from.get(id) ?? []);
  return {
    recorded,
    change: {
      articles: pick(known.articles, draft.touched),
      keys: draft.keys,
      revisions: draft.revisions,
      entries: draft.entries,
      words: [...draft.words.values()],
    },
  };
}

async function loadKnown(store: Store, finds: readonly Find[]): Promise<Known> {
  const keys = await store.knownKeys([...new Set(finds.flatMap(keysOf))]);
  const ids = [...new Set(keys.map((key) => key.articleId))];
  const articles = await store.articlesById(ids);
  const revisions = await store.latestRevisions(ids);
  return {
    articleByKey: new Map(keys.map((key) => [key.key, key.articleId])),
    articles: new Map(articles.map((article) => [article.id, article])),
    revisions: new Map(revisions.map((revision) => [revision.article, revision])),
  };
}

/** A feed's own identifier speaks before any URL: it outlives a new title at a new address. */
function keysOf(find: Find): string[] {
  const { entry } = find;
  const guid = entry === undefined ? [] : [guidKey(entry.sourceId, entry.guid)];
  return [...guid, ...find.urls.map(articleKey)];
}

function recordOne(
  find: Find,
  known: Known,
  draft: Draft,
  options: { readonly now: number; readonly revisitDays: number },
): Recorded {
  const keys = keysOf(find);
  const id = keys.map((key) => known.articleByKey.get(key)).find((found) => found !== undefined);
  const before = id === undefined ? undefined : known.articles.get(id);
  const latest = before === undefined ? undefined : known.revisions.get(before.id);
  const revision = revised(find, before, latest);
  const article = before === undefined ? firstSeen(find) : before;
  const after = seenAgain(article, find, revision, options);
  known.articles.set(after.id, after);
  draft.touched.add(after.id);
  if (revision !== undefined) {
    known.revisions.set(after.id, revision);
    draft.revisions.push(revision);
    draft.words.set(after.id, { articleId: after.id, ...(find.words ?? wordsOf(find.article)) });
  }
  learnKeys(find, keys, after.id, known, draft);
  if (find.entry !== undefined) draft.entries.push(doneEntry(find.entry, after.id));
  const outcome = outcomeOf(before, latest, revision);
  return { find, articleId: after.id, outcome, revisionNumber: after.revisions };
}

/** The revision this find makes: none when the words are the same, or when it is older evidence
 * than what the newest revision stands on. */
function revised(
  find: Find,
  before: ArticleRecord | undefined,
  latest: RevisionRecord | undefined,
): RevisionRecord | undefined {
  const digest = textDigest(find.article);
  if (latest !== undefined) {
    if (latest.textDigest === digest || find.capture.capturedAt < latest.seenAt) return undefined;
  }
  const article = before?.id ?? articleId(find.urls[0]);
  const number = (before?.revisions ?? 0) + 1;
  return {
    id: revisionId(article, number, digest, find.capture.id),
    article,
    number,
    previous: latest?.id ?? null,
    captureId: find.capture.id,
    basis: find.basis,
    extractor: find.extractor,
    seenAt: find.capture.capturedAt,
    textDigest: digest,
    content: find.article,
  };
}

function outcomeOf(
  before: ArticleRecord | undefined,
  latest: RevisionRecord | undefined,
  revision: RevisionRecord | undefined,
): Outcome {
  if (before === undefined) return 'new';
  if (revision === undefined) return 'unchanged';
  return latest?.basis === revision.basis ? 'revised' : 'restated';
}

function firstSeen(find: Find): ArticleRecord {
  const seenAt = find.capture.capturedAt;
  return {
    id: articleId(find.urls[0]),
    url: find.urls[0],
    sourceId: find.sourceId,
    title: find.article.title,
    authors: find.article.authors,
    language: find.article.language,
    sortAt: seenAt,
    firstSeenAt: seenAt,
    lastSeenAt: seenAt,
    revisionId: '',
    revisions: 0,
    lead: '',
  };
}

function seenAgain(
  article: ArticleRecord,
  find: Find,
  revision: RevisionRecord | undefined,
  options: { readonly now: number; readonly revisitDays: number },
): ArticleRecord {
  const { absent: _absent, absentSince: _since, nextVisitAt: _next, ...standing } = article;
  const seenAt = find.capture.capturedAt;
  const visit = find.revisit
    ? nextVisit(article.firstSeenAt, options.now, options.revisitDays)
    : undefined;
  return {
    ...standing,
    ...(revision === undefined ? {} : shownBy(find, revision, article)),
    lastSeenAt: seenAt > article.lastSeenAt ? seenAt : article.lastSeenAt,
    ...(find.basis === 'page' ? { lastVisitAt: seenAt } : {}),
    ...(visit === undefined ? {} : { nextVisitAt: visit }),
  };
}

/** What lists show of an article, as its newest revision gives it. */
function shownBy(
  find: Find,
  revision: RevisionRecord,
  article: ArticleRecord,
): Partial<ArticleRecord> & Pick<ArticleRecord, 'revisionId' | 'revisions'> {
  const { content } = revision;
  const publishedAt: Instant | undefined = content.publishedAt ?? article.publishedAt;
  const [image] = content.images;
  return {
    url: find.urls[0],
    title: content.title,
    authors: content.authors,
    language: content.language,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    sortAt: placeInTime(publishedAt, article.firstSeenAt),
    revisionId: revision.id,
    revisions: revision.number,
    lead: leadOf(content.text),
    ...(image === undefined ? {} : { image: image.url }),
  };
}

/** The first characters of a text, cut where a word ends, with an ellipsis when there is more. */
function leadOf(text: string): string {
  const line = text.slice(0, 400).replaceAll('\n', ' ');
  const characters = [...line];
  if (characters.length <= 160) return line;
  const cut = characters.slice(0, 160).join('');
  const space =
    /\p{L}$/u.test(cut) && /^[\w'’]/.test(characters[160] ?? '') ? cut.lastIndexOf(' ') : -1;
  return `${space > 100 ? cut.slice(0, space) : cut}…`;
}

function learnKeys(
  find: Find,
  keys: readonly string[],
  id: string,
  known: Known,
  draft: Draft,
): void {
  const urls = keys.length > find.urls.length ? [find.urls[0], ...find.urls] : find.urls;
  keys.forEach((key, index) => {
    if (known.articleByKey.has(key)) return;
    known.articleByKey.set(key, id);
    draft.keys.push({ key, url: urls[index] ?? find.urls[0], articleId: id });
  });
}

/** An entry whose article is on record; its HTML has done its work. */
export function doneEntry(entry: Entry, id: string): Entry {
  const { lastError: _error, ...rest } = entry;
  const { contentHtml: _content, summaryHtml: _summary, ...told } = entry.entry;
  return { ...rest, entry: told, state: 'done', articleId: id };
}

/** An absence of an article, as a change. */
export function recordAbsence(
  article: ArticleRecord,
  absence: NonNullable<Change['absences']>[number],
  options: { readonly now: number; readonly revisitDays: number },
): Change {
  const visit = nextVisit(article.firstSeenAt, options.now, options.revisitDays);
  const { nextVisitAt: _next, ...standing } = article;
  return {
    absences: [absence],
    articles: [
      {
        ...standing,
        absent: absence.kind,
        absentSince: article.absentSince ?? absence.seenAt,
        lastVisitAt: instant(options.now),
        ...(visit === undefined ? {} : { nextVisitAt: visit }),
      },
    ],
  };
}
