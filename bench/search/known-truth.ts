import { spacedWords } from '../../src/words/index.ts';
import { type Item, type KnownQuestion, titleForms } from './known-items.ts';

/** What is right for a question. */
export interface Truth {
  /** The article, and what nobody can tell from it. */
  readonly copies: ReadonlySet<string>;
  /** How many articles answer the question as well. */
  readonly asGood: number;
}

/** So much of the pieces of two texts in both: the same text. */
const sameFrom = 0.8;

/**
 * What is right for each question: its article; the same text, or four in five of its pieces, under
 * another id; in questions for titles those of the same title, but for a mark in brackets before it.
 */
export function knownTruth(
  items: readonly Item[],
  questions: readonly KnownQuestion[],
): ReadonlyMap<KnownQuestion, Truth> {
  const spaced = new Map(items.map(({ id, text }) => [id, ` ${spacedWords(text)} `]));
  const texts = sameTexts(spaced, new Set(questions.map(({ id }) => id)));
  const titled = new Map<string, string[]>();
  for (const { id, title } of items) {
    for (const form of titleForms(title)) titled.set(form, [...(titled.get(form) ?? []), id]);
  }
  // As many hold a question in one form as in another: it is counted once.
  const holding = new Map<string, number>();
  const holders = ({ id, kind, text }: KnownQuestion): number => {
    const words = ` ${spacedWords(text)} `;
    const count =
      holding.get(`${kind} ${id}`) ??
      [...spaced.values()].filter((one) => one.includes(words)).length;
    holding.set(`${kind} ${id}`, count);
    return count;
  };
  return new Map(
    questions.map((question) => {
      const words = spacedWords(question.text);
      const same = question.kind === 'title' ? (titled.get(words) ?? []) : [];
      const copies = new Set([question.id, ...(texts.get(question.id) ?? []), ...same]);
      const asGood = question.kind === 'title' ? same.length : holders(question);
      return [question, { copies, asGood: Math.max(1, asGood) }];
    }),
  );
}

/** Articles with the same text, for each of some. */
function sameTexts(
  spaced: ReadonlyMap<string, string>,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const pieces = new Map([...wanted].map((id) => [id, piecesOf(spaced.get(id) ?? '')]));
  const holders = new Map<string, string[]>();
  for (const [id, own] of pieces) {
    for (const piece of own) holders.set(piece, [...(holders.get(piece) ?? []), id]);
  }
  const same = new Map<string, string[]>();
  for (const [id, text] of spaced) {
    const own = piecesOf(text);
    const shared = Map.groupBy(
      [...own].flatMap((piece) => holders.get(piece) ?? []),
      (holder) => holder,
    );
    for (const [known, { length }] of shared) {
      const all = own.size + (pieces.get(known)?.size ?? 0) - length;
      if (length >= sameFrom * all) same.set(known, [...(same.get(known) ?? []), id]);
    }
  }
  return same;
}

/** Pieces of eight words, one in four of them; of a short text the whole. */
function piecesOf(spaced: string): Set<string> {
  const words = spaced.split(' ');
  const pieces = new Set<string>(words.length < 40 ? [spaced] : []);
  for (let at = 0; at + 8 <= words.length && words.length >= 40; at += 1) {
    const [first = '', last = ''] = [words[at], words[at + 7]];
    if ((first.charCodeAt(0) + last.charCodeAt(0)) % 4 !== 0) continue;
    pieces.add(words.slice(at, at + 8).join(' '));
  }
  return pieces;
}
