import { html, raw } from 'hono/html';

/** HTML that is safe to write as it stands. */
export type Markup = ReturnType<typeof raw>;

/** What a template may hold: text is escaped, markup is not, `undefined` and `false` are nothing. */
export type Piece = string | number | false | undefined | Markup | readonly Piece[];

/**
 * Tagged template: text to markup with every value escaped, for element content and for
 * double-quoted attribute values.
 */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const made = html(strings, ...pieces);
  if (made instanceof Promise) throw new TypeError('A page template holds a promise.');
  return made;
}

/** HTML that is known to be safe, taken as it is. */
export function trusted(safeHtml: string): Markup {
  return raw(safeHtml);
}

/** Pieces with `between` written between each two. */
export function joined(pieces: readonly Piece[], between: Piece): Markup {
  return markup`${pieces.map((piece, at) => (at === 0 ? piece : [between, piece]))}`;
}

/**
 * A whole document as a string: characters HTML forbids (controls, noncharacters of the basic
 * plane, lone surrogates) become U+FFFD, whatever hostile title they came with.
 */
export function written(document: Markup): string {
  return document.toString().toWellFormed().replace(forbidden, '\uFFFD');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFDD0-\uFDEF\uFFFE\uFFFF]/g;
