import type { Clause, Phrase } from '../store/index.ts';
import { formsOf, searchWords, type Word } from '../words/index.ts';

/** Characters shown around the first match. */
const before = 40;
const length = 160;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece of the text around its first match as HTML, the matches in `<mark>`. */
export function snippetOf(text: string, clauses: readonly Clause[]): string {
  const words = searchWords(text);
  const spans = clauses
    .filter((clause) => clause.exclude !== true && clause.removed !== true)
    .flatMap(({ anyOf }) => anyOf.flatMap((phrase) => occurrences(words, phrase)))
    .sort((one, other) => one.start - other.start);
  const from = wholeAt(text, Math.max(0, (spans[0]?.start ?? 0) - before));
  const to = wholeAt(text, Math.min(text.length, from + length));
  const marked = mark(text, spans, from, to);
  return `${from > 0 ? '…' : ''}${marked}${to < text.length ? '…' : ''}`;
}

function occurrences(words: readonly Word[], phrase: Phrase): Span[] {
  if ('also' in phrase) {
    const isForm = formsOf(phrase.also);
    return words.filter(({ word }) => isForm(word)).map(({ start, end }) => ({ start, end }));
  }
  const last = phrase.words.length - 1;
  const spans: Span[] = [];
  for (const [index, word] of words.entries()) {
    const hit = phrase.words.every((wanted, offset) => {
      const there = words[index + offset]?.word;
      return (
        there === wanted || (phrase.prefix === true && offset === last && there?.startsWith(wanted))
      );
    });
    if (hit) spans.push({ start: word.start, end: words[index + last]?.end ?? word.end });
  }
  return spans;
}

/** A place in a text, or the next that is not in the middle of a surrogate pair. */
function wholeAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

function mark(text: string, spans: readonly Span[], from: number, to: number): string {
  let html = '';
  let at = from;
  for (const { start, end } of spans) {
    if (start < at || end > to) continue;
    html += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    at = end;
  }
  return (html + escaped(text.slice(at, to))).replaceAll('\n', ' ');
}

/** A snippet, which is HTML, as plain text: what was found stands between two of these marks. */
export const plainSnippet = (snippet: string, mark: string): string =>
  snippet
    .replaceAll(/<\/?mark>/g, () => mark)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
