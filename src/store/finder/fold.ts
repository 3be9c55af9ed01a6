import type { Asking } from '../sql/asking.ts';
import type { Docs } from './postings.ts';
import type { Ranked } from './rank.ts';

/** A hit, and those found that are the same text and come after it. */
export interface Folded extends Ranked {
  readonly same: readonly number[];
}

/** What a page is cut from. */
export interface Found {
  /** All that is found. */
  readonly docs: Docs;
  /** At least the first `reach` of them in order, or all where there are fewer. */
  readonly order: (reach: number) => Asking<readonly Ranked[]>;
  /** How many of them in order are passed over. */
  readonly from: number;
  /** Hits at most. */
  readonly limit: number;
}

/** Tells a document and those of the same text. */
export interface Same {
  of(doc: number): readonly number[];
}

/** A page of hits; `end`: how many of those found in order are told or folded by then, so that the next
 * page goes on there with a hit. */
export interface Page {
  readonly page: readonly Folded[];
  readonly end: number;
}

/** The first so many in order are looked through for the same text. */
export const mostFolded = 200;

/**
 * Cuts a page from what was found. Where it can be told which are of the same text, one of the first in
 * order is a hit only if none of that text comes before it, on this page or another; so a page needs
 * nothing of the pages before it.
 */
export function* pageOf(
  found: Found,
  sameOf?: (docs: readonly number[]) => Asking<Same>,
): Asking<Page> {
  const { docs, from, limit } = found;
  if (sameOf === undefined) {
    const page = (yield* found.order(from + limit)).slice(from, from + limit);
    return { page: page.map((hit) => ({ ...hit, same: [] })), end: from + page.length };
  }
  let same: Same | undefined;
  for (let reach = Math.max(mostFolded, from + limit + 1); ; reach *= 4) {
    const order = yield* found.order(Math.min(reach, docs.length));
    same ??= yield* sameOf(order.slice(0, mostFolded).map(({ doc }) => doc));
    const cut = fold(order, found, same);
    if (cut !== undefined) return cut;
    if (order.length >= docs.length) return fold(order, found, same, true) ?? { page: [], end: 0 };
  }
}

/** Undefined where the order told so far ends before the next page begins, unless it `isAll`. */
function fold(
  order: readonly Ranked[],
  { from, limit }: Found,
  same: Same,
  isAll = false,
): Page | undefined {
  const places = new Map(order.map(({ doc }, place) => [doc, place]));
  const placeOf = (doc: number) => places.get(doc) ?? order.length;
  const page: Folded[] = [];
  for (let place = from; place < order.length; place += 1) {
    const hit = order[place];
    if (hit === undefined) break;
    const others = same.of(hit.doc).filter((doc) => doc !== hit.doc);
    if (others.some((doc) => placeOf(doc) < place)) continue;
    if (page.length === limit) return { page, end: place };
    const behind = others.sort((one, other) => placeOf(one) - placeOf(other));
    page.push({ ...hit, same: behind });
  }
  return isAll ? { page, end: order.length } : undefined;
}
