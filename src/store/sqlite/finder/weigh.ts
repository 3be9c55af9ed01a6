import type { WordQuery } from '../../queries.ts';
import { hasPhrase, type Sought, type SoughtClause, timesIn } from './evaluate.ts';
import { type Fields, fieldsOf, placeIn, type Span, textAround } from './packed-text.ts';

/** Tells whether words are whole. */
export type WholeWords = NonNullable<WordQuery['isWhole']>;

/** What a place counts as: the title, the first bytes of the text (some 80 characters), the text. */
const inTitle = 3;
const inLead = 1;
const leadBytes = 130;
/** Another way of writing than the one that was typed counts a little less. */
const otherWay = 0.75;
/** A phrase counts fully when it comes often; saturation and length as in BM25. */
const saturation = 1.2;
const usualBytes = 1500;
const longerIsLess = 0.5;
const mostTimes = 12;
/** Neighbours by accident count so much of what a whole word does, after so many looks. */
const accident = 0.1;
const mostLooks = 2;

/** How well a packed article fits what is asked for. */
export function weigh(
  packed: Buffer,
  wanted: readonly SoughtClause[],
  isWhole?: WholeWords,
): number {
  const fields = fieldsOf(packed);
  return wanted.reduce((sum, clause) => sum + weighClause(packed, fields, clause, isWhole), 0);
}

function weighClause(
  packed: Buffer,
  fields: Fields,
  { anyOf }: SoughtClause,
  isWhole: WholeWords | undefined,
): number {
  let best = 0;
  for (const [at, sought] of anyOf.entries()) {
    if (!hasPhrase(packed, fields, sought)) continue;
    const weight = weighPhrase(packed, fields, sought, sought.mayBeAccident ? isWhole : undefined);
    best = Math.max(best, weight * (at === 0 ? 1 : otherWay));
  }
  return best;
}

function weighPhrase(
  packed: Buffer,
  fields: Fields,
  sought: Sought,
  isWhole: WholeWords | undefined,
): number {
  const { bytes } = sought;
  const { from, to } = fields.body;
  const lead = { from, to: Math.min(to, from + leadBytes) };
  const times = timesIn(packed, fields, sought, mostTimes);
  const length = 1 - longerIsLess + (longerIsLess * (to - from)) / usualBytes;
  const ofTitle = placeIn(packed, bytes, fields.title) >= 0 ? inTitle : 0;
  const ofText =
    (placeIn(packed, bytes, lead) >= 0 ? inLead : 0) + times / (times + saturation * length);
  const counts = (weight: number, span: Span) =>
    isWhole === undefined || weight === 0 || standsWhole(packed, bytes, span, isWhole)
      ? weight
      : accident * weight;
  return counts(ofTitle, fields.title) + counts(ofText, fields.body);
}

/** Whether what stands at one of the first places is whole there. */
function standsWhole(packed: Buffer, bytes: Buffer, span: Span, isWhole: WholeWords): boolean {
  let { from } = span;
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const at = placeIn(packed, bytes, { from, to: span.to });
    if (at < 0) return false;
    const { text, start, end } = textAround(packed, { at, bytes }, span);
    if (isWhole(text, start, end)) return true;
    from = at + bytes.length;
  }
  return false;
}
