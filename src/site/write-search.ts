import { readFileSync } from 'node:fs';
import { keyOf, type Listed } from './listed-articles.ts';
import { type Posting, packPostings } from './postings.ts';
import { type Segment, segmentsOf } from './search-segments.ts';
import { pieceOf, termsOf } from './search-terms.ts';
import { mainId, type SiteDesk } from './site-desk.ts';
import type { UnitMade } from './site-folder.ts';
import { sitePaths } from './site-paths.ts';

/** Bytes of a piece, about; articles told in one file. */
const pieceBytes = 8000;
const docsTogether = 16;
/** Languages of which `words` knows the stems. */
const stemmed = ['en', 'fr', 'de', 'es', 'pt', 'it', 'nl', 'ru'];
/** UTF-16 units of the text that a hit shows. */
const leadShown = 120;

/** What runs in browsers, as it stands in its file: `npm run make:site-search` makes it. */
const script = (): string => readFileSync(new URL('./scripts/search.js', import.meta.url), 'utf8');

/** What the index page lists of a segment: its folder, how many articles and pieces it has. */
type SegmentLine = readonly [name: string, docs: number, pieces: number];

/**
 * The full-text index in small pieces, each a script that calls a function with its data: what is at hand
 * where a page lies on a disk and may fetch nothing. A query loads one piece of each segment for a term.
 */
export async function writeSearch(desk: SiteDesk): Promise<void> {
  const lines: SegmentLine[] = [];
  for (const segment of segmentsOf(desk.listed)) lines.push(await writeSegment(desk, segment));
  const outlets = desk.sources
    .filter(({ source }) => mainId(desk, source.id) === source.id)
    .map(({ source }) => [source.id, source.title]);
  const index = call('index', [lines, outlets, docsTogether, await stemsOf(desk)]);
  await desk.folder.put('search', '', {
    files: [
      { path: sitePaths.searchIndex, bytes: index },
      { path: sitePaths.searchScript, bytes: script() },
    ],
  });
}

/** Languages whose endings the index knows. */
async function stemsOf({ archive }: SiteDesk): Promise<string[]> {
  const stems: string[] = [];
  for (const language of stemmed) {
    if ((await archive.articles({ language, limit: 1 })).length > 0) stems.push(language);
  }
  return stems;
}

async function writeSegment(desk: SiteDesk, { name, listed }: Segment): Promise<SegmentLine> {
  const { folder } = desk;
  const key = keyOf(listed.map((one) => [one.line, one.revisionId, mainId(desk, one.sourceId)]));
  const unit = `search ${name}`;
  await folder.unit(unit, key, () => segmentUnit(desk, name, listed));
  const files = folder.units.get(unit)?.files ?? [];
  const pieces = files.filter(({ path }) => /\/\d+\.js$/.test(path)).length;
  return [name, listed.length, pieces];
}

async function segmentUnit(
  desk: SiteDesk,
  name: string,
  listed: readonly Listed[],
): Promise<UnitMade> {
  const terms = new Map<string, Posting[]>();
  const docs: string[] = [];
  for (const [doc, one] of listed.entries()) docs.push(await addArticle(desk, one, doc, terms));
  const lines = [...terms.keys()]
    .sort()
    .map((term) => `${term} ${packPostings(terms.get(term) ?? [])}`);
  const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  const count = Math.max(1, Math.ceil(bytes / pieceBytes));
  const pieces = Array.from({ length: count }, (): string[] => []);
  for (const line of lines) {
    pieces[pieceOf(line.slice(0, line.lastIndexOf(' ')), count)]?.push(line);
  }
  const files = pieces.map((some, at) => ({
    path: `search/${name}/${at}.js`,
    bytes: call('terms', [name, at, some.join('\n')]),
  }));
  for (let from = 0; from < docs.length; from += docsTogether) {
    const at = from / docsTogether;
    const data = call('docs', [name, at, docs.slice(from, from + docsTogether).join('\n')]);
    files.push({ path: `search/${name}/d${at}.js`, bytes: data });
  }
  return { files };
}

/** Adds the terms of an article; gives what a hit shows of it, as a line of JSON. */
async function addArticle(
  desk: SiteDesk,
  one: Listed,
  doc: number,
  terms: Map<string, Posting[]>,
): Promise<string> {
  const revision = await desk.archive.revision(one.revisionId);
  if (revision === undefined) return '[]';
  const { title, text, authors, language } = revision.content;
  const inTitle = termsOf(title, language);
  for (const term of inTitle) add(terms, term, { doc, inTitle: true });
  for (const term of termsOf(`${authors.join('\n')}\n${text}`, language)) {
    if (!inTitle.has(term)) add(terms, term, { doc, inTitle: false });
  }
  const lead = [...text.slice(0, 2 * leadShown)].slice(0, leadShown).join('').replace(/\s+/g, ' ');
  const outlet = mainId(desk, one.sourceId);
  return JSON.stringify([one.id, title, outlet, one.sortAt, language, lead]);
}

function add(terms: Map<string, Posting[]>, term: string, posting: Posting): void {
  const list = terms.get(term);
  if (list === undefined) terms.set(term, [posting]);
  else list.push(posting);
}

/** A script that hands its data to the search page. */
const call = (name: string, values: readonly unknown[]): string =>
  `backissue.${name}(${values.map((one) => escaped(JSON.stringify(one))).join(',')});\n`;

/** U+2028 and U+2029 end lines of old scripts. */
const escaped = (json: string): string =>
  json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
