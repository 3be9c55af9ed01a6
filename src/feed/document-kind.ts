import { Tokenizer } from 'htmlparser2';
import type { FeedInput } from './feed-document.ts';

/** What a document is; `page` is HTML. */
export type DocumentKind = 'feed' | 'sitemap' | 'sitemap-index' | 'opml' | 'page' | 'unknown';

const roots: Readonly<Record<string, DocumentKind | undefined>> = {
  rss: 'feed',
  rdf: 'feed',
  feed: 'feed',
  urlset: 'sitemap',
  sitemapindex: 'sitemap-index',
  opml: 'opml',
  html: 'page',
};
/** Stands for `<!DOCTYPE html>`, which some put before a feed too. */
const htmlDoctype = '!html';
const headLength = 64 * 1024;

/**
 * Tells what a document is by what stands in it, not by what the server calls it: the first element
 * of a known kind, a JSON object with items, or a list of addresses. Junk before it is passed over. Never throws.
 */
export function documentKind(input: FeedInput): DocumentKind {
  const head = input.text.slice(0, headLength).replace(/^[\s\uFEFF]+/, '');
  if (head.startsWith('{')) return isJsonFeed(head) ? 'feed' : 'unknown';
  if (isUrlList(head)) return 'sitemap';
  const names = elementNames(head);
  const known = names.map((name) => roots[name]).find((kind) => kind !== undefined);
  if (known !== undefined && !(known === 'feed' && isOtherRdf(names, input.text))) return known;
  if (known === undefined && names[0] === 'channel') return 'feed';
  return isHtml(input, names) ? 'page' : 'unknown';
}

/** A sitemap as plain text: one address a line (sitemaps.org). */
function isUrlList(head: string): boolean {
  if (!/^https?:\/\//i.test(head)) return false;
  const lines = head.slice(0, 16_384).split(/[\r\n]+/, 40);
  if (head.length > 16_384 && lines.length > 1) lines.pop();
  return lines.every((line) => /^\s*(?:https?:\/\/[^\s<>]+)?\s*$/i.test(line));
}

function isJsonFeed(head: string): boolean {
  return (
    /"version"\s*:\s*"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org/.test(head) ||
    /"items"\s*:\s*\[/.test(head)
  );
}

/** RDF is a feed only when it holds items or a channel, or its vocabulary is RSS. */
function isOtherRdf(names: readonly string[], text: string): boolean {
  return (
    names.find((name) => roots[name] !== undefined) === 'rdf' &&
    !/<(?:\w{1,20}:)?(?:item|channel)[\s/>]/i.test(text) &&
    !/xmlns="http:\/\/(?:purl\.org\/rss\/|my\.netscape\.com\/rdf\/)/.test(text.slice(0, headLength))
  );
}

function isHtml(input: FeedInput, names: readonly string[]): boolean {
  if (/html/i.test(input.contentType ?? '')) return true;
  if (names.includes(htmlDoctype)) return true;
  return names.some((name) => /^(?:body|head|div|p|a|table|script|meta)$/.test(name));
}

/** Local names of the elements of a text in lower case, with `!html` for the doctype of HTML. */
function elementNames(head: string): readonly string[] {
  const found: string[] = [];
  const ignore = (): void => {};
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      onopentagname(start, end) {
        const name = head.slice(start, end).toLowerCase();
        found.push(name.slice(name.indexOf(':') + 1));
        if (found.length > 500) tokenizer.pause();
      },
      ondeclaration(start, end) {
        if (/^doctype\s+html/i.test(head.slice(start, end))) found.push(htmlDoctype);
      },
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onattribname: ignore,
      oncdata: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      onend: ignore,
      onopentagend: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
      ontext: ignore,
      ontextentity: ignore,
    },
  );
  tokenizer.write(head);
  tokenizer.end();
  return found;
}
