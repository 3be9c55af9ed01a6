import type { Clause, WordQuery } from '../store/index.ts';
import { searchWords } from '../words/index.ts';
import type { ParsedQuery, Piece } from './parse-query.ts';

/** Of fewer words most is too little. */
const fewestWords = 6;

/** What to ask for where nothing has all: most of the words that were typed, all the rest as before.
 * Undefined where all is in quotes, or too few words are. */
export function mostAsked({
  pieces,
}: ParsedQuery): (Required<Pick<WordQuery, 'mostOf'>> & Pick<WordQuery, 'clauses'>) | undefined {
  const loose = pieces.filter(isPlain);
  if (loose.every(({ part }) => part?.quoted === true)) return undefined;
  const mostOf = loose.map(({ part }) => searchWords(part?.value ?? '').map(({ word }) => word));
  if (mostOf.flat().length < fewestWords) return undefined;
  const kept = pieces.filter((piece) => !isPlain(piece));
  return { mostOf, clauses: kept.flatMap(({ clause }) => clause ?? []) };
}

const isPlain = ({ part, clause }: Piece): boolean =>
  clause !== undefined &&
  clause.exclude !== true &&
  part !== undefined &&
  part.field === undefined &&
  !/[*＊]$/.test(part.value);

/** Shorter ones would mark what is there by accident. */
const shortestRun = 3;

/** Of each row the longest run of its words that stands in a text so, as what is marked there. */
export function longestRuns(text: string, rows: readonly (readonly string[])[]): Clause[] {
  if (rows.length === 0) return [];
  const words = searchWords(text).map(({ word }) => word);
  return rows
    .map((row) => longestRun(words, row))
    .filter((run) => run.length >= shortestRun)
    .map((run) => ({ anyOf: [{ words: run }] }));
}

function longestRun(words: readonly string[], row: readonly string[]): readonly string[] {
  let best: readonly string[] = [];
  let before = new Uint16Array(row.length + 1);
  for (const word of words) {
    const lengths = new Uint16Array(row.length + 1);
    for (const [at, wanted] of row.entries()) {
      if (wanted !== word) continue;
      const length = (before[at] ?? 0) + 1;
      lengths[at + 1] = length;
      if (length > best.length) best = row.slice(at + 1 - length, at + 1);
    }
    before = lengths;
  }
  return best;
}
