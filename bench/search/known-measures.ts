import type { KnownQuestion, Tag } from './known-items.ts';
import type { Truth } from './known-truth.ts';

type Find = (text: string) => Promise<readonly string[]>;

/** Reciprocal rank, and whether it is among the first ten; of chance both are what is expected. */
interface Place {
  readonly rank: number;
  readonly reciprocal: number;
  readonly found: number;
}

export interface Score {
  readonly question: KnownQuestion;
  readonly strict: Place;
  readonly copies: Place;
  readonly chance: Place;
}

const depth = 10;

export async function measureKnown(
  questions: readonly KnownQuestion[],
  truth: ReadonlyMap<KnownQuestion, Truth>,
  find: Find,
): Promise<Score[]> {
  const scores: Score[] = [];
  for (const question of questions) {
    const right = truth.get(question);
    if (right === undefined) continue;
    const found = (await find(question.text)).slice(0, depth);
    scores.push({
      question,
      strict: placeOf(found.indexOf(question.id) + 1),
      copies: placeOf(found.findIndex((id) => right.copies.has(id)) + 1),
      chance: byChance(right.asGood),
    });
  }
  return scores;
}

/** 0: not among them. */
const placeOf = (rank: number): Place =>
  rank === 0 ? { rank, reciprocal: 0, found: 0 } : { rank, reciprocal: 1 / rank, found: 1 };

/** Any of so many, in any order. */
function byChance(count: number): Place {
  let reciprocal = 0;
  for (let rank = 1; rank <= Math.min(depth, count); rank += 1) reciprocal += 1 / rank / count;
  return { rank: 1, reciprocal, found: Math.min(1, depth / count) };
}

export function told(scores: readonly Score[], by: 'strict' | 'copies' | 'chance'): string {
  const mean = (of: (place: Place) => number) =>
    scores.reduce((sum, score) => sum + of(score[by]), 0) / scores.length;
  return `${mean((one) => one.reciprocal).toFixed(4)} / ${mean((one) => one.found).toFixed(4)}`;
}

/** nDCG@10: every article with the tag is worth the same. */
export async function measureTags(tags: readonly Tag[], find: Find): Promise<number> {
  let sum = 0;
  for (const { text, ids } of tags) {
    const found = (await find(text)).slice(0, depth);
    sum += gain(found.map((id) => ids.has(id))) / gain(Array(Math.min(depth, ids.size)).fill(true));
  }
  return sum / tags.length;
}

const gain = (right: readonly boolean[]): number =>
  right.reduce((sum, one, at) => sum + (one ? 1 / Math.log2(at + 2) : 0), 0);
