import type { Url } from '../model/index.ts';
import { escapeHtml } from './escape-html.ts';
import type { Attributes } from './tag-attributes.ts';

const longest = 8192;
const widest = 1600;
const absolute = /^https?:\/\//i;
const placeholder =
  /\/(?:blank|spacer|placeholder|loading|transparent|pixel|1x1|lazy-?load)\.(?:gif|png|svg)(?:\?|$)/i;

/** `href` made absolute by `base`; undefined unless it is http or https and of bearable length. */
export function webUrl(href: string | undefined, base: Url): Url | undefined {
  const url = parseUrl(href, base);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
    ? shortUrl(url)
    : undefined;
}

/** Where an `a` leads: http, https or mailto; undefined for a place on the same page. */
export function linkTarget(href: string | undefined, base: Url): Url | undefined {
  if (href === undefined || href.trimStart().startsWith('#')) return undefined;
  const url = parseUrl(href, base);
  if (url === null) return undefined;
  return /^(?:https?|mailto):$/.test(url.protocol) ? shortUrl(url) : undefined;
}

function parseUrl(href: string | undefined, base: Url): URL | null {
  if (href === undefined || href === '' || href.length > longest) return null;
  return absolute.test(href) ? URL.parse(href) : URL.parse(href, base);
}

function shortUrl(url: URL): Url | undefined {
  return url.href.length > longest ? undefined : (url.href as Url);
}

/** The best file a `srcset` offers: the largest up to 1600 w, else the smallest. */
export function bestOfSrcset(srcset: string | undefined): string | undefined {
  if (srcset === undefined || srcset.length > 4 * longest) return undefined;
  let best: { url: string; width: number } | undefined;
  for (const candidate of srcsetCandidates(srcset)) {
    if (best === undefined || fitsBetter(candidate.width, best.width)) best = candidate;
  }
  return best?.url;
}

function fitsBetter(width: number, than: number): boolean {
  return width <= widest ? than > widest || width > than : width < than;
}

function* srcsetCandidates(srcset: string): Generator<{ url: string; width: number }> {
  for (const part of srcset.split(/,\s+|,(?=https?:|\/)/)) {
    const [url, size = '1x'] = part.trim().split(/\s+/, 2);
    if (url === undefined || url === '' || url.startsWith('data:')) continue;
    const value = Number.parseFloat(size);
    const width = size.endsWith('w') ? value : value * 800;
    yield { url: url.replace(/,$/, ''), width: Number.isFinite(width) ? width : 0 };
  }
}

/**
 * The real file behind an `img`, lazy or not: srcset first, then the attributes that lazy loaders
 * use, then `offered` (of a `picture`) where `src` is a placeholder, then `src`.
 */
export function imageSource(
  attributes: Attributes,
  offered: string | undefined,
  base: Url,
): Url | undefined {
  const lazy = [
    bestOfSrcset(
      attributes.get('srcset') ??
        attributes.get('data-srcset') ??
        attributes.get('data-lazy-srcset'),
    ),
    attributes.get('data-src'),
    attributes.get('data-original'),
    attributes.get('data-lazy-src'),
    attributes.get('data-actualsrc'),
  ];
  for (const candidate of [...lazy, attributes.get('src'), offered]) {
    if (candidate === undefined) continue;
    const url = webUrl(candidate.trim(), base);
    if (url !== undefined && !placeholder.test(url)) return url;
  }
  return undefined;
}

/** A picture of at most one pixel counts readers; it shows nothing. */
export function isTrackingPixel(attributes: Attributes): boolean {
  const sides = [attributes.get('width'), attributes.get('height')].filter(
    (side) => side !== undefined,
  );
  if (sides.length > 0 && sides.every((side) => /^\s*[01](?:px)?\s*$/.test(side))) return true;
  return /(?:^|;)\s*(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$)/i.test(
    attributes.get('style') ?? '',
  );
}

/** An `img` tag for a file at `src`. */
export function imageTag(src: Url, attributes: Attributes): string {
  return `<img src="${escapeHtml(src)}" alt="${escapeHtml(cleanValue(attributes.get('alt') ?? ''))}"${[
    textAttribute('title', attributes),
    numberAttribute('width', attributes, 1, 99_999),
    numberAttribute('height', attributes, 1, 99_999),
  ].join('')}>`;
}

export function textAttribute(name: string, attributes: Attributes): string {
  const value = attributes.get(name);
  const clean = value === undefined ? '' : cleanValue(value);
  return clean === '' ? '' : ` ${name}="${escapeHtml(clean)}"`;
}

export function numberAttribute(
  name: string,
  attributes: Attributes,
  from: number,
  to: number,
): string {
  const value = attributes.get(name);
  if (value === undefined || !/^\s*\d{1,5}(?:px)?\s*$/.test(value)) return '';
  const number = Number.parseInt(value, 10);
  return number >= from && number <= to ? ` ${name}="${number}"` : '';
}

/** ` lang="…"` for a tag in the form of BCP 47, else nothing. */
export function langAttribute(attributes: Attributes): string {
  const lang = attributes.get('lang');
  return lang !== undefined && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/.test(lang)
    ? ` lang="${lang}"`
    : '';
}

export function datetimeAttribute(attributes: Attributes): string {
  const moment = attributes.get('datetime')?.trim() ?? '';
  return /^[0-9A-Za-z:+. -]{1,40}$/.test(moment) ? ` datetime="${moment}"` : '';
}

/** C0 and C1 controls but tab, line feed and form feed, CR; zero-width spaces; noncharacters. */
const invisibles = /[^\P{Cc}\t\n\f\r]|[\u200b\u2060\ufeff\ufffe\uffff]/gu;

/** Text without control characters and zero-width spaces, and with whole surrogate pairs. */
export function visibleText(text: string): string {
  const clean = text.replace(invisibles, '');
  return clean.isWellFormed() ? clean : clean.toWellFormed();
}

function cleanValue(value: string): string {
  return visibleText(value).replace(/\s+/g, ' ').trim().slice(0, 1000).toWellFormed().trimEnd();
}
