import { expect, it } from 'vitest';
import { wantedLocale } from './wanted-locale.ts';

it.each([
  ['', 'en'],
  ['de-DE,de;q=0.9', 'en'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['zh', 'zh-Hans'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-Hans'],
  ['zh-SG', 'zh-Hans'],
  ['zh-Hans-HK', 'zh-Hans'],
  ['zh-TW,zh;q=0.9', 'zh-Hant'],
  ['zh-HK', 'zh-Hant'],
  ['zh-mo', 'zh-Hant'],
  ['zh-Hant', 'zh-Hant'],
  ['ZH-HANT-TW', 'zh-Hant'],
  ['zh-Hant-CN', 'zh-Hant'],
  ['en;q=0.5, zh-TW', 'zh-Hant'],
  ['fr, zh-CN;q=0.4, zh-TW;q=0.7', 'zh-Hant'],
  ['zh;q=0, en;q=0.1', 'en'],
  ['zh;q=much', 'en'],
  ['zha-TW', 'en'],
])('reads Accept-Language “%s” as %s', (accepted, locale) => {
  expect(wantedLocale(accepted)).toBe(locale);
});
