import { describe, expect, it } from 'vitest';
import { isOneTerm, termsOf } from './terms.ts';

describe('the terms of words in a row', () => {
  it.each([
    [['港'], true],
    [['港', '口'], true],
    [['港', '港'], true],
    [['harbour'], true],
    [['𠮷'], true],
    [['bora', 'bora'], false],
    [['𠮷', '𠮷'], false],
    [['港', '港', '港'], false],
    [['港', '口', '开'], false],
    [['港', 'harbour'], false],
  ])('of %j say all of them: %s', (words, says) => {
    expect(isOneTerm(words)).toBe(says);
    if (says) expect(termsOf(words)).toHaveLength(1);
  });
});
