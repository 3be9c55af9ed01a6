import { expect, test } from 'vitest';
import { dateInText } from './date-text.ts';
import { dateTokens } from './date-tokens.ts';
import { afternoon, dateFillers, forenoon } from './date-words.ts';
import { monthNumber } from './month-names.ts';

test('every word that may stand between the parts of a date is cut as one from a text', () => {
  const others = [...dateFillers].filter((word) => dateTokens(word)[0]?.text !== word);
  expect(others).toEqual([]);
});

test('every word for a half of the day is cut from a text as one or two', () => {
  const others = [...forenoon, ...afternoon].filter((word) => {
    const tokens = dateTokens(word);
    return tokens.length > 2 || tokens.map(({ text }) => text).join('') !== word;
  });
  expect(others).toEqual([]);
});

test.each([
  ['2023. szeptember 5. du. 3:20', 15],
  ['2023. szeptember 5. de. 3:20', 3],
  ['September 5, 2023, 3:20 p.m. EST', 15],
])('%s is at its half of the day', (text, hour) => {
  expect(dateInText(text)?.seconds).toBe(hour * 3600 + 20 * 60);
});

test('no month is known by a name that no text can have', () => {
  expect(['tháng-1', 'tháng-12', 'listopad-hr'].map(monthNumber)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
