/** Text as HTML and XML may hold it: controls, noncharacters of the basic plane and lone surrogates, whatever
 * hostile title they came with, become U+FFFD. */
export function permitted(text: string): string {
  return text.toWellFormed().replace(forbidden, '\uFFFD');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFDD0-\uFDEF\uFFFE\uFFFF]/g;
