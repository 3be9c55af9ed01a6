import type { EditKind } from '../model/index.ts';
import { foldedOf, isSlip, lettersOf } from './same-letters.ts';
import { toldCertainties, toldNegations } from './telling-words.ts';
import { sizeOf } from './tokens.ts';
import { tellsMoment, toldMoments } from './told-moments.ts';
import { isSameDigits, isSameNumber, toldNumbers } from './told-numbers.ts';

/** What changed at one place: the words of both sides; either may be empty. */
export interface Change {
  readonly before: string;
  readonly after: string;
  /** Whether a name stands there, on either side. */
  readonly named: boolean;
  /** What stands left of it on both sides: the number that a scale or a percent belongs to. */
  readonly left: string;
  /** What stands right of it on both sides: what is counted, after a numeral. */
  readonly right: string;
}

/**
 * What sort of change one is: the weightiest of what it can be called. White space and punctuation
 * alone are told as such unless they make another number; so are case and slips of the pen.
 */
export function kindOf({ before, after, named, left, right }: Change): EditKind {
  const numbers = isOtherNumber(before, after, left, right);
  if (!numbers) {
    const slight = slightKind(before, after);
    if (slight !== undefined) return slight;
  }
  if (isPhrase(before, after)) return 'words';
  const isMoment = tellsMoment(before) || tellsMoment(after);
  if (numbers) return isMoment ? 'date' : 'number';
  if (turns(toldNegations, before, after)) return 'negation';
  if (turns(toldCertainties, before, after)) return 'certainty';
  if (toldMoments(before) !== toldMoments(after)) return 'date';
  if (named) return 'name';
  return isSlip(before, after) ? 'spelling' : 'words';
}

/** Whether other numbers are told, or another number of them, not the same in other writing. */
const isOtherNumber = (before: string, after: string, left: string, right: string): boolean =>
  differsIn(toldNumbers, before, after, left, right) &&
  !isSameDigits(before, after) &&
  !isSameNumber(before, after);

/** A sentence and more says much at once; neither what of it is new nor what is lost has one name. */
function isPhrase(before: string, after: string): boolean {
  const [less, more] = [sizeOf(before), sizeOf(after)].sort((a, b) => a - b);
  return more !== undefined && less !== undefined && more > (less < more / 4 ? 45 : 90);
}

function slightKind(before: string, after: string): EditKind | undefined {
  if (before.replace(/\s+/g, '') === after.replace(/\s+/g, '')) return 'spacing';
  if (lettersOf(before) === lettersOf(after)) return 'punctuation';
  if (isSameNumber(before, after)) return 'spelling';
  return foldedOf(before) === foldedOf(after) ? 'case' : undefined;
}

type Told = (text: string) => readonly string[];

/** Whether two texts tell other things, or another number of them; order does not count. */
function differs(told: Told, before: string, after: string): boolean {
  return [...told(before)].sort().join('\n') !== [...told(after)].sort().join('\n');
}

/** The same, with what stands before a sign or a scale, and with what a numeral counts or a sign
 * stands before. */
function differsIn(
  told: Told,
  before: string,
  after: string,
  left: string,
  right: string,
): boolean {
  const last =
    /(?:[^\P{L}\p{Script=Han}]|\p{Sc}?\p{Nd}[\p{Nd}.,]*[ \u00a0]?)$/u.exec(left.slice(-24))?.[0] ??
    '';
  const next = /^(?:[\p{Script=Han}%％]|\p{Sc}?\p{Nd}+)/u.exec(right)?.[0] ?? '';
  return differs(told, last + before + next, last + after + next);
}

/** A word of negation or certainty turns what is told where it is much of what changed; in a long
 * phrase it is one word among others. */
function turns(told: Told, before: string, after: string): boolean {
  if (!differs(told, before, after)) return false;
  const [less = 0, more = 0] = [sizeOf(before), sizeOf(after)].sort((a, b) => a - b);
  const words = sizeOf([...told(before), ...told(after)].join(''));
  return more <= 30 && words >= more / (less === 0 ? 3 : 4);
}
