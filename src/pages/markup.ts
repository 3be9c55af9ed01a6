import { html, raw } from 'hono/html';
import { permitted } from '../html/index.ts';

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

/** A whole document as a string, of characters alone that HTML may hold. */
export function written(document: Markup): string {
  return permitted(document.toString());
}
