/** A part of the index: so many documents from one on. */
export interface Segment {
  readonly from: number;
  readonly size: number;
}

/** Documents of the smallest whole segment; each larger one is made of four. */
const smallest = 8;
const growth = 4;

/**
 * So many documents in segments, the largest first: as few of each size as there can be, and what is left over.
 * They follow from the number alone. One document more changes the last one, or makes one of four.
 */
export function segmentsOf(documents: number): Segment[] {
  let size = smallest;
  while (size * growth <= documents) size *= growth;
  const segments: Segment[] = [];
  for (let from = 0; from < documents; ) {
    while (size > documents - from && size > smallest) size /= growth;
    segments.push({ from, size: Math.min(size, documents - from) });
    from += size;
  }
  return segments;
}

/** Whether it is made of no others. */
export const isSmallest = ({ size }: Segment): boolean => size <= smallest;

/** The segments that a large one is made of. */
export const partsOf = ({ from, size }: Segment): Segment[] =>
  Array.from({ length: growth }, (_, at) => ({
    from: from + (at * size) / growth,
    size: size / growth,
  }));

/** Its folder. What is left over is always in the same. */
export const segmentName = ({ from, size }: Segment): string =>
  size < smallest ? 'new' : `${from}.${size}`;
