import { ArchiveError, type Article, type Instant } from '../model/index.ts';
import type {
  ArticleRecord,
  Clause,
  Store,
  WordFacets,
  WordQuery,
  WordRow,
} from '../store/index.ts';
import { indexWords, isSameText, isWholeWords, sketchOf, spacedWords } from '../words/index.ts';
import { longestRuns, mostAsked } from './most-asked.ts';
import { type ParsedQuery, parseQuery } from './parse-query.ts';
import { snippetOf } from './snippet.ts';
import { type Suggestion, suggestionsFor, textOf } from './suggest.ts';
import { type GivenFilters, unknownSources, wordQuery } from './word-query.ts';

/** What is indexed of an article. */
export type ArticleWords = Omit<WordRow, 'articleId'>;

export interface SearchQuery extends GivenFilters {
  /** As a person types it: words, "words in a row", -not, one OR other, `title:` and other fields. */
  readonly text: string;
  /** Hits at most; default 20. */
  readonly limit?: number;
  /** Articles found that are passed over. */
  readonly offset?: number;
  /** The `next` of the page before, instead of `offset`. */
  readonly after?: string;
  /** Default `relevance`; `date` where no words that stand are asked for. */
  readonly sort?: 'relevance' | 'date';
  /** Whether to count what is found by month, source and language. */
  readonly facets?: boolean;
  /** Articles that hold the same text are hits of their own; default: they come with the first of them. */
  readonly each?: boolean;
  /** Only what has all of it: where nothing has, neither what has most nor other queries. */
  readonly exact?: boolean;
}

export interface SearchHit {
  readonly article: ArticleRecord;
  /** Higher is better; only the order means anything. */
  readonly score: number;
  /** HTML: escaped text with the matches in `<mark>`. */
  readonly snippet: string;
  /** What was taken away of what `removed:` asks for. */
  readonly removed?: readonly RemovedHit[];
  /** Those found that hold the same text and come after it; empty with `each`. */
  readonly same: readonly ArticleRecord[];
}

/** A passage that stood in an article and was taken away, wholly or in part. */
export interface RemovedHit {
  /** HTML as of a hit; empty where the passage cannot be cut out any more. */
  readonly snippet: string;
  /** Number of the last revision that had it, and of the first without it. */
  readonly from: number;
  readonly to: number;
  /** When both were seen. */
  readonly stoodAt: Instant;
  readonly goneAt: Instant;
}

export interface SearchResult {
  /** Articles found, those that come with others counted too; at most 10,000. */
  readonly total: number;
  /** Whether there are more than that. */
  readonly more: boolean;
  /** Nothing has all that was asked for; these have most of the words. */
  readonly most?: true;
  /** The order of the hits. */
  readonly sort: 'relevance' | 'date';
  /** Leads to the next page; unset on the last. */
  readonly next?: string;
  /** Where they were asked for. */
  readonly facets?: WordFacets;
  /** How many articles search does not know yet; unset: it knows all. */
  readonly unindexed?: number;
  /** Pieces of the text that narrow what is found, each with the text without it. */
  readonly narrowed: readonly { readonly text: string; readonly without: string }[];
  /** Names behind `source:` that no source has. */
  readonly unknownSources: readonly string[];
  /** Where nothing was found: other queries, which find something. */
  readonly suggestions: readonly Suggestion[];
  readonly hits: readonly SearchHit[];
}

/** The search words of an article's content, and what is kept to find the same text elsewhere. */
export function wordsOf({ title, authors, text, language }: Article): ArticleWords {
  const [head, body] = [indexWords(title, language), indexWords(text, language)];
  return {
    title: head.spaced,
    authors: spacedWords(authors.join('\n')),
    body: body.spaced,
    also: [...new Set([...head.also, ...body.also])],
    sketch: sketchOf({ title, body: body.spaced }),
  };
}

/** What is kept of an article's content to find the same text elsewhere, as `wordsOf` gives it too. */
export const articleSketch = ({ title, text }: Article): Uint8Array =>
  sketchOf({ title, body: spacedWords(text) });

/** Finds articles whose newest revision holds all the words asked for, best first. `now` (ms since
 * 1970) is what `since:7d` counts from. Throws ArchiveError `invalid` for a place that is none. */
