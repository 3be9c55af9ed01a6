import type { EditLines } from '../model/index.ts';
import { sharedTraits, traitsOf } from './line-likeness.ts';
import type { Pair } from './pair-lines.ts';

/** Lines of both states that are one paragraph in other form. */
export interface Group {
  readonly before: EditLines;
  readonly after: EditLines;
  readonly equal: boolean;
}

/** So much of a part's words must be in the paragraph that it was cut from. */
const within = 0.7;
/** A paragraph is not torn in more parts than this. */
const mostParts = 12;

/**
 * Widens pairs over open lines beside them: a paragraph that was split stands beside its other parts,
 * one that was merged took its neighbours in. Groups are in order of the later state.
 */
export function groupLines(
  pairs: readonly Pair[],
  before: readonly string[],
  after: readonly string[],
): readonly Group[] {
  const open = {
    before: openLines(
      before.length,
      pairs.map((pair) => pair.before),
    ),
    after: openLines(
      after.length,
      pairs.map((pair) => pair.after),
    ),
  };
  return pairs.map((pair) => {
    const single: Group = {
      before: { line: pair.before, count: 1 },
      after: { line: pair.after, count: 1 },
      equal: pair.equal,
    };
    if (pair.equal) return single;
    const split = widened(single.after, before[pair.before] ?? '', after, open.after);
    if (split.count > 1) return { ...single, after: split };
    return {
      ...single,
      before: widened(single.before, after[pair.after] ?? '', before, open.before),
    };
  });
}

const openLines = (length: number, taken: readonly number[]): Set<number> => {
  const open = new Set(Array.from({ length }, (_, at) => at));
  for (const at of taken) open.delete(at);
  return open;
};

/** Takes open lines on both ends whose words are in the whole paragraph, but not in the part that
 * stands for it already. */
function widened(
  part: EditLines,
  whole: string,
  lines: readonly string[],
  open: Set<number>,
): EditLines {
  if (!open.has(part.line + 1) && !open.has(part.line - 1)) return part;
  const rest = new Set(traitsOf(whole).traits);
  for (const trait of traitsOf(lines[part.line] ?? '').traits) rest.delete(trait);
  const belongs = (at: number): boolean => {
    if (!open.has(at)) return false;
    const traits = traitsOf(lines[at] ?? '');
    const shared = sharedTraits(traits, { traits: rest, size: 0 });
    return traits.traits.size > 2 && shared >= within * traits.traits.size;
  };
  let { line, count } = part;
  while (count < mostParts && belongs(line + count)) {
    open.delete(line + count);
    count += 1;
  }
  while (count < mostParts && belongs(line - 1)) {
    open.delete(line - 1);
    line -= 1;
    count += 1;
  }
  return { line, count };
}
