import type { Block } from './site-blocks.ts';
import { fingerprintOf, foldedWords, isLinkOnly } from './site-fingerprint.ts';
import { keptReason } from './site-kept.ts';
import {
  type BlockPlace,
  type Counts,
  countsOf,
  mainPlace,
  type SiteMemory,
} from './site-memory.ts';
import { placeOf } from './site-page.ts';

/** A block that is cut, by its place in the list of blocks, and why. */
export interface FurnitureBlock {
  readonly at: number;
  readonly reason: string;
}

export type Nature = 'link' | 'label' | 'prose' | 'picture';

/** Pages that must show a block, and the part of all pages: by what it is and where it stands. */
interface Need {
  readonly pages: number;
  readonly share: number;
}

/** Any one of them is enough. */
const needs: Readonly<Record<Nature, Readonly<Record<BlockPlace, readonly Need[]>>>> = {
  link: {
    t: [{ pages: 3, share: 0.15 }],
    h: [{ pages: 4, share: 0.5 }],
    m: [{ pages: 5, share: 0.4 }],
  },
  label: {
    t: [
      { pages: 3, share: 0.75 },
      { pages: 4, share: 0.3 },
      { pages: 6, share: 0.12 },
    ],
    h: [{ pages: 5, share: 0.5 }],
    m: [{ pages: 6, share: 0.5 }],
  },
  prose: {
    t: [
      { pages: 3, share: 0.9 },
      { pages: 4, share: 0.3 },
    ],
    h: [{ pages: 8, share: 0.6 }],
    m: [{ pages: 8, share: 0.6 }],
  },
  picture: {
    t: [{ pages: 4, share: 0.3 }],
    h: [{ pages: 6, share: 0.5 }],
    m: [{ pages: 6, share: 0.5 }],
  },
};

/** Weight of words from which a block is prose: one that ends a sentence, and any other. */
const prose = { sentence: 60, any: 160 };

/**
 * The blocks of a page that its site repeats, each with the reason: "stands on 9 of the last 12
 * pages of this site, mostly at the end". The title is the page's. What is cut moves the ends of
 * what is left, so it is judged until nothing more goes. Never all that a body says.
 */
export function furnitureIn(
  memory: SiteMemory,
  blocks: readonly Block[],
  title: string,
): FurnitureBlock[] {
  const counts = countsOf(memory);
  if (counts.of < 3) return [];
  const folded = foldedWords(title);
  const found: FurnitureBlock[] = [];
  let left = blocks.map((block, at) => judged(counts, block, at, folded));
  for (;;) {
    const cut = repeatedIn(left);
    if (cut.size === 0) return found.sort((a, b) => a.at - b.at);
    for (const [{ at }, reason] of cut) found.push({ at, reason });
    left = left.filter((block) => !cut.has(block));
  }
}

interface Evidence {
  readonly n: number;
  readonly of: number;
  readonly place: BlockPlace;
  readonly now: boolean;
}

/** A block with all that does not depend on where it stands. */
interface Judged {
  readonly at: number;
  readonly weight: number;
  readonly nature: Nature;
  /** Nothing where the block is the article's whatever repeats it. */
  readonly evidence: readonly Evidence[];
  /** A link that may go with what stands before it. */
  readonly follows: boolean;
}

function judged(counts: Counts, block: Block, at: number, folded: string): Judged {
  const nature = natureOf(block);
  const weight = weightOf(block.text);
  const { exact, outlines } = fingerprintOf(block, folded);
  const evidence = [exact, ...outlines].flatMap((mark) => evidenceOf(counts, mark, nature));
  const short = nature === 'link' && weight <= prose.sentence;
  const kept = (short || evidence.length > 0) && keptReason(block) !== undefined;
  return { at, weight, nature, evidence: kept ? [] : evidence, follows: short && !kept };
}

/** What goes of these blocks as they stand now; nothing where that would not leave a body. */
function repeatedIn(blocks: readonly Judged[]): Map<Judged, string> {
  const cut = new Map<Judged, string>();
  const lastProse = blocks.findLastIndex(({ nature }) => nature === 'prose');
  blocks.forEach((block, index) => {
    const at = placeOf(index, blocks.length);
    // A short line with text below it is a heading of that text.
    const place = block.nature === 'label' && at === 't' && index < lastProse ? 'm' : at;
    const before = blocks[index - 1];
    const beside = block.follows && place === 't' && before !== undefined && cut.has(before);
    const reason = repeatedReason(block, place) ?? (beside ? besideReason : undefined);
    if (reason !== undefined) cut.set(block, reason);
  });
  return leavesBody(blocks, cut) ? cut : new Map();
}

const besideReason = 'links beside what the site repeats';

function repeatedReason({ evidence, nature }: Judged, here: BlockPlace): string | undefined {
  for (const one of evidence) {
    // What stands elsewhere than where the site puts it must show as much as in the middle.
    const need = needs[nature][one.place === here ? here : 'm'];
    if (need.some(({ pages, share }) => isEnough(one, pages, share))) return told(one);
  }
  return undefined;
}

/** A body stays a body: a good part of its words is left, or a paragraph at least. */
function leavesBody(blocks: readonly Judged[], cut: ReadonlyMap<Judged, string>): boolean {
  let all = 0;
  let left = 0;
  let longest = 0;
  for (const block of blocks) {
    all += block.weight;
    if (cut.has(block)) continue;
    left += block.weight;
    longest = Math.max(longest, block.weight);
  }
  return longest >= prose.sentence || (left > 0 && left >= 0.35 * all);
}

const isEnough = ({ n, of }: Evidence, pages: number, share: number): boolean =>
  n >= pages && n >= share * of;

/** What is known of a mark: on the remembered pages, and before them. */
function evidenceOf(counts: Counts, mark: string, nature: Nature): Evidence[] {
  const found: Evidence[] = [];
  const seen = counts.marks.get(mark);
  if (seen !== undefined) {
    // What says sentences must stand in several series, or it is the introduction of one.
    const strict = nature === 'prose';
    const n = strict ? seen.series.size : seen.pages;
    const of = strict ? counts.seriesOf : counts.of;
    found.push({ n, of, place: mainPlace(seen.places), now: true });
  }
  const proven = counts.proven.get(mark);
  if (proven !== undefined) {
    const [, n, of, place] = proven;
    found.push({ n, of, place, now: false });
  }
  return found;
}

const placeNames = { h: 'at the start', m: 'inside the text', t: 'at the end' };

function told({ n, of, place, now }: Evidence): string {
  const when = now ? 'stands on' : 'stood on';
  const last = now ? 'the last ' : '';
  return `repeated by the site: ${when} ${n} of ${last}${of} pages, mostly ${placeNames[place]}`;
}

/** What a block is, for the evidence that it takes to cut it. */
export function natureOf(block: Block): Nature {
  if (block.text === '') return 'picture';
  const weight = weightOf(block.text);
  if (isLinkOnly(block) && weight <= 2 * prose.sentence) return 'link';
  const sentence = /[。！？!?]|\p{L}{2}\.(?:\s|$)/u.test(block.text.slice(0, sample));
  return weight >= (sentence ? prose.sentence : prose.any) ? 'prose' : 'label';
}

/** Characters that are looked at to know what a block is. */
const sample = 4000;
const wide = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/g;

/** Length of a text in Latin characters; a Han character says as much as about three. */
function weightOf(text: string): number {
  return text.length + 2 * (text.slice(0, sample).match(wide)?.length ?? 0);
}
