import type { Entry } from '../model/index.ts';
import { wordsOf } from '../search/index.ts';
import type { ArticleRecord, Change, RevisionRecord, Store, WordRow } from '../store/index.ts';
import { editRecord } from './edit-record.ts';
import type { Find, Outcome, Recorded } from './find.ts';
import { type Identity, identify, keysOf } from './identify.ts';
import { idOfKey, revisionId, textDigest } from './identity.ts';
import { type Known, loadKnown } from './known.ts';
import { learnKeys } from './learn-keys.ts';
import { mergeArticles } from './merge.ts';
import {
  firstWords,
  isComparable,
  type NewWords,
  nextWords,
  type ReadAgain,
  type WordsMeans,
} from './new-words.ts';
import { readAgain } from './read-again.ts';
import type { Draft } from './record-draft.ts';
import { removedRow } from './removed-row.ts';
import { seenAgain } from './seen-again.ts';
import { servedAt } from './served.ts';
import type { Services } from './services.ts';
import { shownBy } from './shown-by.ts';
import { Sites } from './sites.ts';
import { worthReadingAgain } from './worth-reading-again.ts';

/** How finds are recorded; `again` reads the evidence of a revision again, without it the text on
 * record is compared. */
export interface RecordOptions {
  readonly now: number;
  readonly revisitDays: number;
  readonly again?: ReadAgain;
  /** The id that a capture had when it was first recorded, where it has another since. */
  readonly idThen?: (captureId: string) => string;
}

/** As an open archive records at a moment. */
export const recording = (
  services: Pick<Services, 'store' | 'captures' | 'revisitDays'> &
    Partial<Pick<Services, 'siteRules'>> &
    Pick<RecordOptions, 'idThen'>,
  now: number,
): RecordOptions => ({
  now,
  revisitDays: services.revisitDays,
  again: (revision) => readAgain(services, revision),
  ...(services.idThen === undefined ? {} : { idThen: services.idThen }),
});

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
  options: RecordOptions,
): Promise<{ readonly change: Change; readonly recorded: readonly Recorded[] }> {
  const known = await loadKnown(store, finds.flatMap(keysOf));
  const draft: Draft = {
    keys: [],
    revisions: [],
    edits: [],
    removedWords: [],
    entries: [],
    absences: [],
    touched: new Set(),
    words: new Map(),
  };
  const sites = new Sites(store);
  const again: ReadAgain = async (revision) =>
    known.uncut.get(revision.id) ?? (await options.again?.(revision));
  const recorded: Recorded[] = [];
  for (const find of finds) {
    const one = await recordOne(find, known, draft, { ...options, sites, again });
    if (one !== undefined) recorded.push(one);
  }
  const pick = <Value>(from: Map<string, Value>, ids: Set<string>): Value[] =>
    [...ids].flatMap((id) => from.get(id) ?? []);
  return {
    recorded,
    change: {
      articles: pick(known.articles, draft.touched),
      keys: draft.keys,
      revisions: draft.revisions,
      edits: draft.edits,
      unread: worthReadingAgain(draft.edits),
      removedWords: draft.removedWords,
      entries: draft.entries,
      absences: draft.absences,
      words: [...draft.words.values()],
      sites: sites.changed(),
      pastCaptures: finds.flatMap((find) => (find.isPast ? [find.capture.id] : [])),
    },
  };
}

async function recordOne(
  find: Find,
  known: Known,
  draft: Draft,
  options: RecordOptions & WordsMeans,
): Promise<Recorded | undefined> {
  const identity = identify(find, known);
  if (identity === undefined) return undefined;
  const before = settled(find, identity, known, draft);
  const latest = before === undefined ? undefined : known.revisions.get(before.id);
  const article = before ?? firstSeen(find, identity);
  const words =
    latest === undefined
      ? await firstWords(find, article.id, options)
      : await nextWords(find, latest, options);
  const revision = words && revisionOf(find, { article, latest, options }, words);
  const missed = known.absences.get(article.id);
  const seen = { find, url: identity.url, revision, latest, missed };
  const { article: after, absences } = seenAgain(article, seen, options);
  draft.absences.push(...absences);
  known.articles.set(after.id, after);
  draft.touched.add(after.id);
  if (revision !== undefined) {
    const isCut = (revision.cut ?? []).length > 0;
    const own = isCut ? undefined : find.words;
    addRevision(revision, own ?? wordsOf(revision.content), known, draft);
    known.uncut.set(revision.id, find.article);
  }
  learnKeys(identity.keys, after.id, known, draft);
  if (find.entry !== undefined) draft.entries.push(doneEntry(find.entry, after.id));
  const outcome = outcomeOf(before, latest, revision);
  const of = { sourceId: article.sourceId, told: outcome === 'revised' };
  if (revision !== undefined && latest !== undefined) {
    const from = words?.before === undefined ? latest : { ...latest, content: words.before };
    noteEdit(from, revision, of, draft);
  }
  return { find, articleId: after.id, outcome, revisionNumber: after.revisions };
}

/** The article as it is on record, made one first where it is there several times. */
function settled(
  find: Find,
  identity: Identity,
  known: Known,
  draft: Draft,
): ArticleRecord | undefined {
  const { article, same } = identity;
  if (article === undefined || same.length === 0) return article;
  const at = servedAt(find);
  const sight = { at: at ?? find.capture.capturedAt, servedAt: at };
  const { stays, touched, revision, absences } = mergeArticles([article, ...same], known, sight);
  for (const id of touched) draft.touched.add(id);
  draft.absences.push(...absences);
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
  if (before === undefined) return;
  const edit = editRecord(before, revision, of);
  draft.edits.push(edit);
  draft.removedWords.push(...removedRow(before, revision, edit));
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

/** The revision that a find's words make. */
function revisionOf(
  find: Find,
  of: {
    readonly article: ArticleRecord;
    readonly latest: RevisionRecord | undefined;
    readonly options: Pick<RecordOptions, 'idThen'>;
  },
  words: NewWords,
): RevisionRecord {
  const { article, latest, options } = of;
  const captureId = find.capture.id;
  const digest = textDigest(words.article);
  const number = article.revisions + 1;
  return {
    id: revisionId(article.id, number, digest, options.idThen?.(captureId) ?? captureId),
    article: article.id,
    number,
    previous: latest?.id ?? null,
    captureId,
    basis: find.basis,
    extractor: words.extractor,
    seenAt: find.capture.capturedAt,
    textDigest: digest,
    uncutDigest: words.uncutDigest,
    content: words.article,
    ...(words.cut.length === 0 ? {} : { cut: words.cut }),
  };
}

function outcomeOf(
  before: ArticleRecord | undefined,
  latest: RevisionRecord | undefined,
  revision: RevisionRecord | undefined,
): Outcome {
  if (before === undefined) return 'new';
  if (revision === undefined) return 'unchanged';
  // A better extractor is no edit, nor is a feed that tells a page's story in other words.
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

/** An entry whose article is on record; its HTML has done its work. */
export function doneEntry(entry: Entry, id: string): Entry {
  const { lastError: _error, ...rest } = entry;
  const { contentHtml: _content, summaryHtml: _summary, ...told } = entry.entry;
  return { ...rest, entry: told, state: 'done', articleId: id };
}
