import { toldHanNumerals } from './han-numerals.ts';
import { numeralIn, plainNumbers, toldNumerals, withoutNumerals } from './numerals.ts';
import { lettersOf } from './same-letters.ts';

/** Addresses and marks of letters and digits: their digits count nothing. Begun only where no mark goes
 * on, else each place in a row of hyphens would look through all of it. */
const notCounting =
  /https?:\/\/[!-~]+|(?<![\p{L}\p{N}_-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{6,}/gu;

/** The numbers a text tells, each by its value with its sign, its money and its percent: no groups, no
 * width, words and Chinese numerals as digits. */
export function toldNumbers(text: string): readonly string[] {
  const plain = plainNumbers(text.replace(notCounting, ''));
  return [...toldNumerals(plain), ...toldHanNumerals(withoutNumerals(plain))];
}

/** Whether two texts are one number in other writing: `一` and `1`, `8%` and `百分之八`. */
export function isSameNumber(one: string, other: string): boolean {
  const value = numeralIn(plainNumbers(one));
  return value !== undefined && value === numeralIn(plainNumbers(other));
}

const undivided = /^\s*\d{3,}\s*$/;
/** A day as `9/11`, a number in groups, one as telephones have it: parted by one and the same sign. A
 * single hyphen parts two numbers: 5-10 is not 510. */
const divided =
  /^\s*(?:(?:1[0-2]|[1-9])\/(?:[12]\d|3[01])|\d{1,3}(?: \d{3})+|\d+([- ])\d+(?:\1\d+)+)\s*$/;
const day = /^\s*\d{1,4}([./-])\d{1,2}\1\d{1,4}\s*$/;

/** Whether two texts have the same digits, and what parts them tells nothing: on one side alone, or in
 * two days of the same parts. */
export function isSameDigits(one: string, other: string): boolean {
  const isParted = (whole: string, parted: string) => undivided.test(whole) && divided.test(parted);
  return (
    lettersOf(one) === lettersOf(other) &&
    (isParted(one, other) || isParted(other, one) || isSameDay(one, other))
  );
}

/** Where the parts end counts: 1.12.2026 is not 11.2.2026. */
function isSameDay(one: string, other: string): boolean {
  if (!day.test(one) || !day.test(other)) return false;
  const parted = (text: string) => text.trim().replace(/[./-]/g, '.');
  return parted(one) === parted(other);
}
