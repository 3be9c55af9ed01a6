import { type Postings, unpackPostings } from './postings.ts';
import type { Asked } from './search-query.ts';
import { pieceAt, placeOf } from './search-terms.ts';

/** A segment as the index lists it: its first document, how many there are, its pieces, its folder, and a text
 * that changes with it. */
export type SegmentListed = readonly [
  from: number,
  size: number,
  pieces: number,
  name: string,
  state: string,
];

/** A document found by its number, and whether its title has all that is asked. */
export interface Found {
  readonly doc: number;
  readonly inTitle: boolean;
}

/** Gives the lines of a piece: a term, a space, its postings. */
export type LoadPiece = (segment: SegmentListed, piece: number) => Promise<string>;

/** Documents that have all that is asked and are not `left` out: those that have it in the title first, the
 * latest first among them. */
export async function findInPieces(
  segments: readonly SegmentListed[],
  asked: readonly Asked[],
  load: LoadPiece,
  left: ReadonlySet<number>,
): Promise<Found[]> {
  if (!asked.some(({ exclude }) => !exclude)) return [];
  const each = await Promise.all(segments.map((segment) => findInSegment(segment, asked, load)));
  const latestFirst = each
    .flat()
    .filter(({ doc }) => !left.has(doc))
    .reverse();
  return [
    ...latestFirst.filter((one) => one.inTitle),
    ...latestFirst.filter((one) => !one.inTitle),
  ];
}

async function findInSegment(
  segment: SegmentListed,
  asked: readonly Asked[],
  load: LoadPiece,
): Promise<Found[]> {
  const [from, size, pieces] = segment;
  const postings = new Map<string, Postings>();
  const terms = new Set(asked.flatMap(({ ways }) => ways.flat()));
  await Promise.all(
    [...terms].map(async (term) => {
      postings.set(term, postingsIn(await load(segment, pieceAt(placeOf(term), pieces)), term));
    }),
  );
  const docsOfAsked = ({ ways }: Asked) =>
    unionOf(ways.map((way) => meetingOf(way.map((term) => postings.get(term) ?? []))));
  const [first, ...others] = asked.filter(({ exclude }) => !exclude).map(docsOfAsked);
  const found = others.reduce(meet, first ?? new Map());
  for (const one of asked.filter(({ exclude }) => exclude)) {
    for (const doc of docsOfAsked(one).keys()) found.delete(doc);
  }
  const numbers = [...found].filter(([doc]) => doc < size);
  return numbers.sort(([a], [b]) => a - b).map(([doc, inTitle]) => ({ doc: from + doc, inTitle }));
}

function postingsIn(lines: string, term: string): Postings {
  const mark = `${term} `;
  const at = lines.startsWith(mark) ? 0 : lines.indexOf(`\n${mark}`) + 1;
  if (at === 0 && !lines.startsWith(mark)) return [];
  const end = lines.indexOf('\n', at);
  return unpackPostings(lines.slice(at + mark.length, end < 0 ? undefined : end));
}

type Docs = Map<number, boolean>;

const docsOf = (postings: Postings): Docs =>
  new Map(postings.map((posting) => [posting >>> 1, (posting & 1) === 1]));

function meet(one: Docs, other: Docs): Docs {
  const both: Docs = new Map();
  for (const [doc, inTitle] of one) {
    const also = other.get(doc);
    if (also !== undefined) both.set(doc, inTitle && also);
  }
  return both;
}

const meetingOf = (all: readonly Postings[]): Docs =>
  all.map(docsOf).reduce(meet, docsOf(all[0] ?? []));

function unionOf(all: readonly Docs[]): Docs {
  const any: Docs = new Map();
  for (const docs of all) {
    for (const [doc, inTitle] of docs) any.set(doc, inTitle || any.get(doc) === true);
  }
  return any;
}
