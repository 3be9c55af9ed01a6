import { readTags, type TagHandler } from './tag-events.ts';
import { wordSet } from './word-set.ts';

const blocks = wordSet(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead title tr ul',
);
const cells = wordSet('td th');
/** Readings beside a character are not words of the sentence, captions are none of the story. */
const unread = wordSet('rt rp script style template figcaption');

/**
 * The canonical `text/1` body of sanitised HTML: UTF-8 NFC, lines parted by LF, one line a block (a
 * table row is one, its cells parted by a space; each line of a `pre` is one), `<br>` ends a line,
 * runs of white space are one space, no empty lines, no LF at the end. Zero-width spaces and soft
 * hyphens are removed, joiners stay where they join letters or emoji. Ruby readings and the captions
 * of figures are left out.
 */
export function articleText(html: string): string {
  const writer = new TextWriter();
  readTags(html, writer);
  return writer.finish();
}

class TextWriter implements TagHandler {
  private readonly lines: string[] = [];
  private line = '';
  private inCell = 0;
  private inPre = 0;
  private skipping = 0;

  text(text: string): void {
    if (this.skipping > 0) return;
    if (this.inPre === 0) {
      this.line += text;
      return;
    }
    const [first = '', ...rest] = text.split(/\r\n?|\n/);
    this.line += first;
    for (const line of rest) {
      this.boundary();
      this.line += line;
    }
  }

  open(name: string): void {
    if (unread.has(name)) this.skipping += 1;
    else if (name === 'br' || blocks.has(name)) this.boundary();
    else if (cells.has(name)) {
      this.line += ' ';
      this.inCell += 1;
    }
    if (name === 'pre') this.inPre += 1;
  }

  close(name: string): void {
    if (unread.has(name)) this.skipping -= 1;
    if (cells.has(name)) {
      this.inCell -= 1;
      this.line += ' ';
    }
    if (name === 'pre') this.inPre -= 1;
    if (blocks.has(name)) this.boundary();
  }

  finish(): string {
    this.endLine();
    return this.lines.join('\n');
  }

  private boundary(): void {
    if (this.inCell > 0) this.line += ' ';
    else this.endLine();
  }

  private endLine(): void {
    const line = oneLine(this.line);
    if (line !== '') this.lines.push(line);
    this.line = '';
  }
}

const zeroWidth = /[\u00ad\u200b\u2060\ufeff]/g;
const joiner = /[\u200c\u200d]/;
const idleJoiner =
  /(?<![\p{L}\p{M}\p{Emoji_Modifier}\p{Extended_Pictographic}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{Extended_Pictographic}])|(?<=\p{Script=Han})[\u200c\u200d]/gu;
/** What may need tidying: all but single spaces and letters and marks that NFC leaves alone. */
const untidy =
  /[^\u0021-\u007e\u00a1-\u00ac\u00ae-\u017f\u0391-\u03a1\u03a3-\u03ce\u0400-\u045f\u2010-\u2027\u2030-\u203a\u20ac\u2122\u3001-\u301f\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60 ]| {2}|^ | $/;

/** Text as one canonical line: NFC, no zero-width characters, single spaces, trimmed. */
export function oneLine(text: string): string {
  if (!untidy.test(text)) return text;
  const spaced = text.replace(/[\t\n\f\r ]+/g, ' ').trim();
  if (!untidy.test(spaced)) return spaced;
  let line = spaced.replace(zeroWidth, '');
  if (joiner.test(line)) line = line.replace(idleJoiner, '');
  return line
    .normalize('NFC')
    .replace(/[\s\u0085\u180e]+/g, ' ')
    .trim();
}
