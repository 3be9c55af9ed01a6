import { english, type Messages } from './english.ts';
import type { Locale } from './locale.ts';
import { simplifiedChinese } from './simplified-chinese.ts';
import { traditionalChinese } from './traditional-chinese.ts';

/** Every word the pages say, by language. Adding a language: one more table here, its name in `Locale`. */
export const messageTables: Readonly<Record<Locale, Messages>> = {
  en: english,
  'zh-Hans': simplifiedChinese,
  'zh-Hant': traditionalChinese,
};
