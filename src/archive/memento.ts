import { articleImages, decodeText, sanitizeArticleHtml } from '../html/index.ts';
import { header } from '../http/index.ts';
import type { Capture, Url } from '../model/index.ts';
import { canonicalUrl, parseUrl } from '../url/index.ts';
import { type Content, contentIn } from './captured-content.ts';
import type { Services } from './services.ts';

/** Most captures of one address that are told of, the newest. */
const mostMementos = 10_000;

/** Longer pages are not cleaned while somebody waits, and no more pictures are looked for. */
const longestPage = 4 * 1024 * 1024;
const mostPictures = 500;

/** What stood at an address once: a page as safe HTML with all its words, or a file. */
export interface Memento extends Content {
  /** Set for an HTML page of 4 MiB at most; its addresses are absolute, no script and no style is left. */
  readonly html?: string;
  /** The pictures it shows, the first 500. */
  readonly images: readonly Url[];
}

/**
 * Captures of an address that were answered with something or led elsewhere (HTTP 2xx, 3xx), by time.
 * An address is the same with another scheme, a fragment, or what trackers add.
 */
export async function mementosOf({ store }: Services, url: Url): Promise<Capture[]> {
  const forms = formsOf(url);
  const captures = await store.capturesOf(forms, mostMementos);
  return captures.filter((one) => one.removed === undefined && isState(one, forms)).reverse();
}

/** An answer that led to the address itself (with https, a cookie, without what trackers add) is no state
 * of it; who followed it would go in a circle. */
function isState(capture: Capture, forms: readonly Url[]): boolean {
  const { status } = capture;
  if (status < 300 || status >= 400) return status >= 200 && status < 300;
  const target = ledTo(capture);
  return target !== undefined && !formsOf(target).some((form) => forms.includes(form));
}

/** Where a capture's answer led on; undefined where it led to no web page. Copies of others' captures
 * know no more than their `Location`. */
export function ledTo({ askedUrl, finalUrl, headers }: Capture): Url | undefined {
  if (finalUrl !== askedUrl) return finalUrl;
  return parseUrl(header(headers, 'location') ?? '', askedUrl);
}

function formsOf(url: Url): Url[] {
  const bare = new URL(url);
  bare.hash = '';
  const forms = [bare.href as Url, canonicalUrl(url)].flatMap((form) => [form, otherScheme(form)]);
  return [...new Set(forms)];
}

const otherScheme = (url: Url): Url =>
  url.replace(/^http(s?):/, (_, secure) => (secure === '' ? 'https:' : 'http:')) as Url;

/** What a capture shows. Throws ArchiveError `not-found` where its payload was removed. */
export async function mementoOf(services: Services, capture: Capture): Promise<Memento> {
  const content = await contentIn(services, capture);
  const isPage = /\bx?html\b/i.test(content.type) && content.bytes.length <= longestPage;
  if (!isPage) return { ...content, images: [] };
  const { text } = decodeText(content.bytes, { contentType: content.type, kind: 'html' });
  const html = sanitizeArticleHtml(text, capture.finalUrl);
  const images = articleImages(html).slice(0, mostPictures);
  return { ...content, html, images: images.map(({ url }) => url as Url) };
}
