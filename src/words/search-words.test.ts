import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldHan, searchWords, spacedWords } from './index.ts';

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

  it('are the same in simplified and traditional characters and their variants', () => {
    expect(cut('臺灣的軟體裡著麵綫')).toEqual(cut('台湾的软体里着面线'));
    expect(cut('衞生說爲峯')).toEqual(cut('卫生说为峰'));
    expect(cut('発売実験')).toEqual(cut('发卖实验'));
    expect(foldHan('歐巴馬 went 𠗣')).toBe('欧巴马 went 㓆');
  });

  it('are the same in Hiragana, Katakana and half-width Katakana', () => {
    expect(cut('ﾃﾞｰﾀ')).toEqual(cut('データ'));
    expect(cut('ラーメン')).toEqual(cut('らーめん'));
    expect(cut('か\u3099')).toEqual(['が']);
  });

  it('are whole Hangul syllables, however they are written', () => {
    expect(cut('한국'.normalize('NFD'))).toEqual(['한', '국']);
  });

  it('know where they stand in the text', () => {
    const text = '港口 Ferry ﾃﾞ㍿';
    expect(searchWords(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '港',
      '口',
      'Ferry',
      'ﾃﾞ',
      '㍿',
      '㍿',
      '㍿',
      '㍿',
    ]);
  });

  it('never hold a space or a quote, and stay as they are when cut again, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = cut(text);
        expect(words.every((word) => word.length > 0 && !/[\s"]/u.test(word))).toBe(true);
        expect(spacedWords(text)).toBe(words.join(' '));
        expect(cut(words.join(' '))).toEqual(words);
      }),
      { numRuns: 2000 },
    );
  });

  it('of any piece of Han text stand in a row among those of the whole', () => {
    const han = fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.array(han), fc.array(han), fc.array(han), (before, piece, after) => {
        const whole = spacedWords([...before, ...piece, ...after].join(''));
        expect(whole).toContain(spacedWords(piece.join('')));
      }),
    );
  });
});
