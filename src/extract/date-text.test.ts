import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateInText, datesInText } from './date-text.ts';
import { dayOf, toldText } from './told-moment.ts';
import { dateInUrl, dayOfCopy } from './url-date.ts';

const told = (text: string, order?: 'day' | 'month'): string | undefined => {
  const date = dateInText(text, order);
  return date === undefined ? undefined : toldText(date);
};

describe('machine forms', () => {
  test.each([
    ['2023-09-05T10:20:30+08:00', '2023-09-05T10:20:30+08:00'],
    ['2023-09-05T10:20:30.123Z', '2023-09-05T10:20:30Z'],
    ['2023-09-05T10:20:30', '2023-09-05T10:20:30'],
    ['2023-09-05T10:20+0200', '2023-09-05T10:20:00+02:00'],
    ['2023-09-05 10:20:30-05', '2023-09-05T10:20:30'],
    ['Tue, 05 Sep 2023 10:20:00 +0800', '2023-09-05T10:20:00+08:00'],
    ['Tue, 05 Sep 2023 10:20:00 GMT', '2023-09-05T10:20:00Z'],
    ['Tue Sep 05 2023 10:20:00 GMT+0800 (CST)', '2023-09-05T10:20:00+08:00'],
    ['Tue Sep 05 10:20:00 CST 2023', '2023-09-05T10:20:00'],
    ['20230905', '2023-09-05'],
    ['20230905102030', '2023-09-05T10:20:30'],
    ['2023/09/05', '2023-09-05'],
    ['2023-9-5 8:05', '2023-09-05T08:05:00'],
    ['2023.09.05', '2023-09-05'],
  ])('%s', (text, expected) => {
    expect(told(text)).toBe(expected);
  });
});

describe('forms of many languages', () => {
  test.each([
    ['2023年9月5日 10:20', '2023-09-05T10:20:00'],
    ['发布时间：2023年09月05日10时20分 来源：某报', '2023-09-05T10:20:00'],
    ['2023年9月5日 下午3:05', '2023-09-05T15:05:00'],
    ['二〇二三年九月二十五日', '2023-09-25'],
    ['2023-09-05 10:20 (北京时间)', '2023-09-05T10:20:00+08:00'],
    ['民國112年9月5日', '2023-09-05'],
    ['令和5年9月5日', '2023-09-05'],
    ['令和元年5月1日', '2019-05-01'],
    ['2023年9月5日 午後3時05分', '2023-09-05T15:05:00'],
    ['2023년 9월 5일 오후 3:05', '2023-09-05T15:05:00'],
    ['입력 2023. 9. 5. 15:05', '2023-09-05T15:05:00'],
    ['September 5, 2023 at 1:05 p.m.', '2023-09-05T13:05:00'],
    ['Published 5th September 2023', '2023-09-05'],
    ['8:00 PM EST, Tue December 19, 2023', '2023-12-19T20:00:00-05:00'],
    ['10:20 AM IST | Sep 5, 2023', '2023-09-05T10:20:00+05:30'],
    ['Sept. 5, 2023 3 pm ET', '2023-09-05T15:00:00-04:00'],
    ['Jan. 5, 2023 3 pm ET', '2023-01-05T15:00:00-05:00'],
    ['Le 5 août 2023 à 08:00', '2023-08-05T08:00:00'],
    ['Publié le 05/09/2023 à 10h20', '2023-09-05T10:20:00'],
    ['1er mars 2024', '2024-03-01'],
    ['5. März 2024, 12:30 Uhr', '2024-03-05T12:30:00'],
    ['05.09.2023, 10.20 Uhr', '2023-09-05T10:20:00'],
    ['Stand: 05.09.2023 10:20 Uhr MESZ', '2023-09-05T10:20:00+02:00'],
    ['5 de septiembre de 2023', '2023-09-05'],
    ['5 de setembro de 2023 às 10h20', '2023-09-05T10:20:00'],
    ['5 settembre 2023 ore 10:20', '2023-09-05T10:20:00'],
    ['5 september 2023 10:20', '2023-09-05T10:20:00'],
    ['5 września 2023, 10:20', '2023-09-05T10:20:00'],
    ['5 сентября 2023 г., 10:20 МСК', '2023-09-05T10:20:00+03:00'],
    ['5 вересня 2023, 10:20', '2023-09-05T10:20:00'],
    ['٥ سبتمبر ٢٠٢٣', '2023-09-05'],
    ['5 كانون الأول 2023', '2023-12-05'],
    ['5 Eylül 2023 10:20', '2023-09-05T10:20:00'],
    ['5. září 2023', '2023-09-05'],
    ['5. 9. 2023', '2023-09-05'],
    ['den 5 september 2023 kl. 10:20', '2023-09-05T10:20:00'],
    ['ngày 5 tháng 9 năm 2023', '2023-09-05'],
    ['05/09/2023 - 10:20', '2023-09-05T10:20:00'],
    ['Selasa, 5 Agustus 2023 10:20 WIB', '2023-08-05T10:20:00+07:00'],
    ['2023. szeptember 5.', '2023-09-05'],
    ['5 Σεπτεμβρίου 2023', '2023-09-05'],
    ['5 सितंबर 2023', '2023-09-05'],
    ['5 กันยายน 2566', '2023-09-05'],
    ['5 septembrie 2023', '2023-09-05'],
    ['5. syyskuuta 2023', '2023-09-05'],
  ])('%s', (text, expected) => {
    expect(told(text)).toBe(expected);
  });
});

