import { expect, it } from 'vitest';
import { sha256 } from '../digest/index.ts';
import { extractArticle } from '../extract/index.ts';
import { textDigest } from './identity.ts';
import { text1 } from './text-1.ts';

const words = 'The harbour was closed for the night after the storm had come in from the sea. ';
const page = `<html><head><title>Caf\u0065\u0301  closes\u00a0 at
 night</title></head><body><article><h1>Caf\u0065\u0301  closes\u00a0 at
 night</h1><p>${words.repeat(4)}</p><p>An\u0065\u0301  end.\r\n ${words.repeat(3)}</p></article></body></html>`;

it('is NFC with single spaces, a line for the title, an empty one, and one a block', () => {
  const { article } = extractArticle({ html: page, url: 'https://paper.test/a' as never });
  const text = text1(article);
  expect(text).toBe(text.normalize('NFC'));
  expect(text.split('\n')[0]).toBe('Café closes at night');
  expect(text.split('\n')[1]).toBe('');
  expect(text).not.toMatch(/[ \u00a0]{2}|\r|\n$|\n\n[\s\S]*\n\n/);
  expect(text).toContain('Ané end. The harbour');
});

it('is what the digest of a revision is made of', () => {
  const { article } = extractArticle({ html: page, url: 'https://paper.test/a' as never });
  expect(textDigest(article)).toBe(sha256(text1(article)));
});
