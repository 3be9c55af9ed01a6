import { type Instant, instant } from '../model/index.ts';
import { type TimeSpan, typedDate } from './typed-dates.ts';
import { typedLanguage } from './typed-languages.ts';
import { fieldAlone, isOfWords, isYesOrNo, type TypedPart, yesOrNo } from './typed-parts.ts';

/** What somebody asks for besides words; any of the sources and languages, none of those excepted. */
export interface TypedFilters {
  /** As they were typed: ids, titles, parts of them. */
  readonly sources?: readonly string[];
  readonly exceptSources?: readonly string[];
  /** BCP 47. */
  readonly languages?: readonly string[];
  readonly exceptLanguages?: readonly string[];
  readonly since?: Instant;
  /** Before then. */
  readonly until?: Instant;
  readonly edited?: boolean;
  readonly gone?: boolean;
}

/** What a piece narrows the search to; undefined: it is no filter, or nothing that one can be set to. */
export function typedFilter(part: TypedPart, now: number): TypedFilters | undefined {
  const alone = fieldAlone(part);
  const field = part.field ?? alone;
  if (field === undefined || isOfWords(field)) return undefined;
  if (isYesOrNo(field)) {
    const answer = alone === undefined ? yesOrNo(part.value) : true;
    return answer === undefined ? undefined : { [field]: answer !== part.exclude };
  }
  if (alone !== undefined) return undefined;
  return field === 'source' || field === 'lang' ? listFilter(part) : timeFilter(part, now);
}

function listFilter({ field, value, exclude }: TypedPart): TypedFilters | undefined {
  if (field === 'source') return exclude ? { exceptSources: [value] } : { sources: [value] };
  const language = typedLanguage(value);
  if (language === undefined) return undefined;
  return exclude ? { exceptLanguages: [language] } : { languages: [language] };
}

function timeFilter({ field, value, exclude }: TypedPart, now: number): TypedFilters | undefined {
  const ends = value.split(/(?:\.\.+|…|~|～)/u);
  if (field === 'date' && ends.length === 2) return exclude ? undefined : between(ends, now);
  const span = typedDate(value, now);
  if (span === undefined) return undefined;
  if (field === 'date') return exclude ? undefined : within(span);
  if (field === 'since') return exclude ? before(span.from) : since(span.from);
  if (field === 'before') return exclude ? since(span.from) : before(span.from);
  return exclude ? since(span.to) : before(span.to);
}

const since = (at: number): TypedFilters => ({ since: instant(at) });
const before = (at: number): TypedFilters => ({ until: instant(at) });
/** A while ago is the time since then. */
const within = ({ from, to }: TimeSpan): TypedFilters =>
  from === to ? since(from) : { ...since(from), ...before(to) };

/** `2023..2024`, both whole; an end that is left open is open. */
function between(
  [first = '', last = '']: readonly string[],
  now: number,
): TypedFilters | undefined {
  const [from, to] = [typedDate(first, now), typedDate(last, now)];
  if ((from === undefined && first !== '') || (to === undefined && last !== '')) return undefined;
  if (from === undefined && to === undefined) return undefined;
  return { ...(from && since(from.from)), ...(to && before(to.to)) };
}

/** Both of two: what narrows more. */
export function bothFilters(one: TypedFilters, other: TypedFilters): TypedFilters {
  const joined = { ...one, ...other };
  for (const list of ['sources', 'exceptSources', 'languages', 'exceptLanguages'] as const) {
    const all = [...(one[list] ?? []), ...(other[list] ?? [])];
    if (all.length > 0) Object.assign(joined, { [list]: [...new Set(all)] });
  }
  const [from, to] = [latestOf(one.since, other.since), earliestOf(one.until, other.until)];
  return { ...joined, ...(from && { since: from }), ...(to && { until: to }) };
}

const latestOf = (one?: Instant, other?: Instant): Instant | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;
const earliestOf = (one?: Instant, other?: Instant): Instant | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one;
