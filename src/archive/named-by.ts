import type { Url } from '../model/index.ts';
import { articleKey } from '../url/index.ts';
import { keysOfItem, keysOfUrl } from './article-keys.ts';
import { guidKey, guidOf } from './identity.ts';

/** Tells by an article's identity keys what names it. */
export interface NamedBy {
  /** Whether a URL is one of its addresses, in whatever spelling. */
  isAddress(url: Url): boolean;
  /** Whether an item of a source's feed is of it. */
  isItem(sourceId: string, item: { readonly guid: string; readonly url: Url }): boolean;
  /** Whether a URL is on a site that one of its addresses is on. */
  isOfSite(url: Url): boolean;
}

/** All that are asked of an archive's addresses is quick: most are of other sites, and are told by that. */
export function namedBy(keys: readonly string[]): NamedBy {
  const all = new Set(keys);
  const addresses = new Set(keys.filter((key) => guidOf(key) === undefined && key !== siteIn(key)));
  const sites = new Set([...addresses].map(siteIn));
  const names = [...sites].map(nameOf);
  const mayBe = (url: Url) => names.some((name) => url.includes(name));
  return {
    isAddress: (url) => mayBe(url) && keysOfUrl(url).some((key) => addresses.has(key)),
    isItem: (sourceId, item) =>
      all.has(guidKey(sourceId, item.guid)) ||
      (mayBe(item.url) && keysOfItem(sourceId, item).some((key) => all.has(key))),
    isOfSite: (url) => mayBe(url) && sites.has(siteIn(articleKey(url))),
  };
}

/** Host and port of a URL's key: a front page has no other. */
const siteIn = (key: string): string => key.split(/[/?#]/, 1)[0] ?? key;

/** What every spelling of a site's addresses holds: marks of versions stand before it. */
const nameOf = (site: string): string => site.replace(/:\d+$/, '').split('.').slice(-2).join('.');
