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

type Nature = 'link' | 'label' | 'prose' | 'picture';

/** Pages that must show a block, and the part of all pages: by what it is and where it stands. */
interface Need {
  readonly pages: number;
  readonly share: number;
}

/** Any one of them is enough. */
const needs: Readonly<Record<Nature, Readonly<Record<BlockPlace, readonly Need[]>>>> = {
  link: {
    t: [{ pages: 3, share: 0.15 }],
    h: [{ pages: 4, share: 0.4 }],
    m: [{ pages: 5, share: 0.4 }],
  },
  label: {
    t: [
      { pages: 3, share: 0.25 },
      { pages: 6, share: 0.12 },
    ],
    h: [{ pages: 5, share: 0.5 }],
    m: [{ pages: 6, share: 0.5 }],
  },
  prose: {
    t: [{ pages: 4, share: 0.3 }],
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
 * pages of this site, mostly at the end". The title is the page's. Never all that a body says.
 */
export function furnitureIn(
  memory: SiteMemory,
  blocks: readonly Block[],
  title: string,
): FurnitureBlock[] {
  const counts = countsOf(memory);
  if (counts.of < 3) return [];
  const folded = foldedWords(title);
  const reasons: (string | undefined)[] = blocks.map(() => undefined);
  // From the end, so that what stands before furniture of the tail is the tail too.
  let count = blocks.length;
  for (let at = blocks.length - 1; at >= 0; at -= 1) {
    const block = blocks[at];
    if (block === undefined) continue;
    reasons[at] = repeatedReason(counts, block, placeOf(at, count), folded);
    if (reasons[at] !== undefined && at === count - 1) count = at;
  }
  markBeside(blocks, reasons);
  spareBody(blocks, reasons);
  return reasons.flatMap((reason, at) => (reason === undefined ? [] : [{ at, reason }]));
}

interface Evidence {
  readonly n: number;
  readonly of: number;
  readonly place: BlockPlace;
  readonly now: boolean;
}

function repeatedReason(
  counts: Counts,
  block: Block,
  here: BlockPlace,
  folded: string,
): string | undefined {
  const nature = natureOf(block);
  const { exact, outlines } = fingerprintOf(block, folded);
  for (const mark of [exact, ...outlines]) {
    for (const evidence of evidenceOf(counts, mark, nature)) {
      // What stands elsewhere than where the site puts it must show as much as in the middle.
      const need = needs[nature][evidence.place === here ? here : 'm'];
      if (!need.some(({ pages, share }) => isEnough(evidence, pages, share))) continue;
      const kept = keptReason(block);
      return kept === undefined ? told(evidence) : undefined;
    }
  }
  return undefined;
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
function natureOf(block: Block): Nature {
  if (block.text === '') return 'picture';
  const weight = weightOf(block.text);
  if (isLinkOnly(block) && weight <= 2 * prose.sentence) return 'link';
  const sentence = /[。！？!?]|\p{L}{2}\.(?:\s|$)/u.test(block.text);
  return weight >= (sentence ? prose.sentence : prose.any) ? 'prose' : 'label';
}

const wide = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/g;

/** Length of a text in Latin characters; a Han character says as much as about three. */
export function weightOf(text: string): number {
  return text.length + 2 * (text.match(wide)?.length ?? 0);
}

/** Short links between a repeated block of the tail and the end, or the next: "Tagged: a b c". */
function markBeside(blocks: readonly Block[], reasons: (string | undefined)[]): void {
  for (let at = 1; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined || reasons[at] !== undefined) continue;
    if (reasons[at - 1] === undefined || placeOf(at, blocks.length) !== 't') continue;
    const short = isLinkOnly(block) && weightOf(block.text) <= prose.sentence;
    if (short && keptReason(block) === undefined) reasons[at] = besideReason;
  }
}

const besideReason = 'links beside what the site repeats';

/** A body stays a body: where little but furniture would be left, nothing is cut. */
function spareBody(blocks: readonly Block[], reasons: (string | undefined)[]): void {
  let left = 0;
  let all = 0;
  let own = 0;
  blocks.forEach((block, at) => {
    const weight = weightOf(block.text);
    all += weight;
    if (reasons[at] !== undefined) return;
    left += weight;
    own = Math.max(own, weight);
  });
  if (left >= 0.35 * all && left > 0) return;
  if (own >= prose.sentence) return;
  reasons.fill(undefined);
}
