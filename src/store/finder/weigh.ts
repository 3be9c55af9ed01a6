import type { WordQuery } from '../queries.ts';
import { type Fields, fieldsOf, placeIn, type Span, textAround } from './packed-text.ts';
import type { Sought, SoughtClause } from './sought.ts';

/** Tells whether words are whole. */
export type WholeWords = NonNullable<WordQuery['isWhole']>;

/** What a place counts as: the title as much as all the rest, and more the more of it was asked for; the
 * authors; the first bytes of the text (some 80 characters); the text, where it comes often. */
const inTitle = 3;
const wholeTitle = 3;
const inAuthors = 1;
const inLead = 1;
const leadBytes = 130;
const inText = 2;
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

/** What a phrase counts in an article, and how many bytes of its title it is. */
interface Weight {
  readonly weight: number;
  readonly titled: number;
}

const nothing: Weight = { weight: 0, titled: 0 };

/** How well a packed article fits what is asked for. */
export function weigh(
  packed: Buffer,
  wanted: readonly SoughtClause[],
  isWhole?: WholeWords,
): number {
  const fields = fieldsOf(packed);
  let sum = 0;
  let titled = 0;
  for (const clause of wanted) {
    const best = weighClause(packed, fields, clause, isWhole);
    sum += best.weight;
    titled += best.titled;
  }
  return sum + wholeTitle * Math.min(1, titled / Math.max(1, fields.title.to));
}

function weighClause(
  packed: Buffer,
  fields: Fields,
  { anyOf }: SoughtClause,
  isWhole: WholeWords | undefined,
): Weight {
  let best = nothing;
  for (const [at, sought] of anyOf.entries()) {
    const places = placesOf(packed, fields, sought);
    const { weight, titled } = weighPlaces(packed, fields, { sought, places }, isWhole);
    const counts = weight * (at === 0 ? 1 : otherWay);
    if (counts > best.weight) best = { weight: counts, titled };
  }
  return best;
}

/** Where a phrase stands in an article. */
interface Places {
  readonly title: boolean;
  readonly authors: boolean;
  readonly lead: boolean;
  /** In the text, up to a number. */
  readonly times: number;
}

/** Goes through an article once. */
function placesOf(packed: Buffer, fields: Fields, { bytes, field }: Sought): Places {
  const { from, to } = searched(fields, field);
  let [title, authors, lead, times] = [false, false, false, 0];
  let at = packed.indexOf(bytes, from);
  while (at >= 0 && at < to && times < mostTimes) {
    if (at < fields.title.to) title = true;
    else if (at < fields.authors.to) authors = true;
    else {
      times += 1;
      if (at + bytes.length <= fields.body.from + leadBytes) lead = true;
    }
    at = packed.indexOf(bytes, at + 1);
  }
  return { title, authors, lead, times };
}

function searched(fields: Fields, field: Sought['field']): Span {
  if (field === 'also') return fields.also;
  if (field === 'title') return fields.title;
  if (field === 'author') return fields.authors;
  return { from: 0, to: fields.body.to };
}

function weighPlaces(
  packed: Buffer,
  { title, body }: Fields,
  { sought, places }: { readonly sought: Sought; readonly places: Places },
  isWhole: WholeWords | undefined,
): Weight {
  const { bytes } = sought;
  const length = 1 - longerIsLess + (longerIsLess * (body.to - body.from)) / usualBytes;
  const often = places.times / (places.times + saturation * length);
  const ofText = (places.lead ? inLead : 0) + inText * often;
  const counts = (weight: number, span: Span) =>
    isWhole === undefined ||
    !sought.mayBeAccident ||
    weight === 0 ||
    standsWhole(packed, bytes, span, isWhole)
      ? weight
      : accident * weight;
  const ofTitle = counts(places.title ? inTitle : 0, title);
  return {
    weight: ofTitle + (places.authors ? inAuthors : 0) + counts(ofText, body),
    titled: (ofTitle / inTitle) * bytes.length,
  };
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
