/** A link as the cards see it; `heading`, `near` and `date` are filled in as they become known. */
export interface CardLink {
  readonly href: string;
  readonly text: string;
  heading?: string;
  near?: string;
  date?: string;
}

/** What stands between the start and the end of an element, or of a line of one. */
interface Card {
  readonly name: string;
  links: CardLink[];
  /** Headings that are no links. */
  headings: string[];
  dates: string[];
  letters: number;
}

const cardTags = new Set(
  'article aside body dd div dl dt figure footer header li main p section td tr ul ol'.split(' '),
);
/** A card with more than this is a list or a text, and tells nothing of one link. */
const linkLimit = 40;
const letterLimit = 2000;
const noteLimit = 3;
const depthLimit = 600;
const shortText = 18;

/** A date told in full; in figures only with the year first, or day, month, year parted by dots. */
const fullDate =
  /(?<![\d.])\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d(?!\d)|(?:19|20)\d\d\s?(?:年|[-/.])\s?\d{1,2}\s?(?:月|[-/.])\s?\d{1,2}(?!\d)|\b(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?)\s+(?:19|20)\d\d\b/i;
/** Longer texts mention dates; shorter ones tell them. */
const dateLine = 60;

/**
 * Finds the date and the heading that stand with a link: in the smallest element, or the line of one,
 * that holds one date (or one heading) and one link that matters. An element with two dates says
 * nothing of either. Time is linear in what it hears; what it holds is bounded.
 */
export class LinkCards {
  private readonly open: Card[] = [card('')];

  /** An element opens; only those that may be a card count. */
  start(name: string): void {
    if (cardTags.has(name) && this.open.length < depthLimit) this.open.push(card(name));
    else if (name === 'br' || name === 'hr') this.endLine();
  }

  end(name: string): void {
    if (!cardTags.has(name)) return;
    const index = this.open.findLastIndex((one) => one.name === name);
    if (index < 1) return;
    while (this.open.length > index) this.endCard();
  }

  finish(): void {
    while (this.open.length > 1) this.endCard();
    judge(this.top());
  }

  link(link: CardLink): void {
    const { links } = this.top();
    if (links.length <= linkLimit) links.push(link);
  }

  heading(text: string): void {
    note(this.top().headings, text);
  }

  /** The machine's form of a date, as `<time datetime>` has it. */
  date(told: string): void {
    note(this.top().dates, told);
  }

  /** Text; a short one that tells a date in full dates what it stands with. Links are named by
   * dates too, so in one the date has to be nearly all of it. */
  text(text: string, inLink: boolean): void {
    const top = this.top();
    top.letters += text.length;
    if (text.length > 4 * dateLine || !/(?:19|20)\d\d/.test(text)) return;
    const line = text.trim();
    const found = line.length > dateLine ? null : fullDate.exec(line);
    if (found === null || (inLink && found[0].length * 1.5 < line.length)) return;
    note(top.dates, found[0]);
  }

  private top(): Card {
    return this.open.at(-1) ?? card('');
  }

  /** A line break ends a line that is a card of its own, when it has a link. */
  private endLine(): void {
    const top = this.top();
    if (top.links.length === 0) return;
    judge(top);
    this.open[this.open.length - 1] = card(top.name);
    this.open.at(-2)?.links.push(...top.links.slice(0, 1));
  }

  private endCard(): void {
    const done = this.open.pop();
    const around = this.open.at(-1);
    if (done === undefined || around === undefined) return;
    const { dated, headed } = judge(done);
    around.letters += done.letters;
    const room = linkLimit + 1 - around.links.length;
    around.links.push(...done.links.slice(0, Math.max(0, room)));
    if (!dated) for (const date of done.dates) note(around.dates, date);
    if (!headed) for (const heading of done.headings) note(around.headings, heading);
  }
}

const card = (name: string): Card => ({ name, links: [], headings: [], dates: [], letters: 0 });

function note(notes: string[], text: string): void {
  if (text !== '' && notes.length < noteLimit && !notes.includes(text)) notes.push(text);
}

function judge({ links, headings, dates, letters }: Card): { dated: boolean; headed: boolean } {
  if (links.length === 0 || links.length > linkLimit || letters > letterLimit) {
    return { dated: false, headed: false };
  }
  const main = mainLinks(links);
  const [date] = dates;
  const [heading] = headings;
  const dated = main.length > 0 && dates.length === 1;
  const hrefs = new Set(links.map(({ href }) => href));
  const headed = hrefs.size === 1 && headings.length === 1;
  for (const link of main) {
    if (dated && date !== undefined) link.date ??= date;
    if (headed && heading !== undefined) link.near ??= heading;
  }
  // The link may be that of the section, which stands nearer to the date than the headline.
  const isSure = main.some(({ heading, text }) => heading !== undefined || text.length > shortText);
  return { dated: dated && isSure, headed };
}

/** The links to the one address that a card is about; none when it is about several. */
function mainLinks(links: readonly CardLink[]): readonly CardLink[] {
  const headed = links.filter(({ heading }) => heading !== undefined);
  const ranked = [...longestByAddress(headed.length > 0 ? headed : links)];
  ranked.sort(([, one], [, other]) => other - one);
  const [first, second] = ranked;
  if (first === undefined) return [];
  const isClear = second === undefined || (headed.length === 0 && first[1] >= 2.5 * second[1]);
  return isClear ? links.filter(({ href }) => href === first[0]) : [];
}

function longestByAddress(links: readonly CardLink[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { href, text } of links) {
    found.set(href, Math.max(found.get(href) ?? 0, text.length + 1));
  }
  return found;
}