test('the order of day and month is the page’s, unless only one can be', () => {
  expect(told('05/09/2023', 'day')).toBe('2023-09-05');
  expect(told('05/09/2023', 'month')).toBe('2023-05-09');
  expect(told('9/25/2023', 'day')).toBe('2023-09-25');
  expect(told('25/9/2023', 'month')).toBe('2023-09-25');
  expect(told('05.09.2023', 'month')).toBe('2023-09-05');
});

test.each([
  ...['', 'Room 2023', '2023-13-05', '31/02/2023', '12:30', 'May 2023', '١٢', '30/30/2023'],
  ...['version 1.2.3', 'tel. 2023-123-4567', '第2023期'],
])('"%s" tells no date', (text) => {
  expect(told(text)).toBeUndefined();
});

test('several dates are told in order', () => {
  const days = datesInText('Published 5 Sep 2023, updated 6 Sep 2023 10:20').map(toldText);
  expect(days).toEqual(['2023-09-05', '2023-09-06T10:20:00']);
});

test.each([
  ['https://a.example/2023/09/05/story.html', '2023-09-05'],
  ['https://a.example/cn/20230905-story', '2023-09-05'],
  ['https://a.example/news/2023-9-5/x', '2023-09-05'],
  ['https://a.example/2023-09/05/c_112.htm', '2023-09-05'],
  ['https://a.example/a/202309051234567.html', '2023-09-05'],
  ['https://copies.example/web/20240101000000/https://a.example/2023/09/05/x', '2023-09-05'],
  ['https://a.example/world/2023/sep/05/story', '2023-09-05'],
  ['https://a.example/id/20239905', undefined],
  ['https://a.example/2023/sup/05/story', undefined],
  ['https://a.example/?d=2023/09/05', undefined],
])('the path of %s tells %s', (url, day) => {
  const date = dateInUrl(url);
  expect(date === undefined ? undefined : dayOf(date)).toBe(day);
});

test('the day of an archive’s copy is told by its address', () => {
  const url = 'https://copies.example/web/20240101000000/https://a.example/2023/09/05/x';
  const day = dayOfCopy(url);
  expect(day === undefined ? undefined : dayOf(day)).toBe('2024-01-01');
  expect(dayOfCopy('https://a.example/web/20240101/x')).toBeUndefined();
});

test('what a date writes, a date reads', () => {
  const moment = fc.date({
    min: new Date('1990-01-01T00:00:00Z'),
    max: new Date('2090-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moment, fc.integer({ min: -11, max: 14 }), (date, hours) => {
      const local = new Date(date.getTime() + hours * 3_600_000).toISOString().slice(0, 19);
      const sign = hours < 0 ? '-' : '+';
      const zone = hours === 0 ? 'Z' : `${sign}${String(Math.abs(hours)).padStart(2, '0')}:00`;
      expect(told(`${local}${zone}`)).toBe(`${local}${zone}`);
    }),
  );
});

test('any text is read without a fault, and tells days that there are', () => {
  const piece = fc.constantFrom(
    ...'2023 09 5 31 12 : / - . 年 月 日 May мая tháng de T Z +08:00 pm 令和 , ( '.split(' '),
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const date of datesInText(pieces.join(''))) {
        expect(toldText(date)).toMatch(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?$/);
        expect(new Date(dayOf(date)).toISOString().slice(0, 10)).toBe(dayOf(date));
      }
    }),
  );
});
