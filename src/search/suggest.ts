import type { Source } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { spacedWords } from '../words/index.ts';
import { type ParsedQuery, type Piece, parseQuery } from './parse-query.ts';
import { type GivenFilters, wordQuery } from './word-query.ts';

/** Another query, which finds something. */
export interface Suggestion {
  readonly text: string;
  /** How many articles it finds; at most 10,000. */
  readonly total: number;
  /** `spelling`: a word that the archive has; `parted`: words apart instead of in a row; `without`: one
   * piece less. */
  readonly kind: 'spelling' | 'parted' | 'without';
}

type Candidate = Omit<Suggestion, 'total'>;

/** What was asked, of what, when. */
export interface AskedQuery {
  readonly parsed: ParsedQuery;
  readonly given: GivenFilters;
  readonly sources: readonly Source[];
  readonly now: number;
}

/** Queries tried and suggestions made, most. */
const mostTried = 24;
const mostMade = 4;

/** Queries close to one that found nothing, which do find something; the closest first. */
export async function suggestionsFor(store: Store, asked: AskedQuery): Promise<Suggestion[]> {
  const candidates = [...(await spelled(store, asked)), ...parted(asked), ...lessOne(asked)];
  const made: Suggestion[] = [];
  for (const candidate of candidates.slice(0, mostTried)) {
    if (made.length === mostMade) break;
    if (made.some(({ text }) => text === candidate.text)) continue;
    const total = await totalOf(store, candidate.text, asked);
    if (total > 0) made.push({ ...candidate, total });
  }
  return made;
}

async function totalOf(
  store: Store,
  text: string,
  { given, sources, now }: AskedQuery,
): Promise<number> {
  const parsed = parseQuery(text, { now, ...(given.language && { language: given.language }) });
  const query = wordQuery(parsed, given, sources);
  return (await store.findWords({ ...query, sort: 'date', limit: 1 })).total;
}

/** A word nobody wrote, as it is almost written; or as the beginning of a word. */
async function spelled(store: Store, { parsed }: AskedQuery): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const piece of parsed.pieces) {
    const value = plainValue(piece);
    const [word = '', ...more] = spacedWords(value ?? '').split(' ');
    if (more.length > 0 || !/^\p{L}{4,}$/u.test(word)) continue;
    const others = [...(await store.similarWords(word, mostMade)), `${word}*`];
    candidates.push(...others.map((other) => instead(parsed, piece, other, 'spelling')));
  }
  return candidates;
}

/** Words that were put in quotes without them, and a row of Han characters as two words. */
const parted = ({ parsed }: AskedQuery): Candidate[] =>
  parsed.pieces.flatMap((piece) => {
    const { clause, part } = piece;
    if (part === undefined || part.field !== undefined || clause?.exclude === true) return [];
    const ways = part.quoted ? [part.value] : cutInTwo(part.value);
    return ways.map((way) => instead(parsed, piece, way, 'parted'));
  });

/** Both of two characters or more, the most even first. */
function cutInTwo(value: string): string[] {
  if (!/^[\p{Script=Han}]{4,12}$/u.test(value)) return [];
  const characters = [...value];
  const middle = characters.length / 2;
  const places = characters.map((_, at) => at).slice(2, -1);
  places.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle));
  return places.map((at) => `${characters.slice(0, at).join('')} ${characters.slice(at).join('')}`);
}

const lessOne = ({ parsed: { pieces } }: AskedQuery): Candidate[] =>
  pieces.length < 2
    ? []
    : pieces.map((piece) => ({
        kind: 'without',
        text: textOf(pieces.filter((other) => other !== piece)),
      }));

const instead = (
  { pieces }: ParsedQuery,
  piece: Piece,
  text: string,
  kind: Suggestion['kind'],
): Candidate => ({
  kind,
  text: pieces.map((one) => (one === piece ? text : one.text)).join(' '),
});

/** A word that is asked for anywhere, as it was typed. */
function plainValue({ part, clause }: Piece): string | undefined {
  const isPlain = part !== undefined && part.field === undefined && !part.quoted;
  return isPlain && clause?.exclude !== true ? part.value : undefined;
}

/** Pieces as the text of a query. */
export const textOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => piece.text).join(' ');
