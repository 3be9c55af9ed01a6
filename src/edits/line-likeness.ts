import { hasLetters, sizeOf, tokensOf } from './tokens.ts';

/** What a line is known again by: its words and neighbouring words, as many as are looked at. */
export interface LineTraits {
  readonly traits: ReadonlySet<string>;
  readonly size: number;
}

const mostTokens = 600;

/** The traits of a line: pairs of neighbouring words without case, and the words themselves. */
export function traitsOf(line: string): LineTraits {
  const words = tokensOf(line.slice(0, 6000))
    .filter(hasLetters)
    .slice(0, mostTokens)
    .map((word) => word.toLowerCase());
  const pairs = words.slice(1).map((word, at) => `${words[at]} ${word}`);
  return { traits: new Set([...pairs, ...words]), size: sizeOf(line) };
}

/** How much of the smaller part of both lines' traits is shared with the larger, 0 to 1. */
export function likeness(shared: number, one: LineTraits, other: LineTraits): number {
  const all = one.traits.size + other.traits.size;
  return all === 0 ? 0 : (2 * shared) / all;
}

/** How many traits two lines share. */
export function sharedTraits(one: LineTraits, other: LineTraits): number {
  const [few, many] =
    one.traits.size < other.traits.size ? [one.traits, other.traits] : [other.traits, one.traits];
  let shared = 0;
  for (const trait of few) if (many.has(trait)) shared += 1;
  return shared;
}
