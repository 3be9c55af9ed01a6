import { randomOf, type Text } from './corpus.ts';
import type { Filter } from './engine.ts';

export interface Question {
  readonly text: string;
  readonly filter?: Filter;
}

const year = 365.25 * 24 * 3600_000;

/** Questions of each kind as readers ask them: words as often as they stand in the articles. */
export function questionsOf(
  chinese: readonly Text[],
  english: readonly Text[],
  each: number,
): ReadonlyMap<string, Question[]> {
  const random = randomOf(11);
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const pool = (texts: readonly Text[], fits: RegExp) =>
    texts
      .slice(0, 300)
      .flatMap(({ text }) => [...segmenter.segment(text.slice(0, 1500))])
      .map(({ segment }) => segment)
      .filter((word) => fits.test(word));
  const [han, latin] = [pool(chinese, /^\p{Script=Han}{2}$/u), pool(english, /^[a-z]{4,}$/)];
  const pick = <Value>(from: readonly Value[]) => from[Math.floor(random() * from.length)] as Value;
  const pieces = (length: number) => {
    const runs = chinese
      .slice(0, 300)
      .flatMap(({ text }) => text.match(/\p{Script=Han}{4,}/gu) ?? [])
      .filter((run) => run.length >= length);
    return () => {
      const run = pick(runs);
      const from = Math.floor(random() * (run.length - length + 1));
      return run.slice(from, from + length);
    };
  };
  const [four, eight] = [pieces(4), pieces(8)];
  const some = (make: () => Question) => Array.from({ length: each }, make);
  return new Map([
    ['2 characters', some(() => ({ text: pick(han) }))],
    ['4 characters', some(() => ({ text: four() }))],
    ['two words', some(() => ({ text: `${pick(han)} ${pick(han)}` }))],
    ['English word', some(() => ({ text: pick(latin) }))],
    ['phrase of 8', some(() => ({ text: `"${eight()}"` }))],
    [
      'source and year',
      some(() => {
        const since = Date.UTC(2016, 0, 1) + Math.floor(random() * 9) * year;
        return {
          text: pick(han),
          filter: { source: `source-${Math.floor(random() * 100)}`, since, until: since + year },
        };
      }),
    ],
    ['1 character', some(() => ({ text: pick([...pick(han)]) }))],
    [
      'commonest',
      ['中国', '一个', '我们', '的', '他们', '没有', '问题', '可以'].map((text) => ({ text })),
    ],
  ]);
}
