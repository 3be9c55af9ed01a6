import { sha256 } from '../digest/index.ts';
import type { Article, Digest, Url } from '../model/index.ts';
import { articleKey, parseUrl } from '../url/index.ts';
import { looksLikeArticle } from './article-address.ts';
import { text1 } from './text-1.ts';

/** The key under which a feed's own identifier names an article; never looks like a URL's key. */
export const guidKey = (sourceId: string, guid: string): string => `guid\n${sourceId}\n${guid}`;

/**
 * The key under which an identifier that is unique in the world names an article to every feed of
 * its host: a tag URI (RFC 4151), a UUID (RFC 9562), or an article's address that is not the link
 * itself. Undefined for numbers and the like, which each feed counts for itself. Never looks like
 * another key.
 */
export function sharedGuidKey(link: Url, guid: string): string | undefined {
  const { hostname } = new URL(link);
  const key = `guid\n@${hostname.replace(/^www\./, '')}\n${guid}`;
  if (/^tag:[^\s:,]+,\d{4}(?:-\d\d){0,2}:\S/i.test(guid)) return key;
  if (/^(?:urn:uuid:)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(guid)) return key;
  const address = parseUrl(guid);
  if (address === undefined || articleKey(address) === articleKey(link)) return undefined;
  return looksLikeArticle(address) ? key : undefined;
}

/** The identifier in a key made by guidKey (or sharedGuidKey, whose source begins with `@`); undefined for another key. */
export function guidOf(key: string): { sourceId: string; guid: string } | undefined {
  const [kind, sourceId, ...rest] = key.split('\n');
  if (kind !== 'guid' || sourceId === undefined) return undefined;
  return { sourceId, guid: rest.join('\n') };
}

/** The id of an article: 80 bits of the SHA-256 of the first key of its own, that of the address it
 * was first found at. */
export const idOfKey = (key: string): string => sha256(key).slice(0, 20);

/** The id of a source: 48 bits of its URL's SHA-256. */
export const sourceId = (url: Url): string => sha256(url).slice(0, 12);

/** The digest that tells two states of an article's words apart. */
export const textDigest = (article: Article): Digest => sha256(text1(article));

/** The id of a revision: which article, which state, after which. */
export const revisionId = (
  article: string,
  number: number,
  digest: Digest,
  capture: string,
): string => sha256(`${article}\n${number}\n${digest}\n${capture}`).slice(0, 24);
