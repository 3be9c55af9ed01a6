import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headlineWords } from './headline-words.ts';
import { markup } from './markup.ts';

const markupOf = (title: string, language: string): string =>
  markup`${headlineWords(title, language)}`.toString();
const parts = (title: string, language = 'zh-Hans'): readonly string[] =>
  markupOf(title, language)
    .replaceAll('</span>', '<span>')
    .split('<span>')
    .filter((part) => part !== '');

describe('a headline', () => {
  it.each([
    ['全国人民代表大会开幕', ['全国', '人民', '代表', '大会', '开幕']],
    ['渡轮停航，旅客可退票', ['渡轮', '停航，', '旅客', '可退票']],
    ['“清零行动”与北溪（图）', ['“清零', '行动”', '与北溪', '（图）']],
    ['习近平同哥伦比亚总统会谈', ['习近平', '同哥伦比亚', '总统', '会谈']],
    ['6月4日恢复服务', ['6月', '4日', '恢复', '服务']],
  ])('may end a line between words alone: %s', (title, told) => {
    expect(parts(title)).toEqual(told);
  });

  it('in Japanese keeps particles with what stands before them', () => {
    expect(parts('東京の天気は晴れ', 'ja')).toEqual(['東京の', '天気は', '晴れ']);
  });

  it('in another language is left as it is', () => {
    expect(parts('Ferries are late – 渡轮停航', 'en')).toEqual(['Ferries are late – 渡轮停航']);
    expect(parts('전국인민대표대회', 'ko')).toHaveLength(1);
    expect(parts('人民代表大会', 'und')).toHaveLength(1);
  });

  it('has its text whole, escaped, and no place to end a line before a closing mark', () => {
    const piece = fc.constantFrom(...'人民代表大会的《。，”“（）12A <&—渡轮停航'.split(''));
    fc.assert(
      fc.property(fc.array(piece), (letters) => {
        const title = letters.join('');
        const told = parts(title);
        expect(told.join('')).toBe(markup`${title}`.toString());
        for (const [at, part] of told.entries()) {
          if (/\p{L}$/u.test(told[at - 1] ?? '')) expect(part).not.toMatch(/^[。，”）的]/);
        }
      }),
    );
  });
});
