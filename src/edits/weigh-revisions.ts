import type { Edit, EditChange, EditKind, WeighedEdit } from '../model/index.ts';
import { changesOf } from './changes-of.ts';
import { compareRevisions } from './compare-revisions.ts';
import { encodingFlip } from './encoding-flip.ts';
import { scriptFlip } from './script-flip.ts';
import type { Words } from './words.ts';

/** All further changes together add at most this to the heaviest one. */
const mostBeside = 25;

/**
 * What changed between two states of an article's words, by kind and weight. A page that flipped
 * between charsets or between the scripts of Chinese is told as that, and beside it what its words
 * say otherwise. Weight 0 is no edit in meaning: white space, punctuation, a false charset.
 */
export function weighRevisions(before: Words, after: Words): WeighedEdit {
  const edit = compareRevisions(before, after);
  const flip = isUnlike(edit) ? flipOf(before, after) : unflipped;
  const { states, kinds, garbled } = flip;
  const changes = counted([
    ...kinds.map((kind): EditChange => ({ kind, weight: kind === 'script' ? 1 : 0 })),
    ...changesOf(states === undefined ? edit : compareRevisions(...states)).filter(
      (change) => garbled === undefined || isTold(change, garbled),
    ),
  ]).sort((one, other) => other.weight - one.weight);
  return {
    weight: totalOf(changes),
    kinds: [...new Set(changes.map((change) => change.kind))],
    changes,
  };
}

/** How a page flipped, and both states in the same charset and script. */
interface Flip {
  readonly kinds: readonly EditKind[];
  readonly states?: readonly [Words, Words];
  /** The state that was in a false charset. */
  readonly garbled?: 'before' | 'after';
}

const unflipped: Flip = { kinds: [] };

function flipOf(before: Words, after: Words): Flip {
  const mended = encodingFlip(before, after);
  const read = mended ?? { before, after };
  const folded = scriptFlip(read.before, read.after);
  const { before: was, after: is } = folded ?? read;
  if (mended === undefined && folded === undefined) return unflipped;
  return {
    kinds: [
      ...(mended === undefined ? [] : ['encoding' as const]),
      ...(folded === undefined ? [] : ['script' as const]),
    ],
    states: [was, is],
    ...(mended === undefined ? {} : { garbled: mended.garbled }),
  };
}

/** Whether so much differs that the page may be in another charset or script. */
function isUnlike({ title, blocks }: Edit): boolean {
  let [same, changed] = [0, 0];
  for (const { kind, text } of [title, ...blocks.map((block) => block.spans)].flat()) {
    if (kind === 'same') same += text.length;
    else changed += text.length;
  }
  return changed > same / 4;
}

/** What a page in a false charset can be held to: not words whose bytes are lost, nor paragraphs that
 * are missing in it, for what was cut off as no article was judged by words that nobody could read. */
function isTold(
  { kind, before = '', after = '' }: EditChange,
  garbled: 'before' | 'after',
): boolean {
  if ((before + after).includes('\ufffd')) return false;
  return kind !== (garbled === 'before' ? 'added' : 'removed');
}

/** The same change in many places is one change, as often as it was made. */
function counted(changes: readonly EditChange[]): EditChange[] {
  const same = Map.groupBy(changes, ({ kind, nature, before, after }) =>
    JSON.stringify([kind, nature, before, after]),
  );
  return [...same.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return others.length === 0 ? [first] : [{ ...first, times: others.length + 1 }];
  });
}

/** The heaviest change counts whole, each further one a tenth, all further ones together at most 25. */
function totalOf([heaviest, ...others]: readonly EditChange[]): number {
  if (heaviest === undefined) return 0;
  const rest = others.reduce((sum, change) => sum + change.weight, 0);
  return Math.min(100, Math.round(heaviest.weight + Math.min(mostBeside, rest / 10)));
}
