import type { DateCandidate, DateContext } from './date-candidate.ts';
import { isLabelled } from './date-labels.ts';
import { isBelow, placeWeight } from './date-place.ts';
import type { ShownDate } from './date-reader.ts';
import type { Line, PageFacts } from './page-facts.ts';
import { saysWhen } from './relative-words.ts';

const mostLines = 40;
const longLine = 200;
const headOfLong = 70;

/** Dates in the lines near the title, at the start of a paragraph, and labelled ones anywhere in the article. */
export function lineDates(facts: PageFacts, context: DateContext): DateCandidate[] {
  const found: DateCandidate[] = [];
  const headings = new Set(facts.headings.map(({ offset }) => offset));
  for (const line of facts.lines) {
    if (found.length >= mostLines) break;
    const place = placeWeight(line, context.title);
    if (place === 0) continue;
    const dates = datesOfLine(line, place, context);
    // `5 May` in a heading is what the story is of; with a year it is more often the page's day.
    const isHeading = headings.has(line.offset);
    found.push(...dates.filter(({ date }) => !isHeading || date.isShort !== true));
  }
  return found;
}

function datesOfLine(line: Line, place: number, context: DateContext): DateCandidate[] {
  const isLong = line.text.length > longLine;
  const isEntry = isLong && entryLine.test(line.text);
  const text = isLong ? line.text.slice(0, isEntry ? 2 * headOfLong : headOfLong) : line.text;
  if (!/\p{Nd}|[前天日]/u.test(text) && !saysWhen(text)) return [];
  const isFar = place < 0.85 && text.length > 40 && !isLong;
  if (isFar && !isLabelled(text)) return [];
  const alone = isLong ? -6 : text.length < 60 ? 4 : text.length > 120 ? -16 : 0;
  const isBelowTitle = isBelow(line, context.title);
  return context.reader
    .datesIn(text)
    .filter((shown) => shown.label !== '' || (isLong ? isAtHead(text, shown) : !isFar))
    .map(({ date, label }) => ({
      source: 'line',
      group: 'page',
      label,
      date,
      value: text.slice(0, 80),
      weight: place * (54 + alone + (label === 'published' ? 18 : 0) - (date.isShort ? 20 : 0)),
      isBelowTitle,
    }));
}

/** `This entry was posted on Saturday, 3 December 2011 and filed under …` at an article's end. */
const entryLine =
  /^(?:this (?:entry|post|article|item) was|(?:dieser |der )?(?:beitrag|artikel|eintrag) wurde|cet article a été|(?:esta entrada|este artículo|este post) (?:fue|se)|(?:este artigo|esta entrada|este post) foi|questo (?:articolo|post) è stato|dit (?:bericht|artikel) (?:is|werd)|ten wpis został|эта запись была|запись опубликована)/i;

/** A paragraph begins with its date, or with a dateline such as `Berlin, 5 September 2023 –`. */
function isAtHead(text: string, { date }: ShownDate): boolean {
  const at = date.at ?? 0;
  if (at <= 3) return true;
  const after = text.slice(date.end).trimStart();
  return at <= 40 && /^[|–—:)】]|^- /.test(after) && !/[.!?;。](?:\s|$)/.test(text.slice(0, at));
}
