/**
 * Text as every format can carry it: without what XML 1.0 forbids or warns of (controls, lone surrogates,
 * U+FFFE, U+FFFF; section 2.2), lines ended by LF, which is what a reader of XML makes of them.
 */
export function feedText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(forbidden, '');
}

/** The same on one line, as titles and names are read. */
export function feedLine(text: string): string {
  return feedText(text)
    .replace(/[\s\u0085]+/g, ' ')
    .trim();
}

// With `v` a surrogate is matched only where it stands alone.
const forbidden = /[[\p{Cc}\p{Cs}\ufffe\uffff]--[\t\n\u0085]]/gv;
