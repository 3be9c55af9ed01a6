import { type HtmlPiece, htmlPieces, isSpace } from './html-pieces.ts';

const blocks = new Set(
  (
    'address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt ' +
    'fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li ' +
    'main menu nav ol optgroup option p pre section source summary table tbody td tfoot th thead ' +
    'title tr track ul'
  ).split(' '),
);
const keeping = new Set(['pre', 'listing', 'textarea', 'xmp']);

/**
 * An HTML body on one line, so that it reads and shows the same: a line break inside a tag or
 * between words becomes one space, beside a block's tag nothing, in preformatted text `&#10;`.
 * Between two inline tags it parts words and stays a space. A body of one line stays as it is.
 */
export function joinLines(html: string): string {
  if (!/[\r\n]/.test(html)) return html;
  const pieces = [...htmlPieces(html)];
  let depth = 0;
  const joined = pieces.map((piece, index) => {
    if (piece.kind === 'text') {
      return joinText(piece.text, pieces[index - 1], pieces[index + 1], depth > 0);
    }
    if (piece.kind === 'tag' && keeping.has(piece.name)) {
      depth = Math.max(0, depth + (piece.closing ? -1 : 1));
    }
    return joinMarkup(piece);
  });
  return joined.join('');
}

function joinMarkup(piece: HtmlPiece): string {
  if (!/[\r\n]/.test(piece.text)) return piece.text;
  const kept = piece.kind === 'raw' && keeping.has(piece.name);
  return kept ? keepBreaks(piece.text) : joinWords(piece.text);
}

function joinText(
  text: string,
  before: HtmlPiece | undefined,
  after: HtmlPiece | undefined,
  preformatted: boolean,
): string {
  if (!/[\r\n]/.test(text)) return text;
  if (preformatted) return keepBreaks(text);
  const words = joinWords(text);
  const start = startOf(text);
  const end = endOf(text);
  const opening = /[\r\n]/.test(text.slice(0, start)) ? gap(before) : text.slice(0, start);
  const ending = /[\r\n]/.test(text.slice(end)) ? gap(after) : text.slice(end);
  if (words === '') return opening === '' || gap(after) === '' ? '' : ' ';
  return opening + words + ending;
}

/** What a line break leaves beside this neighbour: nothing at a block's edge or the body's. */
function gap(neighbour: HtmlPiece | undefined): '' | ' ' {
  const atBlock = neighbour?.kind === 'tag' && blocks.has(neighbour.name);
  return neighbour === undefined || atBlock ? '' : ' ';
}

function joinWords(text: string): string {
  return text
    .split(/[\r\n]/)
    .map((line) => line.slice(startOf(line), endOf(line)))
    .filter((line) => line !== '')
    .join(' ');
}

function keepBreaks(text: string): string {
  return text.replace(/\r\n|[\r\n]/g, '&#10;');
}

// White space as HTML has it: the no-break space and the ideographic one are words.
function startOf(text: string): number {
  let at = 0;
  while (isSpace(text.charAt(at))) at += 1;
  return at;
}

function endOf(text: string): number {
  let at = text.length;
  while (at > 0 && isSpace(text.charAt(at - 1))) at -= 1;
  return at;
}
