import { describe, expect, it } from 'vitest';
import { frontPage } from './index.ts';
import { type Reading, readingChoices, readingOf, readingText } from './reading.ts';
import { sampleContext } from './testing/context.ts';
import { sampleFront } from './testing/front.ts';

describe('what a reader has chosen', () => {
  it('comes back from its cookie as it went in', () => {
    const all: Reading[] = [
      {},
      { language: 'zh-Hant', theme: 'sepia', size: 'huge', face: 'sans', width: 'narrow' },
      { theme: 'dark' },
      { language: 'en', width: 'wide' },
    ];
    for (const reading of all) {
      expect(readingText.parse(readingText.format(reading))).toEqual(reading);
    }
  });

  it('names no choice twice, so that a cookie can tell them apart', () => {
    const names = Object.values(readingChoices).flat();
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(['', '…', 'dark"><script>', 'Dark.LARGE', '__proto__.constructor', 'x'.repeat(9000)])(
    'is nothing where the cookie is none of ours: %s',
    (text) => {
      expect(readingText.parse(text)).toEqual({});
    },
  );

  it('is nothing where a form sends what cannot be chosen', () => {
    expect(readingOf((name) => (name === 'theme' ? 'dark' : '"><script>'))).toEqual({
      theme: 'dark',
    });
  });

  it('stands on the root of every page, where the stylesheet finds it', () => {
    const reading: Reading = { theme: 'sepia', size: 'large', face: 'sans', width: 'wide' };
    const page = frontPage(sampleContext({ reading }), sampleFront);
    expect(page).toContain(
      '<html lang="en" data-theme="sepia" data-size="large" data-face="sans" data-width="wide">',
    );
    expect(page).toContain('<meta name="color-scheme" content="light">');
    expect(frontPage(sampleContext(), sampleFront)).toContain('content="light dark"');
  });
});
