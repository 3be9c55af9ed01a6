import { describe, expect, test } from 'vitest';
import type { Instant, Url } from '../model/index.ts';
import { relativeDate } from './date-relative.ts';
import { yearlessDate } from './date-yearless.ts';
import { extractArticle } from './index.ts';
import { toldText } from './told-moment.ts';

const now = Date.parse('2023-09-05T12:00:00Z');
const relative = (text: string): string | undefined => {
  const date = relativeDate(text, now);
  return date === undefined ? undefined : toldText(date);
};

const nine = '2023-09-05T09:00:00Z';
describe('three hours', () => {
  test.each([
    ...['3 hours ago', '3h ago', '3 hrs ago', 'vor 3 Stunden', 'vor drei Stunden', 'hace 3 horas'],
    ...['il y a 3 heures', 'il y a trois heures', 'há 3 horas', '3 horas atrás', '3 ore fa'],
    ...['3 uur geleden', '3 godziny temu', '3 godz. temu', '3 часа назад', '3 ч. назад'],
    ...['3 години тому', 'منذ 3 ساعات', 'منذ ٣ ساعات', 'قبل 3 ساعات', '3 saat önce'],
    ...['3小时前', '3 小时前', '3小時前', '3時間前', '3시간 전', '3 giờ trước', '3 jam yang lalu'],
    ...['3 timmar sedan', '3 timer siden', '3 tuntia sitten', 'před 3 hodinami', 'acum 3 ore'],
    ...['πριν 3 ώρες', '3 घंटे पहले', 'לפני 3 שעות', 'преди 3 часа', 'prije 3 sata'],
  ])('%s', (text) => {
    expect(relative(text)).toBe(nine);
  });
});

test.each([
  ['an hour ago', '2023-09-05T11:00:00Z'],
  ['vor einer Stunde', '2023-09-05T11:00:00Z'],
  ['hace una hora', '2023-09-05T11:00:00Z'],
  ['il y a une heure', '2023-09-05T11:00:00Z'],
  ['час назад', '2023-09-05T11:00:00Z'],
  ['منذ ساعة', '2023-09-05T11:00:00Z'],
  ['منذ ساعتين', '2023-09-05T10:00:00Z'],
  ['hace 10 minutos', '2023-09-05T11:50:00Z'],
  ['5分鐘前', '2023-09-05T11:55:00Z'],
  ['Updated 5 mins ago', '2023-09-05T11:55:00Z'],
  ['il y a 2 jours', '2023-09-03'],
  ['vor einem Tag', '2023-09-04'],
  ['3天前', '2023-09-02'],
  ['1일 전', '2023-09-04'],
  ['منذ يومين', '2023-09-03'],
  ['Published 3 weeks ago', '2023-08-15'],
  ['昨天 10:20', '2023-09-04T10:20:00Z'],
  ['昨日 10:20', '2023-09-04T10:20:00Z'],
  ['어제 10:20', '2023-09-04T10:20:00Z'],
  ['gestern, 10:20 Uhr', '2023-09-04T10:20:00Z'],
  ['Yesterday, 3:05 PM', '2023-09-04T15:05:00Z'],
  ['вчера в 10:20', '2023-09-04T10:20:00Z'],
  ['hoy a las 10:20', '2023-09-05T10:20:00Z'],
  ['Yesterday', '2023-09-04'],
])('%s is counted from the capture', (text, expected) => {
  expect(relative(text)).toBe(expected);
});

test.each([
  ...['3 hours', 'the day before', '10:20', '', 'time', 'il 3 ottobre', '2 months ago', '2年前'],
  ...['He said it yesterday in a long speech', 'hace mucho', 'today'],
])('"%s" tells no date', (text) => {
  expect(relative(text)).toBeUndefined();
});

test.each([
  ['09月05日 10:20', '2023-09-05T10:20:00'],
  ['[09月04日 11時30分]', '2023-09-04T11:30:00'],
  ['9월 5일 10:20', '2023-09-05T10:20:00'],
  ['5 сентября, 10:20', '2023-09-05T10:20:00'],
  ['Sept. 5', '2023-09-05'],
  ['5. März', '2023-03-05'],
  ['December 24', '2022-12-24'],
  ['Updated: 5 September, 10:20', '2023-09-05T10:20:00'],
  ['Tue 5 Sep, 10:20 BST', '2023-09-05T10:20:00'],
  ['Mardi 5 septembre à 10h20', '2023-09-05T10:20:00'],
  ['5 Sept. | 4 min read', '2023-09-05'],
  ['5 Mars missions to watch', undefined],
  ['Only 5 may survive the winter', undefined],
  ['Updated rules: only 5 may stay', undefined],
  ['Top 5 Mars films', undefined],
  ['9月5日起全市公交免费', undefined],
  ['Feb 29', undefined],
  ['Room 5', undefined],
  ['May', undefined],
])('%s is in the year before the capture', (text, expected) => {
  const date = yearlessDate(text, now);
  expect(date === undefined ? undefined : toldText(date)).toBe(expected);
});

function told(between: string): string | undefined {
  const html = `<html lang="en"><head><title>Harbour bridge reopens</title></head><body><article>
    <h1>Harbour bridge reopens</h1>${between}<p>The harbour bridge was opened again on the first day of
    the week, eleven months after a ship had hit it, and the mayor was the first to drive across, the port
    said.</p></article></body></html>`;
  const { published } = extractArticle({
    html,
    url: 'https://courier.example/bridge' as Url,
    capturedAt: new Date(now).toISOString() as Instant,
  });
  return published?.slice(0, 10);
}

describe('a page', () => {
  test.each([
    ['an hour ago', '2023-09-05'],
    ['vor einer Stunde', '2023-09-05'],
    ['yesterday', '2023-09-04'],
    ['قبل ساعتين', '2023-09-05'],
    ['час назад', '2023-09-05'],
  ])('tells by %s when it was published, marked or not', (text, day) => {
    expect(told(`<time class="date">${text}</time>`)).toBe(day);
    expect(told(`<div>${text}</div>`)).toBe(day);
  });

  test('tells no day by numbers and months in its headings', () => {
    expect(told('<h2>5 Mars missions to watch</h2>')).toBeUndefined();
    expect(told('<h2>5 May</h2>')).toBeUndefined();
    expect(told('<div>5 May</div>')).toBe('2023-05-05');
  });
});
