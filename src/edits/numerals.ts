import { hanFigure, hanValue } from './han-numerals.ts';
import {
  hasMilliards,
  numberScales,
  numberWord,
  scaleValue,
  uncountedScales,
  wordValue,
} from './number-words.ts';

const digits = "[0-9]+(?:[.,·\\u00a0\\u202f'’][0-9]+)*(?:⁄[0-9]+)?";
/** What goes before a number that is less than nothing; a hyphen between two numbers does not. */
const minus = '(?<![\\p{L}\\p{N}])[-\\u2212\\u2013]|[负負]|零下';
const money = '(?:(?<!\\p{L})[A-Z]{1,3})?\\p{Sc}';
const percent =
  '[ \\u00a0]?(?:%|‰|(?:per ?cent|prozent|pour cent|por ciento|процент(?:а|ов)?)(?!\\p{L}))';

/** A number in digits or in words, with its sign, its money, its scale and its percent. Digits are
 * plain ones; a chain of optional parts of fixed length, so that it takes no longer than the text. */
const numeral = `(?<minus>${minus})?(?:(?<before>${money})[ \\u00a0]?)?(?:(?<digits>${digits})|(?<words>${numberWord}))(?<scales>${numberScales})(?<percent>${percent})?(?:[ \\u00a0]?(?<after>\\p{Sc})(?![0-9]))?`;
const each = new RegExp(numeral, 'giu');
const whole = new RegExp(`^\\s*${numeral}\\s*$`, 'iu');
const wholeHan = new RegExp(`^\\s*(${hanFigure}+)(%?)\\s*$`);

/** The numbers in a plain text, each by its value: `-$5000000`, `8%`. */
export function toldNumerals(text: string): readonly string[] {
  return [...text.matchAll(each)].map(toldValue);
}

/** A plain text without those numbers: a digit in the place of each. */
export const withoutNumerals = (text: string): string => text.replace(each, '0');

/** The value of a plain text that is one number and no more. */
export function numeralIn(text: string): string | undefined {
  const han = wholeHan.exec(text);
  if (han !== null) return hanValue(han[1] ?? '') + (han[2] ?? '');
  const match = whole.exec(text);
  return match === null ? undefined : toldValue(match);
}

function toldValue({ groups = {} }: RegExpMatchArray): string {
  const [scales, currency] = [
    (groups['scales'] ?? '').toLowerCase(),
    (groups['before'] ?? groups['after'] ?? '').toUpperCase(),
  ];
  const words = (groups['words'] ?? '').toLowerCase();
  const factor = scaleValue(scales, currency !== '');
  const share = groups['percent'] === undefined ? '' : /‰/.test(groups['percent']) ? '‰' : '%';
  return [
    groups['minus'] === undefined ? '' : '-',
    currency,
    words === '' ? times(bare(groups['digits'] ?? ''), factor) : String(wordValue(words) * factor),
    hasMilliards(words + scales) ? ' milliards' : '',
    // 5k is not 5m, whatever is counted.
    uncountedScales(scales, currency !== ''),
    share,
  ].join('');
}

/** Digits times a factor; as they are where that is one, for 1.50 is not written for 1.5 by chance. */
function times(number: string, factor: number): string {
  const value = Number(number.replace(',', '.')) * factor;
  return factor === 1 || Number.isNaN(value) ? number : String(Number(value.toPrecision(12)));
}

/** `1,000`, `1 000` and `1'000` tell the same; `1,5` and `15` do not. */
function bare(number: string): string {
  return number.replace(/[,\u00a0\u202f '’](?=\d{3}(?!\d))/g, '').replace(/\.(?=\d{3}\.)/g, '');
}

/** A text whose digits are plain, whatever script and width they have, signs of percent and money as
 * well, whose fractions are digits and whose metres are short, for `5m` is told from `5k`:
 * `٣` 3, `８％` 8%, `½` 1⁄2. */
export function plainNumbers(text: string): string {
  return text
    .replace(/[\uff01-\uff5e\uffe0-\uffe6]/g, (wide) => wide.normalize('NFKC'))
    .replace(/[¼-¾⅐-⅞]/g, (fraction) => ` ${fraction.normalize('NFKC')}`)
    .replace(/(?<!\p{L})m(?:et(?:er|re|ro)|ètre)s?(?!\p{L})/giu, 'm')
    .replace(/٫/g, '.')
    .replace(/٬/g, ',')
    .replace(/٪/g, '%')
    .replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)))
    .replace(
      /百分之(?:([\d.]+)|([〇零一二两兩三四五六七八九十百]+))/g,
      (_, plain, han) => `${plain ?? hanValue(han)}%`,
    );
}

/** Digits of a script stand in a row from nought to nine. */
function digitValue(code: number): number {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
