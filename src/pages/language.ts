import { type Markup, markup } from './markup.ts';

const wellFormed = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/;
const rightToLeft = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/**
 * The `lang` attribute (and `dir` for scripts from the right) of text in a language (BCP 47), with
 * a space before it. `und` and anything malformed become `lang=""`, HTML's word for unknown.
 */
export function languageAttributes(language: string): Markup {
  if (knownLanguage(language) === undefined) return markup` lang=""`;
  const isFromRight = rightToLeft.has(language.toLowerCase().replace(/-.*$/, ''));
  return isFromRight ? markup` lang="${language}" dir="rtl"` : markup` lang="${language}"`;
}

/** A language (BCP 47) that can be written as one; undefined for `und` and anything malformed. */
export function knownLanguage(language: string): string | undefined {
  return wellFormed.test(language) && language.toLowerCase() !== 'und' ? language : undefined;
}
