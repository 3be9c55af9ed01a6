/** A line with its number, from 1; `undefined` for one that was too long to be kept. */
export interface NumberedLine {
  readonly number: number;
  readonly line: string | undefined;
}

/** Characters of one line, at most: a page of 8 MiB takes up to six times that as JSON. */
export const longestLine = 64 * 1024 * 1024;

/**
 * The lines of a stream of UTF-8, blank ones left out. JSON Lines are parted by LF alone; other line
 * separators may stand inside a string.
 */
export async function* numberedLines(
  input: AsyncIterable<Uint8Array | string>,
  longest = longestLine,
): AsyncGenerator<NumberedLine> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  let length = 0;
  let number = 0;
  const add = (part: string): void => {
    length += part.length;
    if (length <= longest) parts.push(part);
    else parts = [];
  };
  const end = (): NumberedLine => {
    number += 1;
    const line = length > longest ? undefined : parts.join('');
    parts = [];
    length = 0;
    return { number, line };
  };
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      add(text.slice(from, at));
      from = at + 1;
      const told = end();
      if (told.line === undefined || told.line.trim() !== '') yield told;
    }
    add(text.slice(from));
  }
  const last = end();
  if (last.line === undefined || last.line.trim() !== '') yield last;
}
