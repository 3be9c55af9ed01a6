import { articleText, sanitizeArticleHtml } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { runWeight } from './page-runs.ts';

/** Words in a row by which texts are compared; characters where a script has no spaces. */
const inRow = 4;
const longest = 400_000;
const pieces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}\p{N}]+/gu;

const cutOff =
  /(?:…|\.{3}|[[(（【]\s*(?:…|\.{3})\s*[\])）】])\s*$|(?:read (?:more|the full)|continue reading|weiterlesen|lire la suite|leer más|читать (?:далее|полностью)|(?:阅读|查看|閱讀)(?:全文|更多)|続きを読む)[^\n]*$/iu;

/** What somebody else tells of an article, such as its feed: evidence of which words are the article's. */
export class Witness {
  /** Of all its words, as runs of a page are weighed. */
  readonly weight: number;
  /** Whether it says itself that there is more. */
  readonly isCutOff: boolean;
  private readonly rows = new Set<string>();
  private readonly lines = new Set<string>();

  /** Takes HTML, or text with a paragraph a line. */
  constructor(html: string, base: Url) {
    const text = articleText(sanitizeArticleHtml(html.slice(0, longest), base));
    this.weight = runWeight(text.replace(/\s+/g, ''));
    this.isCutOff = cutOff.test(text.slice(-60));
    for (const line of text.split('\n')) {
      const words = piecesOf(line);
      this.lines.add(words.join(' '));
      for (const row of rowsOf(words)) this.rows.add(row);
    }
  }

  /** The share of a text's words that it tells too, in the same order, 0 to 1. */
  share(text: string): number {
    const words = piecesOf(text);
    if (words.length === 0) return 0;
    if (words.length < inRow) return this.lines.has(words.join(' ')) ? 1 : 0;
    const rows = rowsOf(words);
    return rows.filter((row) => this.rows.has(row)).length / rows.length;
  }
}

const piecesOf = (text: string): string[] =>
  text.slice(0, 20_000).normalize('NFKC').toLowerCase().match(pieces) ?? [];

const rowsOf = (words: readonly string[]): string[] =>
  words.slice(inRow - 1).map((_, at) => words.slice(at, at + inRow).join(' '));