export async function searchArticles(
  store: Store,
  query: SearchQuery,
  now: number,
): Promise<SearchResult> {
  const { text, language, exact, after } = query;
  holdPlace(after);
  const parsed = parseQuery(text, { now, ...(language && { language }) });
  const sources = isOfSources(parsed) ? await store.sources() : [];
  const asked = wordQuery(parsed, query, sources);
  const isRanked = asked.clauses.some(({ exclude, removed }) => !exclude && !removed);
  const sort = query.sort ?? (isRanked ? 'relevance' : 'date');
  const page = pageAsked(query);
  const all = await store.findWords({ ...asked, ...page, sort });
  const isEnough = all.total > 0 || exact === true;
  const most = isEnough ? undefined : mostAsked(parsed);
  const { hits, ...found } =
    most === undefined ? all : await store.findWords({ ...asked, ...most, ...page, sort });
  const isMost = most !== undefined && found.total > 0;
  return {
    ...found,
    ...(isMost ? { most: true } : {}),
    sort,
    narrowed: narrowedBy(parsed),
    unknownSources: unknownSources(parsed.filters, sources),
    suggestions:
      isEnough || isMost ? [] : await suggestionsFor(store, { parsed, given: query, sources, now }),
    hits: await withSnippets(
      store,
      hits.map((hit) => ({ ...hit, same: hit.same ?? [] })),
      parsed.clauses,
      isMost ? most.mostOf : undefined,
    ),
  };
}

/** Whether a text is a place among hits, as a page of them says where the next begins. */
export const isHitsPlace = (text: string): boolean => /^\d{1,15}\.\d{1,15}$/.test(text);

function holdPlace(after: string | undefined): void {
  if (after === undefined || isHitsPlace(after)) return;
  throw new ArchiveError(
    'invalid',
    `${after.slice(0, 80)}: this is no place among hits; give what a page said as next.`,
  );
}

/** What of all that is found is told, and how. */
const pageAsked = ({ limit = 20, offset, after, facets, each }: SearchQuery) => ({
  isWhole: isWholeWords,
  ...(each === true ? {} : { isSame: isSameText }),
  limit,
  ...(offset === undefined ? {} : { offset }),
  ...(after === undefined ? {} : { after }),
  ...(facets === undefined ? {} : { facets }),
});

/** A query as it is asked for a saved search. `isOpen`: an article may become a hit without new words,
 * by time or by being served no more. `now` is ms since 1970. */
export async function savedQuery(
  store: Pick<Store, 'sources'>,
  text: string,
  now: number,
): Promise<Omit<WordQuery, 'limit'> & { readonly isOpen: boolean }> {
  const query = wordQuery(parseQuery(text, { now }), {}, await store.sources());
  return { ...query, isOpen: query.until !== undefined || query.gone !== undefined };
}

/** Articles with the place where what a query asks for stands in them. */
export async function shownHits<Hit extends { readonly article: ArticleRecord }>(
  store: Pick<Store, 'latestRevisions'>,
  text: string,
  hits: readonly Hit[],
): Promise<(Hit & Pick<SearchHit, 'snippet'>)[]> {
  return await withSnippets(store, hits, parseQuery(text).clauses);
}

const isOfSources = ({ filters }: ParsedQuery): boolean =>
  filters.sources !== undefined || filters.exceptSources !== undefined;

const narrowedBy = ({ pieces }: ParsedQuery): SearchResult['narrowed'] =>
  pieces
    .filter(({ filters }) => filters !== undefined)
    .map((piece) => ({
      text: piece.text,
      without: textOf(pieces.filter((other) => other !== piece)),
    }));

async function withSnippets<Hit extends { readonly article: ArticleRecord }>(
  store: Pick<Store, 'latestRevisions'>,
  hits: readonly Hit[],
  clauses: readonly Clause[],
  mostOf: readonly (readonly string[])[] = [],
): Promise<(Hit & Pick<SearchHit, 'snippet'>)[]> {
  const revisions = await store.latestRevisions(hits.map((hit) => hit.article.id));
  const contents = new Map(revisions.map((revision) => [revision.article, revision.content.text]));
  return hits.map((hit) => {
    const text = contents.get(hit.article.id) ?? '';
    return { ...hit, snippet: snippetOf(text, [...clauses, ...longestRuns(text, mostOf)]) };
  });
}
