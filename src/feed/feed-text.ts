import { escapeHtml, plainText } from '../html/index.ts';
import { innerMarkup, xhtmlMarkup } from './inner-markup.ts';
import type { XmlElement } from './xml-element.ts';

/** Tags that are stripped from titles; any other `<word>` in one is something it tells. */
const titleTag =
  /<(?!\/?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|nobr|p|q|s|small|span|strike|strong|sub|sup|tt|u|wbr)(?=[\s/>])|!--)/gi;
const knownMarkup =
  /<(?:\/(?:p|div|a|b|i|em|strong|span|h[1-6]|ul|ol|li|blockquote)|br ?\/?|p)>|<(?:a\s+href|img\s+src|img\s+alt)=/i;
/** A page where a title is asked for: all of its tags are markup. */
const wholePage = /^\s*<(?:!doctype|html)[\s>]/i;
const titleLimit = 10_000;
const leftOver = /&(?:amp|quot|apos|nbsp|lt|gt|#0?39|#x27|#8[23]\d\d);/i;
const control = /[\p{Cc}--[\t\n\r\u0085]]/gv;

/**
 * A title told as HTML (RSS, Atom's `type=html`) as plain text: known inline tags stripped, entities
 * decoded until none of the usual ones is left over (many feeds escape twice), white space collapsed.
 */
export function titleFromHtml(html: string): string {
  const safe = html.slice(0, titleLimit).replace(control, '');
  const once = plainText(wholePage.test(safe) ? safe : safe.replace(titleTag, '&lt;'));
  return leftOver.test(once) ? titleFromText(once) : once;
}

/** A title told as text: no tag is stripped, entities left over by escaping twice are decoded. */
export function titleFromText(text: string): string {
  const safe = text.slice(0, titleLimit).replace(control, '').replaceAll('<', '&lt;');
  return plainText(safe);
}

/** The text of an RSS element that may hold HTML in any of its guises. */
export function titleOf(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  return titleFromHtml(element.mixed ? innerMarkup(element, 'html') : element.text);
}

/** The text of an Atom text construct (RFC 4287, 3.1; Atom 0.3 `mode`). */
export function atomTitleOf(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  if (element.mixed) return titleFromHtml(innerMarkup(element, 'text'));
  const kind = textKind(element);
  if (kind === 'base64') return titleFromHtml(fromBase64(element.text) ?? '');
  return kind === 'text' ? titleFromText(element.text) : titleFromHtml(element.text);
}

/** An RSS element's HTML, verbatim; undefined when it is missing or blank. */
export function htmlOf(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  return filled(element.mixed ? innerMarkup(element, 'html') : element.text);
}

/** An Atom text construct or content as HTML; undefined when missing, blank, or of another kind. */
export function atomHtmlOf(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  if (element.mixed) return filled(xhtmlMarkup(element));
  switch (textKind(element)) {
    case 'base64':
      return filled(fromBase64(element.text) ?? '');
    case 'text':
      return filled(textAsHtml(element.text));
    case 'html':
      return filled(element.text);
    default:
      return undefined;
  }
}

/** Plain text as HTML paragraphs: an empty line parts them, a line break stays one. */
export function textAsHtml(text: string): string {
  if (knownMarkup.test(text)) return text;
  if (!/\S/.test(text)) return '';
  const paragraphs = text.trim().split(/\r?\n(?:[ \t]*\r?\n)+/);
  return paragraphs
    .map((paragraph) => `<p>${escapeHtml(paragraph).replace(/\r?\n/g, '<br>')}</p>`)
    .join('');
}

function textKind(element: XmlElement): 'text' | 'html' | 'base64' | 'other' {
  const type = (element.attributes['type'] ?? 'text').trim().toLowerCase().split(';')[0] ?? '';
  if (element.attributes['mode'] === 'base64') return 'base64';
  if (type === 'text' || type === '') return 'text';
  if (/^(?:html|xhtml|text\/x?html|application\/xhtml\+xml)$/.test(type)) return 'html';
  if (type === 'text/plain') return 'text';
  if (/[+/]xml$/.test(type)) return 'html';
  return type.includes('/') ? 'base64' : 'text';
}

function fromBase64(text: string): string | undefined {
  const letters = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(letters) || letters.length % 4 === 1) return undefined;
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  const decoded = new TextDecoder().decode(bytes);
  return decoded.includes('\0') ? undefined : decoded;
}

function filled(html: string): string | undefined {
  return /\S/.test(html) ? html : undefined;
}
