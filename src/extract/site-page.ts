import type { Article } from '../model/index.ts';
import { type Block, mapBlocks } from './site-blocks.ts';
import { fingerprintOf, foldedWords, hash30 } from './site-fingerprint.ts';
import { type BlockPlace, type LearnedPage, longestKept } from './site-memory.ts';

/** Marks a page is remembered by, at most; those of its ends go before those of its middle. */
const mostMarks = 80;
const ends = { head: 8, tail: 16 };

/** The part of an extraction that is learned from. */
export type PageBody = Pick<Article, 'title' | 'html'>;

/**
 * A page as its site's memory takes it in. `key` names the article, the same for every capture of
 * it (its URL's `articleKey`, or its id); the body is as extracted, with nothing cut by a memory.
 */
export function sitePage(key: string, body: PageBody): LearnedPage {
  const folded = foldedWords(body.title);
  const { blocks } = mapBlocks(body.html);
  return {
    key: hash30(key),
    title: folded.length < 6 ? '' : hash30(folded),
    series: hash30(seriesOf(body.title) ?? `\n${key}`),
    marks: marksOf(blocks, folded),
  };
}

/** Where a block stands among all of a body. */
export function placeOf(at: number, count: number): BlockPlace {
  if (count - at <= Math.max(3, Math.ceil(count * 0.2))) return 't';
  return at < Math.max(2, Math.ceil(count * 0.1)) ? 'h' : 'm';
}

function marksOf(blocks: readonly Block[], folded: string): string {
  const seen = new Set<string>();
  const lengths = blocks.map((block) => block.text.length).sort((a, b) => b - a);
  const long = Math.max(1, lengths[longestKept - 1] ?? 1);
  const marks = blocks.flatMap((block, at) => {
    const { exact, outlines } = fingerprintOf(block, folded);
    if (seen.has(exact)) return [];
    seen.add(exact);
    const place = placeOf(at, blocks.length);
    const { length } = block.text;
    const rank = length >= long ? 0 : rankOf(at, blocks.length, length);
    const own = { mark: exact + place, length, rank };
    const templates = outlines.filter((outline) => !seen.has(outline));
    for (const outline of templates) seen.add(outline);
    return [
      own,
      ...templates.map((outline) => ({ mark: outline + place.toUpperCase(), length: 0, rank })),
    ];
  });
  return marks
    .sort((a, b) => a.rank - b.rank || (a.mark < b.mark ? -1 : 1))
    .slice(0, mostMarks)
    .sort((a, b) => b.length - a.length || (a.mark < b.mark ? -1 : 1))
    .map(({ mark }) => mark)
    .join('');
}

/**
 * Ends (and the longest blocks) first, then short blocks of the middle. Within a rank the fingerprint
 * decides, so that two pages remember the same ones.
 */
function rankOf(at: number, count: number, length: number): number {
  if (at < ends.head || count - at <= ends.tail) return 0;
  return length <= 200 ? 1 : 2;
}

/**
 * What the parts of a series have in common in their titles: the words in brackets at the start, or
 * before a colon or bar, or the whole title without its numbers. Undefined where it tells nothing.
 */
function seriesOf(title: string): string | undefined {
  const bracketed = /^[【[［「『(（]([^】\]］」』)）]{1,24})[】\]］」』)）]/.exec(title)?.[1];
  const before = /^([^:：|｜]{2,24})[:：|｜]/.exec(title)?.[1];
  const named = foldedWords((bracketed ?? before ?? title).replace(/\d+/g, ' '));
  return named === '' ? undefined : named;
}
