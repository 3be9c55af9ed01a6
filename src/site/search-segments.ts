import type { Listed } from './listed-articles.ts';

/** A part of the index: articles in the order they were first seen. */
export interface Segment {
  /** The time they are of, and which part of it. */
  readonly name: string;
  readonly listed: readonly Listed[];
}

/** Articles of one segment, most; of one day of the newest month; and of the newest day, largest first,
 * so that a new article is written into a small one. */
const most = 2048;
const mostOfDay = 512;
const sizesOfNewest = [512, 64, 8] as const;

/**
 * All articles in segments: years that are over, months that are over of the newest year, days of the
 * newest month, and the newest day in ever smaller parts. It follows from the articles alone. One that
 * comes changes one small segment, or merges a few that are full; one that leaves changes those of its time.
 */
export function segmentsOf(all: readonly Listed[]): Segment[] {
  const placed = [...all].sort((one, other) => (seenKey(one) < seenKey(other) ? -1 : 1));
  const newest = placed.at(-1)?.firstSeenAt;
  if (newest === undefined) return [];
  const groups = Map.groupBy(placed, ({ firstSeenAt }) => timeOf(firstSeenAt, newest));
  return [...groups].flatMap(([time, listed]) => partsOf(time, listed, newest));
}

const seenKey = ({ firstSeenAt, id }: Listed): string => `${firstSeenAt} ${id}`;

/** The longest time that is over and holds a moment: its year, its month, or its day. */
function timeOf(at: string, newest: string): string {
  const length = [4, 7].find((one) => at.slice(0, one) !== newest.slice(0, one)) ?? 10;
  return at.slice(0, length);
}

function partsOf(time: string, listed: readonly Listed[], newest: string): Segment[] {
  const sizes = newest.startsWith(time) ? sizesOfNewest : [time.length === 10 ? mostOfDay : most];
  const parts: Segment[] = [];
  let from = 0;
  while (from < listed.length) {
    const left = listed.length - from;
    const size = sizes.find((one) => one <= left) ?? left;
    parts.push({ name: `${time}.${from}`, listed: listed.slice(from, from + size) });
    from += size;
  }
  return parts;
}
