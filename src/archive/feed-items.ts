/** Where an item stands in a text: from the blanks before it to the end of its line. */
export interface ItemSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * The items of a feed or sitemap (`item`, `entry`, `url`, with or without a prefix), each as far as the
 * next closing tag of its name. Every character is looked at a few times at most: a hostile document
 * may open tags that it never closes, or end none of them.
 */
export function itemsIn(text: string): readonly ItemSpan[] {
  const closings = closingTags(text);
  const spans: ItemSpan[] = [];
  let end = 0;
  for (const tag of text.matchAll(/<((?:[\w-]+:)?(?:item|entry|url))(?=[\s>])/gi)) {
    if (tag.index < end) continue;
    const own = closings.get(tag[1]?.toLowerCase() ?? '');
    // The openings come in order, so closings before this one are of no use to the next either.
    while (own !== undefined && (own.ends[own.next]?.at ?? tag.index) < tag.index) own.next += 1;
    const closing = own?.ends[own.next];
    if (closing === undefined) continue;
    const from = blanksBefore(text, tag.index, end);
    end = lineEnd(text, closing.to);
    spans.push({ from, to: end });
  }
  return spans;
}

interface Closings {
  readonly ends: { readonly at: number; readonly to: number }[];
  next: number;
}

function closingTags(text: string): Map<string, Closings> {
  const found = new Map<string, Closings>();
  for (const tag of text.matchAll(/<\/((?:[\w-]+:)?(?:item|entry|url))(\s*)/gi)) {
    const [whole, named = ''] = tag;
    const to = tag.index + whole.length;
    if (text[to] !== '>') continue;
    const name = named.toLowerCase();
    const own = found.get(name) ?? { ends: [], next: 0 };
    own.ends.push({ at: tag.index, to: to + 1 });
    found.set(name, own);
  }
  return found;
}

function blanksBefore(text: string, at: number, least: number): number {
  let from = at;
  while (from > least && isBlank(text[from - 1])) from -= 1;
  return from;
}

function lineEnd(text: string, at: number): number {
  let to = at;
  while (isBlank(text[to])) to += 1;
  if (text.startsWith('\r\n', to)) return to + 2;
  return text[to] === '\n' ? to + 1 : to;
}

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';
