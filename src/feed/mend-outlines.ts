const escapes: Readonly<Record<string, string>> = {
  '"': '&quot;',
  "'": '&#39;',
  '<': '&lt;',
  '>': '&gt;',
};
const longestValue = 50_000;
/** Quotes looked at in one text: some fifty thousand outlines have as many. */
const mostQuotes = 1_000_000;
/** What stands after the last quote of a value: the end of the tag and the next one, or a name. */
const following =
  /\s*\/?>\s*(?:<\/?(?:outline|body|opml)(?=[\s/>])|<!--|$)|\s+[\w:.-]{1,50}\s*=\s*["']/iy;

/**
 * The text of a broken OPML list with the quotes and tags inside attribute values escaped, as in
 * `description="see <a href="https://a.example/">A</a>"`. A value ends at the quote after which
 * another attribute begins, or the tag ends and the list goes on. Time is linear in the length.
 */
export function mendOutlines(text: string): string {
  const pieces: string[] = [];
  let copied = 0;
  const finder = new ValueFinder(text);
  const tag = /<outline(?=[\s/>])/gi;
  for (let match = tag.exec(text); match !== null; match = tag.exec(text)) {
    for (const { start, end } of finder.valuesFrom(tag.lastIndex)) {
      const value = text.slice(start, end);
      pieces.push(
        text.slice(copied, start),
        value.replace(/["'<>]/g, (mark) => escapes[mark] ?? mark),
      );
      copied = end;
    }
    tag.lastIndex = Math.max(tag.lastIndex, copied);
  }
  return pieces.join('') + text.slice(copied);
}

/** Finds where the values of attributes begin and end, and gives up a text of too many quotes. */
class ValueFinder {
  private readonly text: string;
  private quotesLeft = mostQuotes;

  constructor(text: string) {
    this.text = text;
  }

  /** The values of one tag, of which the attributes begin at `from`. */
  *valuesFrom(from: number): Generator<{ start: number; end: number }> {
    const name = /\s*[\w:.-]{1,50}\s*=\s*(["'])/y;
    name.lastIndex = from;
    for (let match = name.exec(this.text); match !== null; match = name.exec(this.text)) {
      const start = name.lastIndex;
      const end = this.valueEnd(start, match[1] ?? '"');
      if (this.quotesLeft <= 0) return;
      yield { start, end };
      name.lastIndex = end + 1;
    }
  }

  /** The quote that ends a value; where none within reach does, the first one. */
  private valueEnd(start: number, quote: string): number {
    const { text } = this;
    const last = start + longestValue;
    let first = -1;
    for (let at = text.indexOf(quote, start); at >= 0 && at < last; ) {
      if (first < 0) first = at;
      this.quotesLeft -= 1;
      following.lastIndex = at + 1;
      if (following.test(text) || this.quotesLeft <= 0) return at;
      at = text.indexOf(quote, at + 1);
    }
    return first < 0 ? Math.min(last, text.length) : first;
  }
}
