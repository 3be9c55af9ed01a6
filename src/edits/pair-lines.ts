import { type LineTraits, likeness, sharedTraits, traitsOf } from './line-likeness.ts';
import { matchSequences } from './sequences.ts';
import { numbered } from './word-diff.ts';

/** A line of the earlier state and the one of the later that it became. */
export interface Pair {
  readonly before: number;
  readonly after: number;
  readonly equal: boolean;
}

/** From here on two lines are one that was changed. */
const alike = 0.4;
/** Where nothing else stands between two equal neighbours, less will do. */
const alikeAlone = 0.2;
/** A trait that so many lines have tells none apart. */
const mostSharing = 12;

/**
 * Which line became which: equal lines in order first, then equal ones elsewhere, then like ones.
 * Lines without a partner are in none. In order of the later state.
 */
export function pairLines(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const [a, b] = numbered(before, after);
  const pairs: Pair[] = [];
  for (const { a: from, b: to, length } of matchSequences(a, b)) {
    for (let next = 0; next < length; next += 1) {
      pairs.push({ before: from + next, after: to + next, equal: true });
    }
  }
  const open = new OpenLines(before, after, pairs);
  pairs.push(...open.take(equalElsewhere(before, after, open)));
  pairs.push(...open.take(alikeLines(open)));
  pairs.push(...open.take(aloneLines(pairs, open)));
  return pairs.sort((one, other) => one.after - other.after);
}

/** Lines that have no partner yet, with their traits. */
class OpenLines {
  readonly before = new Map<number, LineTraits>();
  readonly after = new Map<number, LineTraits>();

  constructor(before: readonly string[], after: readonly string[], pairs: readonly Pair[]) {
    const paired = new Set(pairs.map((pair) => pair.before));
    const pairedAfter = new Set(pairs.map((pair) => pair.after));
    before.forEach((line, at) => {
      if (!paired.has(at)) this.before.set(at, traitsOf(line));
    });
    after.forEach((line, at) => {
      if (!pairedAfter.has(at)) this.after.set(at, traitsOf(line));
    });
  }

  /** Those of the pairs whose lines are both open still, each closed at once. */
  take(pairs: readonly Pair[]): readonly Pair[] {
    return pairs.filter((pair) => {
      if (!this.before.has(pair.before) || !this.after.has(pair.after)) return false;
      this.before.delete(pair.before);
      this.after.delete(pair.after);
      return true;
    });
  }
}

/** Equal lines that stand once among the open ones of both states: moved ones. */
function equalElsewhere(
  before: readonly string[],
  after: readonly string[],
  open: OpenLines,
): readonly Pair[] {
  const places = (lines: readonly string[], which: Iterable<number>) =>
    Map.groupBy(which, (at) => lines[at] ?? '');
  const inBefore = places(before, open.before.keys());
  return [...places(after, open.after.keys())].flatMap(([line, [there, ...more]]) => {
    const [here, ...others] = inBefore.get(line) ?? [];
    const once = here !== undefined && there !== undefined && others.length + more.length === 0;
    return once ? [{ before: here, after: there, equal: true }] : [];
  });
}

/** Lines that are much alike, the likest first. */
function alikeLines(open: OpenLines): readonly Pair[] {
  const holders = holdersOf(open.after);
  const scored = [...open.before].flatMap(([before, traits]) =>
    [...sharingLines(traits, holders)].flatMap((after) => {
      const its = open.after.get(after);
      const score = its === undefined ? 0 : likeness(sharedTraits(traits, its), traits, its);
      return score >= alike ? [{ pair: { before, after, equal: false }, score }] : [];
    }),
  );
  const distance = ({ before, after }: Pair) => Math.abs(before - after);
  return scored
    .sort((one, other) => other.score - one.score || distance(one.pair) - distance(other.pair))
    .map(({ pair }) => pair);
}

/** Which lines have a trait. */
function holdersOf(lines: ReadonlyMap<number, LineTraits>): ReadonlyMap<string, readonly number[]> {
  const holders = new Map<string, number[]>();
  for (const [at, { traits }] of lines) {
    for (const trait of traits) {
      const held = holders.get(trait);
      if (held === undefined) holders.set(trait, [at]);
      else held.push(at);
    }
  }
  return holders;
}

/** The lines that share a trait with this one which few have. */
function sharingLines(
  { traits }: LineTraits,
  holders: ReadonlyMap<string, readonly number[]>,
): ReadonlySet<number> {
  const sharing = new Set<number>();
  for (const trait of traits) {
    const held = holders.get(trait) ?? [];
    if (held.length <= mostSharing) for (const at of held) sharing.add(at);
  }
  return sharing;
}

/** Single lines between the same neighbours that still have something in common. */
function aloneLines(pairs: readonly Pair[], open: OpenLines): readonly Pair[] {
  const partner = new Map(pairs.map((pair) => [pair.before, pair.after]));
  return [...open.before].flatMap(([at, traits]) => {
    const previous = at === 0 ? -1 : partner.get(at - 1);
    const there = previous === undefined ? undefined : previous + 1;
    const its = there === undefined ? undefined : open.after.get(there);
    if (there === undefined || its === undefined) return [];
    const score = likeness(sharedTraits(traits, its), traits, its);
    return score >= alikeAlone ? [{ before: at, after: there, equal: false }] : [];
  });
}
