import { plainText } from '../html/index.ts';
import type { PageFacts } from './page-facts.ts';

const separator = /\s+[|｜\-–—·•:»«_]{1,2}\s+|[|｜_]|\s*--\s*|\s+::\s+/;

/** Where a page says whose it is. */
export function pageSite(facts: PageFacts): string {
  const said = [
    facts.metas.get('og:site_name'),
    facts.linked?.publisher,
    facts.metas.get('application-name'),
  ];
  return plainText(said.find((name) => name !== undefined && name !== '') ?? '').slice(0, 200);
}

/**
 * The article's title without the site's name: the heading on which the head agrees, else JSON-LD's
 * headline, og:title, the `title` element, the first heading.
 */
export function pageTitle(facts: PageFacts, site: string): string {
  const headline = plainText(facts.linked?.headline ?? '');
  const shared = plainText(facts.metas.get('og:title') ?? facts.metas.get('twitter:title') ?? '');
  const told = [headline, shared, facts.titleTag].filter((title) => title !== '');
  const agreed = facts.headings.find((heading) => {
    const key = keyOf(heading);
    return (
      key.length > 3 && keyOf(site) !== key && told.some((title) => keyOf(title).includes(key))
    );
  });
  if (agreed !== undefined) return agreed;
  const others = [...told, ...facts.headings];
  const titles = told.map((title) => withoutSite(title, site, others));
  return titles.find((title) => title !== '') ?? facts.headings[0] ?? '';
}

/** A title cut at its separators: the site's name goes, and what another source leaves out. */
function withoutSite(title: string, site: string, others: readonly string[]): string {
  const parts = title.split(separator).filter((part) => part.trim() !== '');
  if (parts.length < 2) return title;
  const shorter = others.find((other) => {
    const key = keyOf(other);
    return (
      key.length > 3 && key !== keyOf(title) && key !== keyOf(site) && keyOf(title).includes(key)
    );
  });
  if (shorter !== undefined) return shorter;
  const siteKey = keyOf(site);
  const end = parts.length - 1;
  if (siteKey !== '' && keyOf(parts[end] ?? '').includes(siteKey))
    return cutAt(title, parts[end], 'end');
  if (siteKey !== '' && keyOf(parts[0] ?? '') === siteKey) return cutAt(title, parts[0], 'start');
  return others.length > 1 ? title : longest(parts);
}

function cutAt(title: string, part: string | undefined, side: 'start' | 'end'): string {
  const at = side === 'end' ? title.lastIndexOf(part ?? '') : title.indexOf(part ?? '');
  const rest = side === 'end' ? title.slice(0, at) : title.slice(at + (part?.length ?? 0));
  return rest.replace(/^[\s|｜\-–—·•:»«_]+|[\s|｜\-–—·•:»«_]+$/g, '');
}

function longest(parts: readonly string[]): string {
  return parts.reduce((best, part) => (part.length > best.length ? part : best), '').trim();
}

function keyOf(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');
}
