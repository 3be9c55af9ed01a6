import type { Clause, Phrase, RemovedRow, WordRow } from '../store/index.ts';
import { searchWords, type Word } from '../words/index.ts';

/** Words kept on either side of what was removed, so that it is found in a row with them. */
const beside = 12;

/** A text from which something was taken. */
interface Passage {
  readonly text: string;
  /** UTF-16 offsets of what went, in order. */
  readonly removed: readonly (readonly [from: number, to: number])[];
}

type Range = readonly [from: number, to: number];

/** What is indexed of passages that words were taken from: those, and some words around them. */
export function removedWords(passages: readonly Passage[]): RemovedRow['passages'] {
  return passages.flatMap(({ text, removed }) => {
    const words = searchWords(text);
    return windowsOf(rangesOf(words, removed)).map((ranges) => windowOf(words, ranges));
  });
}

/** Which words went, as ranges of their numbers. */
function rangesOf(words: readonly Word[], removed: Passage['removed']): Range[] {
  const ranges: [number, number][] = [];
  for (const [at, { start, end }] of words.entries()) {
    if (!removed.some(([from, to]) => start < to && end > from)) continue;
    const last = ranges.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else ranges.push([at, at + 1]);
  }
  return ranges;
}

/** Ranges close to each other are one passage. */
function windowsOf(ranges: readonly Range[]): (readonly Range[])[] {
  const windows: Range[][] = [];
  for (const range of ranges) {
    const before = windows.at(-1)?.at(-1);
    if (before === undefined || range[0] - before[1] > 2 * beside) windows.push([range]);
    else windows.at(-1)?.push(range);
  }
  return windows;
}

function windowOf(
  words: readonly Word[],
  ranges: readonly Range[],
): RemovedRow['passages'][number] {
  const from = Math.max(0, (ranges[0]?.[0] ?? 0) - beside);
  const to = Math.min(words.length, (ranges.at(-1)?.[1] ?? 0) + beside);
  return {
    words: words.slice(from, to).map(({ word }) => word),
    removed: ranges.map(([first, end]) => [first - from, end - from]),
  };
}

/** Passages that do not stand in an article's words. */
export const notStanding = (
  passages: RemovedRow['passages'],
  { title, authors = '', body }: Omit<WordRow, 'articleId'>,
): RemovedRow['passages'] =>
  passages.filter(({ words }) =>
    [title, authors, body].every((field) => !` ${field} `.includes(` ${words.join(' ')} `)),
  );

/** Whether words that a clause asks for went with one of these passages, or with part of it. */
export const wentWith = (passages: RemovedRow['passages'], { anyOf }: Clause): boolean =>
  passages.some((passage) => anyOf.some((phrase) => hasGone(passage, phrase)));

function hasGone({ words, removed }: RemovedRow['passages'][number], phrase: Phrase): boolean {
  if ('also' in phrase) return false;
  const { words: asked, prefix = false } = phrase;
  const isAt = (at: number): boolean =>
    asked.every((word, offset) => {
      const there = words[at + offset];
      const isOpen = prefix && offset === asked.length - 1;
      return isOpen ? there?.startsWith(word) === true : there === word;
    });
  return removed.some(([from, to]) => {
    for (let at = Math.max(0, from - asked.length + 1); at < to; at += 1) if (isAt(at)) return true;
    return false;
  });
}
