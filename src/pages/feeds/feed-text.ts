/**
 * Text as every format can carry it: without what XML 1.0 forbids (controls, lone surrogates, U+FFFE,
 * U+FFFF), lines ended by LF, which is what a reader of XML makes of them.
 */
export function feedText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(forbidden, '');
}

/** The same on one line, as titles and names are read. */
export function feedLine(text: string): string {
  return feedText(text).replace(/\s+/g, ' ').trim();
}

// With `u` a surrogate is matched only where it stands alone.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]/gu;
