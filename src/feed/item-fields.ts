import type { Instant, Url } from '../model/index.ts';
import { parseUrl } from '../url/index.ts';
import { parseFeedDate } from './feed-date.ts';
import { titleFromHtml } from './feed-text.ts';

/** The first of these dates that can be read; what could not be read is added to `faults`. */
export function firstDate(texts: readonly string[], faults: string[]): Instant | undefined {
  for (const text of texts) {
    if (text.trim() === '') continue;
    const date = parseFeedDate(text);
    if (date !== undefined) return date;
    faults.push(`its date «${text.trim().slice(0, 40)}» could not be read`);
  }
  return undefined;
}

/** A link as an absolute URL; line breaks and white space within it are mended. */
export function linkUrl(text: string, base: string): Url | undefined {
  const link = text.trim();
  if (/^www\.[^\s/]+\.[a-z]{2,}(?:\/|$)/i.test(link)) return parseUrl(`https://${link}`);
  return parseUrl(link, base);
}

/** Whether a guid is itself an address that can be followed. */
export function guidUrl(guid: string): Url | undefined {
  return /^https?:\/\//i.test(guid) ? parseUrl(guid) : undefined;
}

/**
 * Names of people, each once: `mail (Name)`, `Name <mail>` and `Name (mail)` give the name; a bare
 * address stays, a list by one writer stays one.
 */
export function authorNames(texts: readonly string[]): readonly string[] {
  const names = texts.map(authorName).filter((name) => name !== '');
  return [...new Set(names)].slice(0, 100);
}

function authorName(text: string): string {
  const line = text.slice(0, 1000).trim();
  const inBrackets = /^[^\s@()]+@[^\s@()]+\s*\(([^()]+)\)$/.exec(line)?.[1];
  const beforeMail = /^([^<>@()]+)[<(]\s*(?:mailto:)?[^\s@<>()]+@[^\s@<>()]+\s*[>)]$/.exec(
    line,
  )?.[1];
  return titleFromHtml(inBrackets ?? beforeMail ?? line).replace(/^["']([^"']+)["']$/, '$1');
}
