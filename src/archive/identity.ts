import { sha256 } from '../digest/index.ts';
import type { Article, Digest, Url } from '../model/index.ts';
import { articleKey } from '../url/index.ts';

/** The key under which a feed's own identifier names an article; never looks like a URL's key. */
export const guidKey = (sourceId: string, guid: string): string => `guid\n${sourceId}\n${guid}`;

/** The identifier in a key made by guidKey; undefined for another key. */
export function guidOf(key: string): { sourceId: string; guid: string } | undefined {
  const [kind, sourceId, ...rest] = key.split('\n');
  if (kind !== 'guid' || sourceId === undefined) return undefined;
  return { sourceId, guid: rest.join('\n') };
}

/** The id of an article first seen at this URL: 80 bits of its identity key's SHA-256. */
export const articleId = (url: Url): string => sha256(articleKey(url)).slice(0, 20);

/** The id of a source: 48 bits of its URL's SHA-256. */
export const sourceId = (url: Url): string => sha256(url).slice(0, 12);

/** The digest that tells two states of an article's words apart. */
export const textDigest = (article: Article): Digest =>
  sha256(`${article.title}\n\n${article.text}`);

/** The id of a revision: which article, which state, after which. */
export const revisionId = (
  article: string,
  number: number,
  digest: Digest,
  capture: string,
): string => sha256(`${article}\n${number}\n${digest}\n${capture}`).slice(0, 24);
