import { type SearchQuery, type SearchResult, typedDate } from '../../archive/index.ts';
import { instant } from '../../model/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { optional, type Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { wholeNumber } from '../whole-number.ts';

export function addSearchCommand(add: Adder): void {
  add('search <query...>', 'find articles: words, "words in a row", one OR other, -not', search)
    .option('--source <ID>', 'of this source only')
    .option('--since <DATE>', 'published then or after: 2026, 2026-11, 2026-11-24, 7d …')
    .option('--until <DATE>', 'published then or before')
    .option('--lang <LANGUAGE>', 'in this language: zh, zh-Hant, en …')
    .option('--sort <date|relevance>', 'newest or best first (default: relevance)')
    .option('--facets', 'also how many are of each month, source and language')
    .option('--limit <N>', 'hits at most (default: 20)')
    .option('--after <CURSOR>', 'go on behind a page of hits, as that page says')
    .addHelpText(
      'after',
      `\nIn a query also: title: author: source: lang: since: until: before: date: edited: gone:\n(标题: 作者: 来源: 语言: 自: 至: 早于: 日期: 改动: 下架:). docs/search.md tells them all.`,
    );
}

async function search(session: Session, words: readonly string[], flags: Flags): Promise<void> {
  const query = queryOf(words, flags, session.terminal.now());
  await session.withArchive('read', async (archive) => {
    const titles = new Map((await archive.sourceList()).map((source) => [source.id, source.title]));
    const found = await archive.search(query);
    const shown = shownResult(found, titles);
    session.answer(shown, () => [
      countLine(found),
      ...noteLines(found),
      ...facetLines(shown),
      ...shown.hits.flatMap(hitLines),
      ...(found.next === undefined ? [] : ['', `The next page: --after ${found.next}`]),
    ]);
  });
}

function queryOf(words: readonly string[], flags: Flags, now: number): SearchQuery {
  const since = dateFlag(flags, 'since', now)?.from;
  const until = dateFlag(flags, 'until', now)?.to;
  return {
    text: words.join(' '),
    ...optional('sourceId', flags['source'] as string | undefined),
    ...optional('language', flags['lang'] as string | undefined),
    ...optional('since', since === undefined ? undefined : instant(since)),
    ...optional('until', until === undefined ? undefined : instant(until)),
    ...optional('sort', sortFlag(flags['sort'])),
    ...optional('facets', flags['facets'] === true ? true : undefined),
    ...optional('limit', wholeNumber(flags['limit'], '--limit')),
    ...optional('after', cursorFlag(flags['after'])),
  };
}

function dateFlag(flags: Flags, name: 'since' | 'until', now: number) {
  const value = flags[name];
  if (value === undefined) return undefined;
  const span = typedDate(String(value), now);
  if (span !== undefined) return span;
  throw usageError(`--${name} is ${String(value)}; it takes a date like 2026-11-24, 2026 or 7d.`);
}

function sortFlag(value: Flags[string]): 'date' | 'relevance' | undefined {
  if (value === undefined || value === 'date' || value === 'relevance') return value;
  throw usageError(`--sort is ${String(value)}; it takes date or relevance.`);
}

function cursorFlag(value: Flags[string]): string | undefined {
  if (value === undefined || /^\d{1,15}\.\d{1,15}$/.test(String(value)))
    return value as string | undefined;
  throw usageError(`--after is ${String(value)}; it takes what the page before says.`);
}

type Titles = ReadonlyMap<string, string>;

function shownResult(found: SearchResult, titles: Titles) {
  const { total, more, most, next, unindexed, facets, unknownSources, suggestions } = found;
  return {
    total,
    more,
    ...optional('most', most),
    ...optional('next', next),
    ...optional('unindexed', unindexed),
    unknownSources,
    suggestions,
    ...optional('facets', facets && shownFacets(facets, titles)),
    hits: found.hits.map(({ article, score, snippet }) => ({
      article: {
        id: article.id,
        url: article.url,
        title: article.title,
        source: titles.get(article.sourceId) ?? article.sourceId,
        ...optional('publishedAt', article.publishedAt),
        language: article.language,
      },
      score,
      snippet,
    })),
  };
}

type Shown = ReturnType<typeof shownResult>;

const shownFacets = (facets: NonNullable<SearchResult['facets']>, titles: Titles) => ({
  ...facets,
  sources: facets.sources.map(({ sourceId, articles }) => ({
    sourceId,
    source: titles.get(sourceId) ?? sourceId,
    articles,
  })),
});

const countLine = ({ total, more }: SearchResult): string =>
  more ? `more than ${total} found` : `${total} found`;

/** What else is to be known of a result. */
function noteLines({ most, unindexed, unknownSources, suggestions }: SearchResult): string[] {
  const missing = unindexed === 1 ? '1 article is' : `${unindexed} articles are`;
  return [
    ...(most === undefined ? [] : ['nothing has all of it; these have most of the words']),
    ...(unindexed === undefined
      ? []
      : [`incomplete: ${missing} not indexed yet; backissue serve or fetch goes on with it`]),
    ...unknownSources.map((name) => `no source is called ${name}; backissue sources lists them`),
    ...suggestions.map(({ text, total }) => `try: ${text} (${total} found)`),
  ];
}

/** Widest bar of months. */
const barWidth = 40;

function facetLines({ facets }: Shown): string[] {
  if (facets === undefined || facets.months.length === 0) return [];
  const most = Math.max(...facets.months.map(({ articles }) => articles));
  const width = (articles: number) => Math.ceil((articles / most) * barWidth);
  return [
    '',
    ...facets.months.map(
      ({ month, articles }) => `  ${month} ${'▇'.repeat(width(articles))} ${articles}`,
    ),
    '',
    ...facets.sources.map(
      ({ source, sourceId, articles }) => `  ${articles}  ${source} (source:${sourceId})`,
    ),
    '',
    ...facets.languages.map(({ language, articles }) => `  ${articles}  lang:${language}`),
  ];
}

const hitLines = ({ article, snippet }: Shown['hits'][number]): string[] => [
  '',
  article.title,
  `  ${article.source} · ${article.publishedAt?.slice(0, 10) ?? 'no date'} · ${article.id}`,
  `  ${highlightable(snippet)}`,
];

const highlightable = (snippet: string): string =>
  snippet
    .replaceAll(/<\/?mark>/g, '*')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
