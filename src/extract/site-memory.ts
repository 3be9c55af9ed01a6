/** Head, middle or tail of a body. */
export type BlockPlace = 'h' | 'm' | 't';

/** A page that was learned: who it is, and the marks of its blocks. */
export interface LearnedPage {
  /** Hash of the page's own key. */
  readonly key: string;
  readonly title: string;
  /** What it shares with the other parts of a series or column. */
  readonly series: string;
  /** Six characters a block, longest blocks first: five of its fingerprint, one of its place. */
  readonly marks: string;
}

/** A fingerprint that stood on many pages: `n` of `of`; kept when those pages are forgotten. */
export type Proven = readonly [mark: string, n: number, of: number, place: BlockPlace, at: number];

/**
 * What one site repeats, as JSON of at most about 20 KB: the last pages with the fingerprints of
 * their blocks, and the fingerprints that stood on many pages before. Holds no words of any page.
 */
export interface SiteMemory {
  readonly version: 1;
  /** Pages learned so far. */
  readonly learned: number;
  /** Oldest first. */
  readonly pages: readonly LearnedPage[];
  readonly proven: readonly Proven[];
}

/** Pages that are remembered one by one. */
const mostPages = 48;
const mostProven = 200;
/** Pages that a fingerprint must stand on to be kept beyond them. */
const fewest = 4;
const markLength = 6;

export const emptyMemory: SiteMemory = { version: 1, learned: 0, pages: [], proven: [] };

/**
 * The memory with one more page. The same page again takes its own place; another page with the
 * title or the words of a remembered one (syndicated, republished, a revision at a new address)
 * changes nothing. So nothing counts twice, whatever is captured how often.
 */
export function learnPage(memory: SiteMemory, page: LearnedPage): SiteMemory {
  if (page.marks.length === 0) return memory;
  const own = memory.pages.findIndex((known) => known.key === page.key);
  const others = own < 0 ? memory.pages : memory.pages.toSpliced(own, 1);
  if (others.some((known) => isSameWork(known, page))) return memory;
  const learned = memory.learned + (own < 0 ? 1 : 0);
  const pages = own < 0 ? [...memory.pages, page].slice(-mostPages) : memory.pages.with(own, page);
  return { version: 1, learned, pages, proven: prove({ ...memory, learned, pages }, page) };
}

/** Whether two pages tell one article: by title, or by their longest blocks and most others. */
function isSameWork(known: LearnedPage, page: LearnedPage): boolean {
  if (known.title !== '' && known.title === page.title) return true;
  const a = exactMarks(known.marks);
  const b = exactMarks(page.marks);
  const most = Math.max(a.length, b.length);
  if (Math.min(a.length, b.length) < 0.7 * most) return false;
  const there = new Set(a);
  const longestAlike = b.slice(0, 3).every((mark) => there.has(mark));
  return longestAlike && b.filter((mark) => there.has(mark)).length >= 0.7 * most;
}

/** Fingerprints of whole blocks only, longest first. */
function exactMarks(marks: string): string[] {
  return marksIn(marks).flatMap(({ mark, outline }) => (outline ? [] : [mark]));
}

/** The marks of a page: place in lower case for a block's own words, in capitals for its outline. */
export function marksIn(
  marks: string,
): { readonly mark: string; readonly place: BlockPlace; readonly outline: boolean }[] {
  const list = [];
  for (let at = 0; at + markLength <= marks.length; at += markLength) {
    const told = marks.charAt(at + markLength - 1);
    const place = told.toLowerCase() as BlockPlace;
    list.push({ mark: marks.slice(at, at + markLength - 1), place, outline: told !== place });
  }
  return list;
}

/** How often a fingerprint stands on the remembered pages. */
export interface Count {
  pages: number;
  readonly series: Set<string>;
  readonly places: Record<BlockPlace, number>;
}

export interface Counts {
  readonly of: number;
  /** Different series among the pages; a page of none is one of its own. */
  readonly seriesOf: number;
  readonly marks: ReadonlyMap<string, Count>;
  readonly proven: ReadonlyMap<string, Proven>;
}

const counted = new WeakMap<SiteMemory, Counts>();

/** The counts of a memory; they are made once for each memory. */
export function countsOf(memory: SiteMemory): Counts {
  const known = counted.get(memory);
  if (known !== undefined) return known;
  const counts = count(memory);
  counted.set(memory, counts);
  return counts;
}

function count(memory: SiteMemory): Counts {
  const marks = new Map<string, Count>();
  for (const page of memory.pages) {
    const here = new Map(marksIn(page.marks).map(({ mark, place }) => [mark, place]));
    for (const [mark, place] of here) {
      const of = marks.get(mark) ?? { pages: 0, series: new Set(), places: { h: 0, m: 0, t: 0 } };
      of.pages += 1;
      of.series.add(page.series);
      of.places[place] += 1;
      marks.set(mark, of);
    }
  }
  return {
    of: memory.pages.length,
    seriesOf: new Set(memory.pages.map((page) => page.series)).size,
    marks,
    proven: new Map(memory.proven.map((proven) => [proven[0], proven])),
  };
}

/** Where a fingerprint mostly stands. */
export function mainPlace(places: Count['places']): BlockPlace {
  const { h, m, t } = places;
  if (t >= h && t >= m) return 't';
  return h > m ? 'h' : 'm';
}

/** Keeps what this page shows to be repeated; forgets what was seen on the smallest part of pages,
 * then what was not seen for longest. */
function prove(memory: SiteMemory, page: LearnedPage): readonly Proven[] {
  const counts = count(memory);
  const proven = new Map(memory.proven.map((known) => [known[0], known]));
  let changed = false;
  for (const { mark } of marksIn(page.marks)) {
    const seen = counts.marks.get(mark);
    // Told by series: what a column repeats is proven by the columns that repeat it.
    const n = seen === undefined ? 0 : seen.series.size;
    if (seen === undefined || n < fewest) continue;
    const known = proven.get(mark);
    const better = known === undefined || n * known[2] >= known[1] * counts.seriesOf;
    const best = better ? ([n, counts.seriesOf] as const) : ([known[1], known[2]] as const);
    proven.set(mark, [mark, ...best, mainPlace(seen.places), memory.learned]);
    changed = true;
  }
  if (!changed) return memory.proven;
  return [...proven.values()].sort(byWorth).slice(0, mostProven);
}

function byWorth(a: Proven, b: Proven): number {
  return b[1] * a[2] - a[1] * b[2] || b[4] - a[4] || (a[0] < b[0] ? -1 : 1);
}
