import type { Url } from '../model/index.ts';
import { linkUrl } from './item-fields.ts';
import { childrenOf, textOf, type XmlElement } from './xml-element.ts';

/** A link as Atom tells it (RFC 4287, 4.2.7), in Atom or within RSS. */
export interface AtomLink {
  /** Lower case; `alternate` where none is told. */
  readonly rel: string;
  readonly url: Url;
  readonly type: string;
  readonly length: string;
}

/** The page an entry or feed is about: `alternate`, HTML before anything else. */
export function atomLink(element: XmlElement): Url | undefined {
  const original = textOf(element, 'feedburner:origlink');
  if (original !== '') return linkUrl(original, element.base);
  const links = childrenOf(element, 'link').filter((link) => relOf(link) === 'alternate');
  const pages = links.filter((link) => /html|^$/.test(link.attributes['type'] ?? ''));
  for (const link of [...pages, ...links]) {
    const href = link.attributes['href'] ?? link.text;
    const url =
      href.trim() === '' && link.attributes['href'] === undefined
        ? undefined
        : linkUrl(href, link.base);
    if (url !== undefined) return url;
  }
  return undefined;
}

/** All links by these element names that lead somewhere, by name and in document order. */
export function linksOf(element: XmlElement, ...names: readonly string[]): readonly AtomLink[] {
  return names
    .flatMap((name) => childrenOf(element, name).slice(0, linkLimit))
    .flatMap((link) => {
      const { href = '', type = '', length = '' } = link.attributes;
      const url = href.trim() === '' ? undefined : linkUrl(href, link.base);
      return url === undefined ? [] : [{ rel: relOf(link), url, type, length }];
    });
}

const linkLimit = 1000;

function relOf(link: XmlElement): string {
  const rel = (link.attributes['rel'] ?? '').trim().toLowerCase() || 'alternate';
  return rel.replace(/^http:\/\/www\.iana\.org\/assignments\/relation\//, '');
}
