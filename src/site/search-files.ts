import { pieceAt, placeOf } from './search-terms.ts';

/** A file of the site to be. */
export interface MadeFile {
  readonly path: string;
  readonly bytes: string;
}

/** A script that hands its data to the search page. */
export const call = (name: string, values: readonly unknown[]): string =>
  `backissue.${name}(${values.map((one) => escaped(JSON.stringify(one))).join(',')});\n`;

/** U+2028 and U+2029 end lines of old scripts. */
const escaped = (json: string): string =>
  json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

/** The pieces of a segment, of its lines in their order: so many files, each with a stretch of them. */
export function* pieceFiles(
  name: string,
  pieces: number,
  lines: Iterable<string>,
): Generator<MadeFile> {
  const file = (at: number, some: readonly string[]): MadeFile => ({
    path: `search/${name}/${at}.js`,
    bytes: call('terms', [name, at, some.join('\n')]),
  });
  let at = 0;
  let some: string[] = [];
  for (const line of lines) {
    const piece = pieceAt(placeOf(line.slice(0, line.lastIndexOf(' '))), pieces);
    for (; at < piece; at += 1) {
      yield file(at, some);
      some = [];
    }
    some.push(line);
  }
  for (; at < pieces; at += 1) {
    yield file(at, some);
    some = [];
  }
}

/** The lines of a piece as it was written. */
export function linesOfPiece(bytes: Buffer): string[] {
  const text = bytes.toString();
  const [, , lines] = JSON.parse(`[${text.slice(text.indexOf('(') + 1, -3)}]`) as [0, 0, string];
  return lines === '' ? [] : lines.split('\n');
}
