import { Parser } from 'htmlparser2';
import { ArchiveError, type Instant, instant, type Url } from '../../model/index.ts';
import { joinLines } from './join-lines.ts';
import { repairBody } from './repair-body.ts';

/** An article file as it is read. */
export interface NewsFile {
  /** From `<!--ms-->` or `日期：`; absent when that is missing, `NaN` or outside the calendar. */
  readonly publishedAt?: Instant;
  /** Plain text: entities decoded once, white space collapsed. */
  readonly title: string;
  readonly rawTitle: string;
  readonly url: Url;
  /** Tags that were glued together parted, image proxies undone; not sanitised. */
  readonly bodyHtml: string;
  readonly form: 'epoch' | 'dated';
}

export interface NewsFileInput {
  readonly publishedAt: Instant;
  readonly title: string;
  readonly url: Url;
  readonly bodyHtml: string;
}

/**
 * Reads an article file (formats: `<!--ms-->` first, or `日期：` behind the rule). The title may hold
 * anything, line breaks too: it ends at the last `](` whose rest is a web address and `)`.
 * Throws `invalid` with a sentence naming what is missing.
 */
export function parseNewsFile(text: string): NewsFile {
  const whole = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const epoch = readEpoch(whole);
  const { link, rest } = cutAtRule(whole.slice(epoch.length));
  const dated = readDate(rest);
  const publishedAt = epoch.length > 0 ? epoch.at : dated.at;
  return {
    ...(publishedAt === undefined ? {} : { publishedAt }),
    title: titleText(link.rawTitle),
    rawTitle: link.rawTitle,
    url: link.url,
    bodyHtml: repairBody(bodyOf(dated.rest)),
    form: epoch.length > 0 ? 'epoch' : 'dated',
  };
}

/**
 * Writes an article file: body on one line (see `joinLines`), exactly one line feed at the end.
 * Parsing it gives the same title, address, moment and body back.
 */
export function formatNewsFile(input: NewsFileInput): string {
  const title = input.title.replace(/[\r\n]+/g, ' ').trim();
  // An address may hold `](` too, and would be split there.
  const url = input.url.replaceAll('](', '%5D(');
  const milliseconds = Date.parse(input.publishedAt);
  return `<!--${milliseconds}-->\n[${title}](${url})\n------\n\n${joinLines(input.bodyHtml)}\n`;
}

/** Bounds the work on hostile titles. */
const longestHeader = 20_000;

interface Dated {
  readonly at: Instant | undefined;
  readonly length: number;
}

function readEpoch(text: string): Dated {
  if (!text.startsWith('<!--')) return { at: undefined, length: 0 };
  const header = /^<!--(-?\d{1,20}|NaN)-->[ \t]*\n/.exec(text);
  if (header === null) {
    const line = text.slice(0, 60).split('\n')[0];
    throw missing(`its first line “${line}” is no date; expected <!--milliseconds-->`);
  }
  return { at: momentOf(Number(header[1])), length: header[0].length };
}

/** Undefined where no calendar has it: the article counts, its date is not known. */
function momentOf(milliseconds: number): Instant | undefined {
  const inCalendar = milliseconds >= -62_167_219_200_000 && milliseconds < 253_402_300_800_000;
  return inCalendar ? instant(milliseconds) : undefined;
}

interface Link {
  readonly rawTitle: string;
  readonly url: Url;
}

/** The first line of dashes behind something that reads as a link ends the header. */
function cutAtRule(text: string): { readonly link: Link; readonly rest: string } {
  if (text.trim() === '') throw missing('it is empty; expected [title](address)');
  if (!text.startsWith('[')) throw missing('its title line is missing; expected [title](address)');
  const rule = /^-{3,}[ \t]*$/gm;
  let found = rule.exec(text);
  if (found === null) throw missing('the line ------ under its title is missing');
  for (let tries = 0; found !== null && tries < 16; tries += 1) {
    const link = readLink(text.slice(0, found.index).trimEnd());
    if (link !== undefined) return { link, rest: text.slice(found.index + found[0].length + 1) };
    found = rule.exec(text);
  }
  throw missing('its title has no web address; expected [title](https://…)');
}

function readLink(text: string): Link | undefined {
  if (!text.endsWith(')') || text.length > longestHeader) return undefined;
  for (let cut = text.lastIndexOf(']('); cut > 0; cut = text.lastIndexOf('](', cut - 1)) {
    const url = webAddress(text.slice(cut + 2, -1));
    if (url !== undefined) return { rawTitle: text.slice(1, cut), url };
  }
  return undefined;
}

function webAddress(text: string): Url | undefined {
  if (!/^\s*https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).href as Url;
}

/** A title is text, not markup: references are decoded, a `<` stays what it is. */
function titleText(raw: string): string {
  let text = '';
  const parser = new Parser({
    ontext(piece) {
      text += piece;
    },
  });
  parser.end(raw.replaceAll('<', '&lt;'));
  return text
    .toWellFormed()
    .replace(/\p{White_Space}+/gu, ' ')
    .trim();
}

/** `日期：Thu, 25 Jun 2020 08:58:40 +0000` on the line behind the rule. */
function readDate(rest: string): { readonly at: Instant | undefined; readonly rest: string } {
  const line = /^日期[：:]([^\n]{0,200})(?:\n|$)/.exec(rest);
  if (line === null) return { at: undefined, rest };
  const said = (line[1] ?? '').trim();
  const zoned = /(?:[+-]\d\d:?\d\d|[A-Z]{1,4})(?:\s*\([^)]*\))?$/.test(said);
  const hasYear = /(?:^|[^\d+-])[12]\d{3}(?:\D|$)/.test(said);
  const at = hasYear ? momentOf(Date.parse(zoned ? said : `${said} +0000`)) : undefined;
  return { at, rest: rest.slice(line[0].length) };
}

/** Behind one empty line; without the line feed that ends the file. */
function bodyOf(rest: string): string {
  const body = rest.startsWith('\n') ? rest.slice(1) : rest;
  return body.endsWith('\n') ? body.slice(0, -1) : body;
}

function missing(what: string): ArchiveError {
  return new ArchiveError('invalid', `This is no article file: ${what}.`);
}
