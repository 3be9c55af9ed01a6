import { readFileSync } from 'node:fs';
import type { ArticleState } from '../archive/index.ts';
import { articlesOf, keyOf } from './listed-articles.ts';
import { replacedAmong, type SearchDocument, searchDocuments } from './search-documents.ts';
import { call, pieceFiles } from './search-files.ts';
import type { SegmentListed } from './search-pieces.ts';
import { type Segment, segmentName, segmentsOf } from './search-segments.ts';
import { SegmentTerms } from './segment-terms.ts';
import { mainId, type SiteDesk } from './site-desk.ts';
import { sitePaths } from './site-paths.ts';
import { linesOf, TermRuns } from './term-runs.ts';

/** Bytes of a piece, about; of the newest segment more, for all of it is written with every article. */
const pieceBytes = 8000;
const newestPieceBytes = 24_000;
/** Documents told in one file: a hit loads those beside it too. */
const toldTogether = 8;
/** Languages of which `words` knows the stems. */
const stemmed = ['en', 'fr', 'de', 'es', 'pt', 'it', 'nl', 'ru'];

/** What runs in browsers, as it stands in its file: `npm run make:site-search` makes it. */
const script = (): string => readFileSync(new URL('./scripts/search.js', import.meta.url), 'utf8');

/**
 * The full-text index in small pieces, each a script that calls a function with its data: what is at hand
 * where a page lies on a disk and may fetch nothing. A query loads one piece of each segment for a term, and
 * what is told of the hits it shows.
 */
export async function writeSearch(desk: SiteDesk): Promise<void> {
  const documents = await searchDocuments(desk);
  for (let from = 0; from < documents.length; from += toldTogether) {
    await writeTold(desk, from / toldTogether, documents.slice(from, from + toldTogether));
  }
  const segments = await writeSegments(desk, documents);
  const outlets = desk.sources
    .filter(({ source }) => mainId(desk, source.id) === source.id)
    .map(({ source }) => [source.id, source.title]);
  const left = replacedAmong(documents);
  const index = call('index', [segments, left, outlets, toldTogether, stemsOf(desk)]);
  await desk.folder.put('search', '', {
    files: [
      { path: sitePaths.searchIndex, bytes: index },
      { path: sitePaths.searchScript, bytes: script() },
    ],
  });
}

/** Languages whose endings the index knows. */
function stemsOf({ listed }: SiteDesk): string[] {
  const spoken = new Set(listed.map(({ language }) => language.split('-', 1)[0]));
  return stemmed.filter((language) => spoken.has(language));
}

async function writeSegments(
  desk: SiteDesk,
  documents: readonly SearchDocument[],
): Promise<SegmentListed[]> {
  const runs = await TermRuns.open();
  try {
    const terms = new SegmentTerms(desk, documents, runs);
    const listed: SegmentListed[] = [];
    for (const segment of segmentsOf(documents.length)) {
      listed.push(await writeSegment(desk, segment, terms));
    }
    return listed;
  } finally {
    await runs.close();
  }
}

async function writeSegment(
  { folder }: SiteDesk,
  segment: Segment,
  terms: SegmentTerms,
): Promise<SegmentListed> {
  const name = segmentName(segment);
  const unit = `search ${name}`;
  const key = terms.keyOf(segment);
  await folder.unit(unit, key, async () => {
    const run = await terms.run(segment);
    const most = name === 'new' ? newestPieceBytes : pieceBytes;
    return { files: pieceFiles(name, Math.max(1, Math.ceil(run.bytes / most)), linesOf(run)) };
  });
  const pieces = folder.units.get(unit)?.files.length ?? 0;
  return [segment.from, segment.size, pieces, name, key.slice(0, 8)];
}

/** What hits show of some documents. */
async function writeTold(
  desk: SiteDesk,
  at: number,
  documents: readonly SearchDocument[],
): Promise<void> {
  const told = documents.map(({ of, revisionId }) =>
    of === undefined ? '' : [revisionId, of.line, mainId(desk, of.sourceId)],
  );
  await desk.folder.unit(`search told ${at}`, keyOf(told), async () => {
    const ids = documents.flatMap(({ of }) => of?.id ?? []);
    const articles = new Map((await articlesOf(desk.archive, ids)).map((one) => [one.id, one]));
    const lines = documents.map(({ of }) => toldOf(desk, of && articles.get(of.id)));
    const bytes = call('told', [at, lines.join('\n')]);
    return { files: [{ path: `search/told/${at >> 6}/${at}.js`, bytes }] };
  });
}

/** A line of JSON. */
function toldOf(desk: SiteDesk, article: ArticleState['article'] | undefined): string {
  if (article === undefined) return '[]';
  const { id, title, sourceId, sortAt, language, lead } = article;
  return JSON.stringify([id, title, mainId(desk, sourceId), sortAt, language, lead]);
}
