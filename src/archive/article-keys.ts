import type { Url } from '../model/index.ts';
import { articleKey, canonicalUrl } from '../url/index.ts';
import { guidKey, sharedGuidKey } from './identity.ts';

/** The keys under which the article of an address may be known or refused: as the address is, and
 * in its canonical form. */
export const keysOfUrl = (url: Url): readonly string[] => [
  articleKey(url),
  articleKey(canonicalUrl(url)),
];

/** The keys under which the article of a feed's item may be known or refused. */
export function keysOfItem(
  sourceId: string,
  { guid, url }: { readonly guid: string; readonly url: Url },
): readonly string[] {
  const shared = sharedGuidKey(url, guid);
  const keys = [...keysOfUrl(url), guidKey(sourceId, guid)];
  return shared === undefined ? keys : [...keys, shared];
}
