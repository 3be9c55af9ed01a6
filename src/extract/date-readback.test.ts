import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateInText } from './date-text.ts';
import { dayOf } from './told-moment.ts';

const day = fc.date({
  min: new Date('1990-01-01T00:00:00Z'),
  max: new Date('2090-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const isoDay = (date: Date): string => date.toISOString().slice(0, 10);
const read = (text: string, order?: 'day' | 'month'): string | undefined => {
  const date = dateInText(text, order);
  return date === undefined ? undefined : dayOf(date);
};

/**
 * Locales whose long and full dates are read, as the platform writes them. Croatian is not among them:
 * its October has the name of the Polish November.
 */
const locales =
  'zh-Hans-CN zh-Hant-TW ja-JP ko-KR en-US en-GB en-IN fr-FR de-DE de-AT es-ES es-MX pt-BR pt-PT it-IT nl-NL pl-PL ru-RU uk-UA be-BY bg-BG sr-RS sr-Latn-RS sl-SI mk-MK cs-CZ sk-SK hu-HU ro-RO sv-SE da-DK nb-NO fi-FI is-IS et-EE lv-LV lt-LT el-GR tr-TR az-AZ uz-UZ kk-KZ ka-GE hy-AM he-IL ar-EG ar-LB fa-AF ur-PK hi-IN bn-BD mr-IN gu-IN pa-IN ta-IN te-IN kn-IN th-TH lo-LA km-KH my-MM vi-VN id-ID ms-MY fil-PH sw-KE af-ZA ca-ES gl-ES sq-AL';

test.each(locales.split(' '))('a day that %s writes is read back', (locale) => {
  const styles = (['long', 'full'] as const).map(
    (dateStyle) =>
      new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { dateStyle, timeZone: 'UTC' }),
  );
  for (let month = 0; month < 12; month += 1) {
    const date = new Date(Date.UTC(2023, month, 5 + month));
    for (const style of styles) {
      const text = style.format(date);
      expect([text, read(text)]).toEqual([text, isoDay(date)]);
    }
  }
});

test('a day in numbers is read back in the order in which it was written', () => {
  fc.assert(
    fc.property(day, fc.constantFrom('/', '-', '.', ' | '), (date, sign) => {
      const [year, month, of] = isoDay(date).split('-');
      expect(read([year, month, of].join(sign === ' | ' ? '-' : sign))).toBe(isoDay(date));
      expect(read([of, month, year].join(sign), 'day')).toBe(isoDay(date));
      if (sign === '/') expect(read([month, of, year].join(sign), 'month')).toBe(isoDay(date));
      expect(read(`${year}年${Number(month)}月${Number(of)}日`)).toBe(isoDay(date));
      expect(read(`${year}년 ${Number(month)}월 ${Number(of)}일`)).toBe(isoDay(date));
    }),
  );
});

test('a day of an era is read back', () => {
  fc.assert(
    fc.property(day, (date) => {
      fc.pre(date.getUTCFullYear() < 2060);
      const [year, month, of] = isoDay(date).split('-').map(Number);
      const rest = `年${month}月${of}日`;
      expect(read(`民國${Number(year) - 1911}${rest}`)).toBe(isoDay(date));
      if (Number(year) > 2019) expect(read(`令和${Number(year) - 2018}${rest}`)).toBe(isoDay(date));
    }),
  );
});
