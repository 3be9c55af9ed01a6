import { sha256 } from '../digest/index.ts';
import type { Digest, FeedEntry } from '../model/index.ts';
import { type Fetched, readListing } from './document.ts';
import { itemsIn } from './feed-items.ts';
import { gunzipped } from './gunzip.ts';

/** A document of many articles and what it is without some of them. */
export type Cutting =
  | { readonly is: 'clean' }
  | { readonly is: 'cut'; readonly body: Uint8Array; readonly payload: Digest }
  | { readonly is: 'left'; readonly why: string };

/**
 * Cuts the unwanted items out of a feed or sitemap, byte for byte: nothing else changes (a JSON Feed is
 * written anew without them). It is done only where the document, read again, tells of exactly the
 * other items as before; otherwise, and in a section page, which has no items, the document is left
 * and the reason given.
 */
export function cutListing(fetched: Fetched, isUnwanted: (entry: FeedEntry) => boolean): Cutting {
  const before = entriesIn(fetched);
  const unwanted = before?.entries.filter(isUnwanted) ?? [];
  if (before === undefined || unwanted.length === 0) return { is: 'clean' };
  if (before.kind === 'page') {
    return { is: 'left', why: 'it is a page of links, which names the article beside others' };
  }
  const content = Buffer.from(gunzipped(fetched.url, fetched.content));
  const wanted = JSON.stringify(before.entries.filter((entry) => !isUnwanted(entry)));
  for (const needles of [needlesOf(unwanted, true), needlesOf(unwanted, false)]) {
    const body = withoutItems(content, needles);
    const after = body && entriesIn({ ...fetched, content: body });
    if (body === undefined || after === undefined) continue;
    if (JSON.stringify(after.entries) === wanted) {
      return { is: 'cut', body, payload: sha256(body) };
    }
  }
  return { is: 'left', why: 'its items cannot be told apart safely' };
}

function entriesIn(fetched: Fetched): ReturnType<typeof readListing> | undefined {
  try {
    return readListing(fetched);
  } catch {
    // A picture, an error page: nothing that lists articles.
    return undefined;
  }
}

/** What an item of an unwanted entry holds, as bytes written in ISO 8859-1. */
function needlesOf(entries: readonly FeedEntry[], withUrls: boolean): readonly string[] {
  const texts = entries.flatMap(({ guid, url }) => [guid, ...(withUrls ? [url as string] : [])]);
  const spelled = texts.flatMap((text) => [
    text,
    text.replaceAll('&', '&amp;'),
    text.replaceAll('&', '&#38;'),
    text.replaceAll('/', '\\/'),
  ]);
  const bytes = spelled.map((text) => Buffer.from(text).toString('latin1'));
  return [...new Set(bytes)].filter((text) => text !== '');
}

function withoutItems(content: Buffer, needles: readonly string[]): Buffer | undefined {
  // Every byte a character: what is not cut stays as it was, in whatever charset it is.
  const text = content.toString('latin1');
  if (/^(?:\u00ef\u00bb\u00bf)?\s*\{/.test(text)) return withoutJsonItems(content, needles);
  const kept: string[] = [];
  let at = 0;
  for (const { from, to } of itemsIn(text)) {
    const item = text.slice(from, to);
    if (!needles.some((needle) => item.includes(needle))) continue;
    kept.push(text.slice(at, from));
    at = to;
  }
  const cut = kept.join('') + text.slice(at);
  return cut === text ? undefined : Buffer.from(cut, 'latin1');
}

function withoutJsonItems(content: Buffer, needles: readonly string[]): Buffer | undefined {
  try {
    const feed = JSON.parse(content.toString('utf8').replace(/^\ufeff/, '')) as { items?: unknown };
    if (!Array.isArray(feed.items)) return undefined;
    const items = feed.items.filter((item) => {
      const text = Buffer.from(JSON.stringify(item)).toString('latin1');
      return !needles.some((needle) => text.includes(needle));
    });
    return Buffer.from(JSON.stringify({ ...feed, items }));
  } catch {
    // Cut off, or repaired by its reader: not to be written again by us.
    return undefined;
  }
}
