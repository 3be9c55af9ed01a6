import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchWords } from './index.ts';

const cut = (text: string) => searchWords(text).map((word) => word.word);

describe('search words', () => {
  it('are single Han, Kana and Hangul characters and whole words of other scripts', () => {
    expect(cut('2000年中国 Harbour-side かな 한국')).toEqual([
      '2000',
      '年',
      '中',
      '国',
      'harbour',
      'side',
      'か',
      'な',
      '한',
      '국',
    ]);
  });

  it('are folded by width, case and accents', () => {
    expect(cut('ＡＢＣ Élysée')).toEqual(['abc', 'elysee']);
  });

  it('know where they stand in the text', () => {
    const text = '港口 Ferry';
    expect(searchWords(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '港',
      '口',
      'Ferry',
    ]);
  });

  it('never hold a space or a quote, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) =>
        cut(text).every((word) => word.length > 0 && !/[\s"]/u.test(word)),
      ),
    );
  });
});
