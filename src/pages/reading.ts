import type { Locale } from './locale.ts';
import { type Markup, markup } from './markup.ts';

/** How somebody wants pages to look; what is unset is as the archive and the browser have it. */
export interface Reading {
  /** Instead of the one that the browser asks for. */
  readonly language?: Locale;
  readonly theme?: 'light' | 'dark' | 'sepia';
  readonly size?: 'small' | 'large' | 'huge';
  readonly face?: 'sans';
  readonly width?: 'narrow' | 'wide';
}

/** What can be chosen, besides to choose nothing. */
export const readingChoices: {
  readonly [Name in keyof Required<Reading>]: readonly Required<Reading>[Name][];
} = {
  language: ['en', 'zh-Hans', 'zh-Hant'],
  theme: ['light', 'dark', 'sepia'],
  size: ['small', 'large', 'huge'],
  face: ['sans'],
  width: ['narrow', 'wide'],
};

/** A cookie's text, and back: the choices with dots between, such as `zh-Hant.dark.large`. No two
 * settings have a choice of the same name; what is none is passed over. */
export const readingText = {
  format: (reading: Reading): string =>
    [reading.language, reading.theme, reading.size, reading.face, reading.width]
      .filter((one) => one !== undefined)
      .join('.'),
  parse: (text: string): Reading => {
    const parts = text.slice(0, 100).split('.');
    return readingOf((name) => readingChoices[name].find((one) => parts.includes(one)));
  },
};

/** A reading of what is given for each setting; what cannot be chosen is unset. */
export function readingOf(given: (name: keyof Reading) => string | undefined): Reading {
  const chosen = <Name extends keyof Reading>(name: Name) => {
    const value = given(name);
    const choice = readingChoices[name].find((one) => one === value);
    return choice === undefined ? {} : { [name]: choice };
  };
  return {
    ...chosen('language'),
    ...chosen('theme'),
    ...chosen('size'),
    ...chosen('face'),
    ...chosen('width'),
  };
}

/** Attributes of `<html>` that the stylesheet knows, with a space before each. */
export function readingAttributes({ theme, size, face, width }: Reading): Markup {
  return markup`${theme && markup` data-theme="${theme}"`}${size && markup` data-size="${size}"`}${
    face && markup` data-face="${face}"`
  }${width && markup` data-width="${width}"`}`;
}

/** What the browser's own parts of a page (`color-scheme`) are to be like. */
export const colorScheme = ({ theme }: Reading): string =>
  theme === undefined ? 'light dark' : theme === 'dark' ? 'dark' : 'light';
