let segmenter: Intl.Segmenter | undefined;

/** UTF-16 units looked at on either side: the cut depends on little more than its neighbours. */
const around = 12;

/**
 * Whether a stretch of text begins and ends where words do, as the dictionary of the runtime cuts them
 * (Intl.Segmenter): 国会 in 美国国会 does, in 中国会议 not. Only for ordering what was found.
 */
export function isWholeWords(text: string, start: number, end: number): boolean {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const from = Math.max(0, start - around);
  const bounds = new Set([from]);
  for (const { index, segment } of segmenter.segment(text.slice(from, end + around))) {
    bounds.add(from + index + segment.length);
  }
  return bounds.has(start) && bounds.has(end);
}
