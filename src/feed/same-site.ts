import type { Url } from '../model/index.ts';
import { isArticleUrl, siteOf } from './article-shape.ts';

/** Hosts under which strangers have sites of their own. */
const sharedHosts =
  /(?:^|\.)(?:blogspot\.[a-z.]+|wordpress\.com|substack\.com|medium\.com|tumblr\.com|github\.io|gitlab\.io|pages\.dev|netlify\.app|vercel\.app|livejournal\.com|typepad\.com|ghost\.io|blogger\.com|hatenablog\.com|fc2\.com|over-blog\.com|wixsite\.com|weebly\.com)$/i;

/**
 * Whether a link stays with the outlet: the same host, or another host of the same domain where its
 * address alone tells an article (outlets give their sections hosts of their own).
 */
export function isSameSite(url: Url, page: Url): boolean {
  const [one, other] = [siteOf(url), siteOf(page)];
  if (one === other) return true;
  return domainOf(url) !== undefined && domainOf(url) === domainOf(page) && isArticleUrl(url);
}

/**
 * The name an outlet has registered: the last two labels of its host, three where the second is a
 * registry's (`co.uk`, `com.cn`); undefined for addresses and hosts shared by strangers.
 */
export function domainOf(url: Url): string | undefined {
  const { hostname } = new URL(url);
  const host = hostname.replace(/\.$/, '');
  if (/^[\d.]+$|:/.test(host) || sharedHosts.test(host)) return undefined;
  const labels = host.split('.');
  if (labels.length < 2) return undefined;
  const isRegistry = /^(?:ac|co|com|edu|go|gob|gov|mil|ne|net|or|org|gv|idv|asn|id)$/.test(
    labels.at(-2) ?? '',
  );
  const count = isRegistry && labels.at(-1)?.length === 2 ? 3 : 2;
  return labels.length < count ? undefined : labels.slice(-count).join('.');
}
