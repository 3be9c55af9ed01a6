import { type Entry, type Instant, instant, type Url } from '../model/index.ts';
import { wordsOf } from '../search/index.ts';
import type {
  ArticleRecord,
  Change,
  EditRecord,
  KnownKey,
  RevisionRecord,
  Store,
  WordRow,
} from '../store/index.ts';
import { articleKey } from '../url/index.ts';
import { editRecord, isComparable } from './edit-record.ts';
import type { Find, Outcome, Recorded } from './find.ts';
import { type Identity, identify, keysOf } from './identify.ts';
import { guidOf, idOfKey, revisionId, textDigest } from './identity.ts';
import { articleOfKey, type Known, loadKnown } from './known.ts';
import { mergeArticles } from './merge.ts';
import { nextVisit, placeInTime } from './schedule.ts';

/** A change in the making. */
interface Draft {
  readonly keys: KnownKey[];
  readonly revisions: RevisionRecord[];
  readonly edits: EditRecord[];
  readonly entries: Entry[];
  readonly touched: Set<string>;
  /** The newest words of articles that are to be indexed. */
  readonly words: Map<string, WordRow>;
}

/**
 * Decides what finds mean for the catalogue, in order: a new article, a new revision, or nothing
 * new. An article is known by its identity keys and its feed's guid, never by a date; see
 * identify.ts. Two records that turn out to be of one article become one. A find whose page is not
 * the article that was asked for is not recorded. The caller runs this alone and commits the change
 * with the captures.
 */
export async function recordFinds(
  store: Store,
  finds: readonly Find[],
  options: { readonly now: number; readonly revisitDays: number },
): Promise<{ readonly change: Change; readonly recorded: readonly Recorded[] }> {
  const known = await loadKnown(store, finds.flatMap(keysOf));
  const draft: Draft = {
    keys: [],
    revisions: [],
    edits: [],
    entries: [],
    touched: new Set(),
    words: new Map(),
  };
  const recorded = finds.flatMap((find) => recordOne(find, known, draft, options) ?? []);
  const pick = <Value>(from: Map<string, Value>, ids: Set<string>): Value[] =>
    [...ids].flatMap((id) => from.get(id) ?? []);
  return {
    recorded,
    change: {
      articles: pick(known.articles, draft.touched),
      keys: draft.keys,
      revisions: draft.revisions,
      edits: draft.edits,
      entries: draft.entries,
      words: [...draft.words.values()],
    },
  };
}

function recordOne(
  find: Find,
  known: Known,
  draft: Draft,
  options: { readonly now: number; readonly revisitDays: number },
): Recorded | undefined {
  const identity = identify(find, known);
  if (identity === undefined) return undefined;
  const before = settled(identity, known, draft);
  const latest = before === undefined ? undefined : known.revisions.get(before.id);
  const article = before ?? firstSeen(find, identity);
  const revision = revised(find, article, latest);
  const after = seenAgain(article, { find, url: identity.url, revision }, options);
  known.articles.set(after.id, after);
  draft.touched.add(after.id);
  if (revision !== undefined)
    addRevision(revision, find.words ?? wordsOf(find.article), known, draft);
  learnKeys(identity.keys, after.id, known, draft);
  if (find.entry !== undefined) draft.entries.push(doneEntry(find.entry, after.id));
  const outcome = outcomeOf(before, latest, revision);
  const of = { sourceId: article.sourceId, told: outcome === 'revised' };
  if (revision !== undefined) noteEdit(latest, revision, of, draft);
  return { find, articleId: after.id, outcome, revisionNumber: after.revisions };
}

/** The article as it is on record, made one first where it is there several times. */
function settled(identity: Identity, known: Known, draft: Draft): ArticleRecord | undefined {
  const { article, same } = identity;
  if (article === undefined || same.length === 0) return article;
  const { stays, touched, revision } = mergeArticles([article, ...same], known);
  for (const id of touched) draft.touched.add(id);
  if (revision === undefined) return stays;
  noteEdit(
    known.revisions.get(stays.id),
    revision,
    { sourceId: stays.sourceId, told: false },
    draft,
  );
  addRevision(revision, wordsOf(revision.content), known, draft);
  return { ...stays, ...shownBy({ url: identity.url, revision }, stays) };
}

