import type { Mark, Store } from '../../store/index.ts';
import { objectIn } from './mirrored.ts';

/** How far a kept ledger was taken into the catalogue. */
export interface TakingMark {
  /** The next leaf. */
  readonly next: number;
  /** Leaves before it that are still to be had. */
  readonly wanting: readonly { readonly index: number; readonly why: Wanting }[];
}

/** Before the first leaf. */
export const nothingTaken: TakingMark = { next: 0, wanting: [] };

/**
 * What a mirror lacks of a leaf, or has otherwise than was signed for. `removed-there`: its keeper removed
 * it; `without-words`: a look that missed an article, whose words are perhaps among what is lacking.
 */
export type Wanting =
  | 'missing-record'
  | 'altered-record'
  | 'missing-text'
  | 'altered-text'
  | 'removed-there'
  | 'without-words';

/** More are not asked for again. */
const mostWanting = 5000;

const nameOf = (log: string): string => `mirror ${log}`;

export async function readMark(store: Pick<Store, 'mark'>, log: string): Promise<TakingMark> {
  const { next, wanting } = objectIn((await store.mark(nameOf(log))) ?? '') ?? {};
  return {
    next: typeof next === 'number' ? next : 0,
    wanting: Array.isArray(wanting) ? (wanting as TakingMark['wanting']) : [],
  };
}

export const writeMark = (log: string, { next, wanting }: TakingMark): Mark => ({
  name: nameOf(log),
  value: JSON.stringify({ next, wanting: wanting.slice(0, mostWanting) }),
});
