import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  type ExtractInput,
  type Extraction,
  extractArticle,
  type SiteRuleBook,
} from '../../extract/index.ts';
import { decodeText } from '../../html/index.ts';
import { ArchiveError, errorFrom, type Instant, type Url } from '../../model/index.ts';
import { longestLine } from './json-lines.ts';

/** A page to extract: a line of JSON (undefined: too long to be kept), or a file with one page. */
export type AskedPage =
  | { readonly kind: 'line'; readonly number: number; readonly line: string | undefined }
  | { readonly kind: 'file'; readonly path: string; readonly url: string | undefined };

/** What became of an asked page; `id` is the line's own, or the file's path. */
export type TakenPage = { readonly id: unknown } & (
  | { readonly url: Url; readonly extraction: Extraction }
  | { readonly error: string }
);

/** Extracts one page, by the site's rules where there are some. Never throws: what cannot be read is
 * answered with its error. */
export function takePage(asked: AskedPage, rules?: SiteRuleBook): TakenPage {
  try {
    return asked.kind === 'file' ? takeFile(asked, rules) : takeLine(asked, rules);
  } catch (error) {
    return { id: nameOf(asked), error: errorFrom(error, placeOf(asked)).message };
  }
}

const placeOf = (asked: AskedPage): string =>
  asked.kind === 'file' ? asked.path : `line ${asked.number}`;

const nameOf = (asked: AskedPage): string | null => (asked.kind === 'file' ? asked.path : null);

/** What is told of a page on which the one who worked on it ended. */
export function lostPage(asked: AskedPage, why: string): TakenPage {
  const error = `${placeOf(asked)} could not be extracted, its worker ended: ${why}`;
  return { id: nameOf(asked) ?? idIn(asked), error };
}

function idIn(asked: AskedPage): unknown {
  try {
    return asked.kind === 'line' ? (parse(asked.line, asked.number)['id'] ?? null) : null;
  } catch {
    return null;
  }
}

function takeFile(asked: AskedPage & { kind: 'file' }, rules?: SiteRuleBook): TakenPage {
  const { path } = asked;
  const html = decodeText(readFileSync(path), { kind: 'html' }).text;
  const url = (asked.url ?? pathToFileURL(path).href) as Url;
  return { id: path, url, extraction: extractArticle({ html, url, ...ruled(rules, url) }) };
}

const ruled = (book: SiteRuleBook | undefined, url: Url): Pick<ExtractInput, 'rules'> => {
  const rules = book?.rulesFor(url);
  return rules === undefined ? {} : { rules };
};

function takeLine({ line, number }: AskedPage & { kind: 'line' }, rules?: SiteRuleBook): TakenPage {
  const told = parse(line, number);
  const { id = null } = told;
  const url = addressOf(told['url']);
  const html = htmlOf(told);
  if (url === undefined || html === undefined) {
    const error = `line ${number} needs url (absolute, a text) and html (a text) or htmlBase64 (the page's bytes in base64).`;
    return { id, error };
  }
  const capturedAt = momentOf(told['capturedAt']);
  const moment = capturedAt === undefined ? {} : { capturedAt };
  const input = { html, url, ...moment, ...ruled(rules, url) };
  return { id, url, extraction: extractArticle(input) };
}

type Told = Readonly<Record<string, unknown>>;

function parse(line: string | undefined, number: number): Told {
  if (line === undefined) {
    const most = longestLine / 1024 / 1024;
    throw new ArchiveError('invalid', `line ${number} is longer than ${most} Mi characters.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new ArchiveError('invalid', `line ${number} is no JSON: ${why}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Told;
  throw new ArchiveError('invalid', `line ${number} is no JSON object: {"url": …, "html": …}.`);
}

const addressOf = (url: unknown): Url | undefined =>
  typeof url === 'string' && URL.canParse(url) ? (new URL(url).href as Url) : undefined;

const momentOf = (said: unknown): Instant | undefined =>
  typeof said === 'string' && !Number.isNaN(Date.parse(said))
    ? (new Date(said).toISOString() as Instant)
    : undefined;

/** The page's text: as given, or its bytes decoded as a browser would. */
function htmlOf(told: Told): string | undefined {
  if (typeof told['html'] === 'string') return told['html'];
  if (typeof told['htmlBase64'] !== 'string') return undefined;
  const contentType = contentTypeOf(told['contentType'], told['charset']);
  const bytes = Buffer.from(told['htmlBase64'], 'base64');
  return decodeText(bytes, {
    kind: 'html',
    ...(contentType === undefined ? {} : { contentType }),
  }).text;
}

function contentTypeOf(contentType: unknown, charset: unknown): string | undefined {
  if (typeof charset === 'string') return `text/html; charset=${charset}`;
  return typeof contentType === 'string' ? contentType : undefined;
}
