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

/** A line that changes: the fingerprint of its words without numbers, and the articles that showed it. */
export type Restless = readonly [shape: string, articles: readonly string[]];

/**
 * What one site repeats, as JSON of at most about 20 KB: the last pages with the fingerprints of
 * their blocks, and the fingerprints that stood on many pages before. Holds no words of any page.
 */
export interface SiteMemory {
  readonly version: 1;
  /** Short lines that changed on pages where nothing else did; unset: none yet. */
  readonly restless?: readonly Restless[];
  /** Pages learned so far. */
  readonly learned: number;
  /** Oldest first. */
  readonly pages: readonly LearnedPage[];
  readonly proven: readonly Proven[];
}

/** Pages that are remembered one by one, fewer where they hold much. */
const mostPages = 48;
const mostMarkCharacters = 13_000;
const mostProven = 200;
/** Pages that a fingerprint must stand on to be kept beyond them. */
const fewest = 4;
const markLength = 6;
/** Blocks that tell an article again, the longest of it. */
export const longestKept = 6;

export const emptyMemory: SiteMemory = { version: 1, learned: 0, pages: [], proven: [] };

/**
 * The memory with one more page. The same page again takes its own place; another page with the
 * title or the words of a remembered one (syndicated, republished, a revision at a new address)
 * changes nothing. So nothing counts twice, whatever is captured how often.
 */
export function learnPage(memory: SiteMemory, page: LearnedPage): SiteMemory {
  if (page.marks.length === 0) return memory;
  const own = memory.pages.findIndex((known) => known.key === page.key);
  if (isSamePage(memory.pages[own], page)) return memory;
  const others = own < 0 ? memory.pages : memory.pages.toSpliced(own, 1);
  if (others.some((known) => isSameWork(known, page))) return memory;
  const learned = memory.learned + (own < 0 ? 1 : 0);
  const pages = newest(own < 0 ? [...memory.pages, page] : memory.pages.with(own, page));
  return { ...memory, learned, pages, proven: prove({ ...memory, learned, pages }, page) };
}

const isSamePage = (known: LearnedPage | undefined, page: LearnedPage): boolean =>
  known?.marks === page.marks && known.title === page.title && known.series === page.series;

/** The newest pages that memory has room for. */
function newest(pages: readonly LearnedPage[]): readonly LearnedPage[] {
  let from = pages.length;
  let characters = 0;
  while (from > 0 && pages.length - from < mostPages) {
    characters += pages[from - 1]?.marks.length ?? 0;
    if (characters > mostMarkCharacters) break;
    from -= 1;
  }
  return from === 0 ? pages : pages.slice(from);
}

/**
 * Whether two pages tell one article: by the title and a long block, or by their longest blocks. One
 * of many may differ, if it is not the longest: that is an edit, or other furniture around the same
 * words.
 */
function isSameWork(known: LearnedPage, page: LearnedPage): boolean {
  const a = longestMarks(known.marks);
  const b = longestMarks(page.marks);
  const strange = Math.max(without(a, b), without(b, a));
  if (known.title !== '' && known.title === page.title && without(a, b) < a.length) return true;
  if (a[0] !== b[0]) return false;
  return strange === 0 || (strange === 1 && Math.min(a.length, b.length) > 4);
}

const without = (marks: readonly string[], others: readonly string[]): number =>
  marks.filter((mark) => !others.includes(mark)).length;

/** Fingerprints of whole blocks, longest first. */
function longestMarks(marks: string): string[] {
  const own = marksIn(marks).filter(({ outline }) => !outline);
  return own.slice(0, longestKept).map(({ mark }) => mark);
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
