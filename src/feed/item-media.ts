import type { FeedEnclosure, Url } from '../model/index.ts';
import { linksOf } from './atom-link.ts';
import { linkUrl } from './item-fields.ts';
import { child, childrenOf, textOf, type XmlElement } from './xml-element.ts';

/** What an item shows and offers beside its words. */
export interface ItemMedia {
  readonly image: Url | undefined;
  readonly enclosures: readonly FeedEnclosure[];
}

const mediaLimit = 100;
const imagePath = /\.(?:jpe?g|png|gif|webp|avif)$/i;

/**
 * The lead image and the enclosures of an RSS item or Atom entry. The image is the widest picture
 * of Media RSS, else its thumbnail, the one for podcasts, an enclosure that is a picture, or an
 * `image` element. Enclosures are RSS's and Atom's, and what Media RSS offers beyond pictures.
 */
export function itemMedia(item: XmlElement): ItemMedia {
  const groups = [item, ...childrenOf(item, 'media:group')];
  const contents = groups
    .flatMap((group) => childrenOf(group, 'media:content'))
    .slice(0, mediaLimit);
  const shown = [...groups, ...contents];
  const thumbnails = shown.flatMap((one) => childrenOf(one, 'media:thumbnail'));
  const enclosures = eachOnce([
    ...childrenOf(item, 'enclosure')
      .slice(0, mediaLimit)
      .flatMap((one) => fileOf(one, 'url', 'length')),
    ...linksOf(item, 'link', 'atom:link')
      .filter(({ rel }) => rel === 'enclosure')
      .map(({ url, type, length }) => enclosure(url, type, length)),
    ...contents.filter((one) => !isPicture(one)).flatMap((one) => fileOf(one, 'url', 'filesize')),
  ]);
  return {
    image:
      widest(contents.filter(isPicture)) ??
      widest(thumbnails) ??
      addressIn(child(item, 'itunes:image'), 'href', 'url') ??
      enclosures.find(({ type = '', url }) => isImage(type, url))?.url ??
      pictureElement(item),
    enclosures: enclosures.slice(0, mediaLimit),
  };
}

/** Whether a file is a picture, by its media type or else the end of its path. */
export function isImage(type: string, url: string): boolean {
  return type === '' ? imagePath.test(url.split(/[?#]/, 1)[0] ?? '') : type.startsWith('image/');
}

/** A media type and a length as they were told; what is no length is left out. */
export function enclosure(url: Url, type: string, length: string): FeedEnclosure {
  const tidy = type.trim().toLowerCase();
  const bytes = /^\d{1,15}$/.test(length.trim()) ? Number(length) : 0;
  return {
    url,
    ...(tidy === '' ? {} : { type: tidy }),
    ...(bytes === 0 ? {} : { length: bytes }),
  };
}

/** Enclosures, each address once. */
export function eachOnce(files: readonly FeedEnclosure[]): readonly FeedEnclosure[] {
  const first = new Map<Url, FeedEnclosure>();
  for (const { url, type = '', length = 0 } of files) {
    if (!first.has(url)) first.set(url, enclosure(url, type, String(length)));
  }
  return [...first.values()];
}

function fileOf(element: XmlElement, address: string, length: string): readonly FeedEnclosure[] {
  const url = addressIn(element, address);
  const { attributes } = element;
  return url === undefined
    ? []
    : [enclosure(url, attributes['type'] ?? '', attributes[length] ?? '')];
}

function isPicture(content: XmlElement): boolean {
  const { medium = '', type = '', url = '' } = content.attributes;
  return medium === '' ? isImage(type.toLowerCase(), url.trim()) : medium === 'image';
}

function widest(elements: readonly XmlElement[]): Url | undefined {
  const width = (one: XmlElement): number =>
    Number.parseInt(one.attributes['width'] ?? '0', 10) || 0;
  const sorted = elements.toSorted((one, other) => width(other) - width(one));
  for (const element of sorted) {
    const url = addressIn(element, 'url');
    if (url !== undefined) return url;
  }
  return undefined;
}

function pictureElement(item: XmlElement): Url | undefined {
  const image = child(item, 'image');
  if (image === undefined) return undefined;
  const told = textOf(image, 'url') || image.text.trim();
  return told === '' ? addressIn(image, 'href', 'url', 'rdf:resource') : linkUrl(told, image.base);
}

function addressIn(element: XmlElement | undefined, ...names: readonly string[]): Url | undefined {
  for (const name of names) {
    const told = element?.attributes[name]?.trim() ?? '';
    const url = told === '' ? undefined : linkUrl(told, element?.base ?? '');
    if (url !== undefined) return url;
  }
  return undefined;
}
