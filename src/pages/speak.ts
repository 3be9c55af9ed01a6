import type { Messages } from './english.ts';
import type { Locale } from './locale.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import type { Counted } from './message.ts';
import { messageTables } from './messages.ts';

/** Says a message: `{name}` is replaced by the value of that name, escaped unless markup. */
export type Speak = (key: keyof Messages, values?: Readonly<Record<string, Piece>>) => Markup;

/** The messages of a locale; a counted message takes its form from the number `n`. */
export function speakerOf(locale: Locale): Speak {
  return speakers[locale];
}

const speakers: Readonly<Record<Locale, Speak>> = {
  en: makeSpeaker('en'),
  'zh-Hans': makeSpeaker('zh-Hans'),
  'zh-Hant': makeSpeaker('zh-Hant'),
};

function makeSpeaker(locale: Locale): Speak {
  const messages = messageTables[locale];
  const plural = new Intl.PluralRules(locale);
  const counts = new Intl.NumberFormat(locale);
  return (key, values = {}) => {
    const message = messages[key];
    const { n } = values;
    const form = typeof message === 'string' ? message : formOf(message, plural, n);
    return filled(form, typeof n === 'number' ? { ...values, n: counts.format(n) } : values);
  };
}

function formOf(message: Counted, plural: Intl.PluralRules, n: Piece): string {
  const isOne = typeof n === 'number' && plural.select(n) === 'one';
  return isOne && message.one !== undefined ? message.one : message.other;
}

function filled(form: string, values: Readonly<Record<string, Piece>>): Markup {
  // An odd place in the split is a name.
  const parts = form.split(/\{(\w+)\}/);
  return markup`${parts.map((part, at) => (at % 2 === 0 ? part : values[part]))}`;
}
