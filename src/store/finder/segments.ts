import { type Asking, all, first } from '../sql/asking.ts';
import { type Block, type List, listInBlock, noList } from './blocks.ts';
import type { Term } from './terms.ts';

/** A stretch of documents with its inverted index. */
export interface Segment {
  readonly id: number;
  readonly level: number;
  /** The last document in it. */
  readonly last: number;
}

/** The whole segments by their documents. */
export function* segmentsOf(): Asking<readonly Segment[]> {
  return yield* all<Segment>(
    'select id, level, last from find_segments where parts is null order by last',
  );
}

/** The lists of terms in a segment. */
export function* listsIn(segment: number, terms: readonly Term[]): Asking<Map<Term, List>> {
  const rows = (yield ({ blocks }) =>
    blocks.holding(segment, JSON.stringify(terms))) as readonly HoldingRow[];
  const found = new Map<Term, List>(terms.map((term) => [term, noList]));
  for (const { term, bytes } of rows) if (bytes !== null) found.set(term, listInBlock(bytes, term));
  return found;
}

interface HoldingRow {
  readonly term: Term;
  readonly bytes: Buffer | null;
}

/** Adds a segment. `fill` gives its blocks by term. */
export function* addSegment(
  segment: Omit<Segment, 'id'>,
  fill: (give: (block: Block) => void) => void,
): Asking<void> {
  const id = yield* insertSegment(segment, null);
  const blocks: Block[] = [];
  fill((block) => void blocks.push(block));
  yield* putBlocks(id, blocks);
}

/** A segment whose terms are still to come; `parts` is JSON of the ids it is made of, null: of none. */
export function* insertSegment(
  { level, last }: Omit<Segment, 'id'>,
  parts: string | null,
): Asking<number> {
  const row = yield* first<{ id: number }>(
    'insert into find_segments (level, last, parts) values (?, ?, ?) returning id',
    level,
    last,
    parts,
  );
  const id = row?.id ?? 0;
  yield ({ blocks }) => blocks.make?.(id) ?? { text: 'select 1 as made', given: [] };
  return id;
}

/** Blocks a statement. */
const atOnce = 16;

/** Writes blocks of a segment. */
export function* putBlocks(id: number, all: readonly Block[]): Asking<void> {
  for (let from = 0; from < all.length; from += atOnce) {
    const some = all.slice(from, from + atOnce);
    yield ({ blocks }) => blocks.put(id, some);
  }
}