/** What a revision changed of the one before it; what another record brought is told as no edit. */
function noteEdit(
  before: RevisionRecord | undefined,
  revision: RevisionRecord,
  of: { readonly sourceId: string; readonly told: boolean },
  draft: Draft,
): void {
  if (before !== undefined) draft.edits.push(editRecord(before, revision, of));
}

function addRevision(
  revision: RevisionRecord,
  words: Omit<WordRow, 'articleId'>,
  known: Known,
  draft: Draft,
): void {
  known.revisions.set(revision.article, revision);
  draft.revisions.push(revision);
  draft.words.set(revision.article, { articleId: revision.article, ...words });
}

/** The revision this find makes: none when the words are the same, or when it is older evidence
 * than what the newest revision stands on. */
function revised(
  find: Find,
  article: ArticleRecord,
  latest: RevisionRecord | undefined,
): RevisionRecord | undefined {
  const digest = textDigest(find.article);
  if (latest !== undefined) {
    if (latest.textDigest === digest || find.capture.capturedAt < latest.seenAt) return undefined;
  }
  const number = article.revisions + 1;
  return {
    id: revisionId(article.id, number, digest, find.capture.id),
    article: article.id,
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
  const isAlike = latest !== undefined && isComparable(latest, revision);
  return isAlike ? 'revised' : 'restated';
}

function firstSeen(find: Find, { keys, url }: Identity): ArticleRecord {
  const seenAt = find.capture.capturedAt;
  const own = keys.find((key) => key.kind === 'own');
  if (own === undefined) throw new TypeError('a find without a key of its own');
  return {
    id: idOfKey(own.key),
    url,
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
  seen: { readonly find: Find; readonly url: Url; readonly revision: RevisionRecord | undefined },
  options: { readonly now: number; readonly revisitDays: number },
): ArticleRecord {
  const { absent: _absent, absentSince: _since, nextVisitAt: _next, ...standing } = article;
  const { find, url, revision } = seen;
  const seenAt = find.capture.capturedAt;
  const visit = find.revisit
    ? nextVisit(article.firstSeenAt, options.now, options.revisitDays)
    : visitStays(article, find);
  return {
    ...standing,
    ...(revision === undefined ? {} : shownBy({ url, revision }, article)),
    lastSeenAt: seenAt > article.lastSeenAt ? seenAt : article.lastSeenAt,
    ...(find.basis === 'page' && seenAt > (article.lastVisitAt ?? '')
      ? { lastVisitAt: seenAt }
      : {}),
    ...(visit === undefined ? {} : { nextVisitAt: visit }),
  };
}

/** What is imported or captured by hand does not end the visits to an article that a source follows. */
function visitStays(article: ArticleRecord, find: Find): Instant | undefined {
  return article.sourceId === find.sourceId ? undefined : article.nextVisitAt;
}

/** What lists show of an article, as its newest revision gives it. */
function shownBy(
  { url, revision }: { readonly url: Url; readonly revision: RevisionRecord },
  article: ArticleRecord,
): Partial<ArticleRecord> & Pick<ArticleRecord, 'revisionId' | 'revisions'> {
  const { content } = revision;
  const publishedAt: Instant | undefined = content.publishedAt ?? article.publishedAt;
  const [image] = content.images;
  return {
    url,
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

function learnKeys(keys: Identity['keys'], id: string, known: Known, draft: Draft): void {
  for (const { key, url, kind } of keys) {
    const surer = kind === 'own' && known.claimed.has(key);
    if (known.articleByKey.has(key) && !surer) continue;
    if (surer) giveUp(key, id, known, draft);
    known.articleByKey.set(key, id);
    if (kind === 'claim') known.claimed.add(key);
    else known.claimed.delete(key);
    draft.keys.push({ key, url, articleId: id, ...(kind === 'claim' ? { claimed: true } : {}) });
  }
}

/** An address that turns out to be another article's is no longer shown as this one's. */
function giveUp(key: string, to: string, known: Known, draft: Draft): void {
  const article = articleOfKey(known, key);
  if (article === undefined || article.id === to || articleKey(article.url) !== key) return;
  const isOwn = (one: KnownKey) =>
    one.articleId === article.id && one.claimed !== true && guidOf(one.key) === undefined;
  const url = known.ownUrls.get(article.id) ?? draft.keys.find(isOwn)?.url;
  if (url === undefined) return;
  known.articles.set(article.id, { ...article, url });
  draft.touched.add(article.id);
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
