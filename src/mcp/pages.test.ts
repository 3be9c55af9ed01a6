import { describe, expect, it } from 'vitest';
import { listPage, textPage } from './pages.ts';

describe('a page of a text', () => {
  it('cuts no character in two, wherever it ends', () => {
    const whole = 'a𠮷𠮷b𠮷';
    for (const most of [2, 3, 4, 5]) {
      const parts: string[] = [];
      let next: number | undefined = 0;
      while (next !== undefined) {
        const page: ReturnType<typeof textPage> = textPage(whole, next, most);
        expect(page.text.length).toBeLessThanOrEqual(most);
        parts.push(page.text);
        next = page.next;
      }
      expect(parts.join('')).toBe(whole);
    }
  });

  it('is empty behind the end, and leads nowhere from there', () => {
    expect(textPage('abc', 3, 10)).toEqual({ text: '' });
    expect(textPage('abc', 99, 10)).toEqual({ text: '' });
    expect(textPage('abc', 0, 3)).toEqual({ text: 'abc' });
  });
});

describe('a page of a list', () => {
  it('tells where the next begins, the last none', () => {
    expect(listPage([1, 2, 3], 0, 2)).toEqual({ shown: [1, 2], next: 2 });
    expect(listPage([1, 2, 3], 2, 2)).toEqual({ shown: [3] });
    expect(listPage([1, 2], 0, 2)).toEqual({ shown: [1, 2] });
  });
});
