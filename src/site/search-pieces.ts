import { type Posting, unpackPostings } from './postings.ts';
import type { Asked } from './search-query.ts';
import { pieceOf } from './search-terms.ts';

/** A segment as the index page lists it: its folder, its articles, its pieces. */
export type SegmentListed = readonly [name: string, docs: number, pieces: number];

/** An article found: in which segment, its number there, and whether its title has all that is asked. */
export interface Found {
  readonly segment: string;
  readonly doc: number;
  readonly inTitle: boolean;
}

/** Gives the lines of a piece: a term, a space, its postings. */
export type LoadPiece = (segment: string, piece: number) => Promise<string>;

/** Articles that have all that is asked: those that have it in the title first, the latest first among them. */
export async function findInPieces(
  segments: readonly SegmentListed[],
  asked: readonly Asked[],
  load: LoadPiece,
): Promise<Found[]> {
  if (!asked.some(({ exclude }) => !exclude)) return [];
  const each = await Promise.all(segments.map((segment) => findInSegment(segment, asked, load)));
  const latestFirst = each.flat().reverse();
  return [
    ...latestFirst.filter((one) => one.inTitle),
    ...latestFirst.filter((one) => !one.inTitle),
  ];
}

async function findInSegment(
  [name, docs, pieces]: SegmentListed,
  asked: readonly Asked[],
  load: LoadPiece,
): Promise<Found[]> {
  const postings = new Map<string, readonly Posting[]>();
  const terms = new Set(asked.flatMap(({ ways }) => ways.flat()));
  await Promise.all(
    [...terms].map(async (term) => {
      postings.set(term, postingsIn(await load(name, pieceOf(term, pieces)), term));
    }),
  );
  const docsOfAsked = ({ ways }: Asked) =>
    unionOf(ways.map((way) => meetingOf(way.map((term) => postings.get(term) ?? []))));
  const [first, ...others] = asked.filter(({ exclude }) => !exclude).map(docsOfAsked);
  const found = others.reduce(meet, first ?? new Map());
  for (const one of asked.filter(({ exclude }) => exclude)) {
    for (const doc of docsOfAsked(one).keys()) found.delete(doc);
  }
  const numbers = [...found].filter(([doc]) => doc < docs);
  return numbers
    .sort(([a], [b]) => a - b)
    .map(([doc, inTitle]) => ({ segment: name, doc, inTitle }));
}

function postingsIn(lines: string, term: string): readonly Posting[] {
  const mark = `${term} `;
  const at = lines.startsWith(mark) ? 0 : lines.indexOf(`\n${mark}`) + 1;
  if (at === 0 && !lines.startsWith(mark)) return [];
  const end = lines.indexOf('\n', at);
  return unpackPostings(lines.slice(at + mark.length, end < 0 ? undefined : end));
}

type Docs = Map<number, boolean>;

const docsOf = (postings: readonly Posting[]): Docs =>
  new Map(postings.map(({ doc, inTitle }) => [doc, inTitle]));

function meet(one: Docs, other: Docs): Docs {
  const both: Docs = new Map();
  for (const [doc, inTitle] of one) {
    const also = other.get(doc);
    if (also !== undefined) both.set(doc, inTitle && also);
  }
  return both;
}

const meetingOf = (all: readonly (readonly Posting[])[]): Docs =>
  all.map(docsOf).reduce(meet, docsOf(all[0] ?? []));

function unionOf(all: readonly Docs[]): Docs {
  const any: Docs = new Map();
  for (const docs of all) {
    for (const [doc, inTitle] of docs) any.set(doc, inTitle || any.get(doc) === true);
  }
  return any;
}
