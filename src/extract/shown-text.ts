import { oneLine } from '../html/index.ts';
import { isLineless, isParting } from './element-traits.ts';
import type { PageTree, TreeNode } from './tree.ts';

/**
 * The text of a node as its readers see it, as one line: pieces of neighbouring elements that a style
 * sets apart, `<span>Jane Doe</span><span>Dec 5</span>`, are parted by a space. Undefined where it is
 * longer than `most` characters.
 */
export function shownText(tree: PageTree, node: TreeNode, most: number): string | undefined {
  let text = '';
  for (let at = node.index + 1; at < node.end; ) {
    const each = tree.nodes[at];
    if (each === undefined || text.length > 2 * most) break;
    if (each.name === '#text') text = withPiece(text, each.text);
    else if (isParting(each.name)) text += ' ';
    at = isLineless(each.name) ? each.end : at + 1;
  }
  const line = text.length > 2 * most ? text : oneLine(text.trim().toWellFormed());
  return line.length > most ? undefined : line;
}

function withPiece(text: string, piece: string): string {
  if (isBlank(piece)) return text.endsWith(' ') ? text : `${text} `;
  return isGlued(text, piece) ? `${text} ${piece}` : text + piece;
}

/** Whether a text is nothing but white space. */
export const isBlank = (text: string): boolean => text.trim() === '';

/**
 * Whether two texts in different elements would run together into a word or number that neither is:
 * a capital behind a small letter, a digit behind a digit.
 */
export function isGlued(before: string, after: string): boolean {
  const last = before.charCodeAt(before.length - 1);
  const first = after.charCodeAt(0);
  if (isDigit(last)) return isDigit(first);
  if (last < 0x61 || first < 0x41 || (first > 0x5a && first < 0xc0)) return false;
  return isSmall(before.charAt(before.length - 1)) && isCapital(after.charAt(0));
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isSmall = (letter: string): boolean => letter !== letter.toUpperCase();
const isCapital = (letter: string): boolean => letter !== letter.toLowerCase();
