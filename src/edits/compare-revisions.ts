import type { Edit, EditBlock, EditLines, EditSpan } from '../model/index.ts';
import { type Group, groupLines } from './group-lines.ts';
import { heaviestInOrder } from './heaviest-in-order.ts';
import { pairLines } from './pair-lines.ts';
import { sizeOf } from './tokens.ts';
import { diffWords } from './word-diff.ts';
import type { Words } from './words.ts';

/**
 * The difference between two states of an article's words: paragraph by paragraph, word by word.
 * Exact for any text: `applyEdit` makes the later state of the earlier one, `undoEdit` the earlier of
 * the later. Time grows with the length of the texts and is bounded however unlike they are; what
 * would take longer is told as removed and added whole.
 */
export function compareRevisions(before: Words, after: Words): Edit {
  return {
    title: diffWords(before.title, after.title),
    blocks: compareTexts(before.text, after.text),
  };
}

function compareTexts(before: string, after: string): readonly EditBlock[] {
  const sides = { before: before.split('\n'), after: after.split('\n') };
  const groups = groupLines(pairLines(sides.before, sides.after), sides.before, sides.after);
  const staying = new Set(
    heaviestInOrder(
      groups.map((group) => group.before.line),
      groups.map((group) => 1 + sizeOf(lines(sides.before, group.before))),
    ),
  );
  const blocks = groups.map((group, at) => blockOf(group, staying.has(at), sides));
  const added = openBlocks(
    sides.after,
    groups.map((group) => group.after),
    'added',
  );
  const removed = openBlocks(
    sides.before,
    groups.map((group) => group.before),
    'removed',
  );
  const inOrder = [...blocks, ...added].sort(
    (one, other) => lineOf(one.after) - lineOf(other.after),
  );
  return withRemoved(inOrder, removed);
}

interface Sides {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const lines = (all: readonly string[], { line, count }: EditLines): string =>
  all.slice(line, line + count).join('\n');
const lineOf = (place: EditLines | undefined): number => place?.line ?? -1;

function blockOf(group: Group, stays: boolean, sides: Sides): EditBlock {
  const [was, is] = [lines(sides.before, group.before), lines(sides.after, group.after)];
  const unchanged = stays ? 'same' : 'moved';
  return {
    kind: group.equal ? unchanged : stays ? 'changed' : 'moved',
    before: group.before,
    after: group.after,
    spans: group.equal ? same(is) : diffWords(was, is),
  };
}

const same = (text: string): readonly EditSpan[] => (text === '' ? [] : [{ kind: 'same', text }]);

/** The lines that no group has, as blocks of their own. */
function openBlocks(
  all: readonly string[],
  taken: readonly EditLines[],
  kind: 'added' | 'removed',
): readonly EditBlock[] {
  const has = new Set(
    taken.flatMap(({ line, count }) => Array.from({ length: count }, (_, at) => line + at)),
  );
  return all.flatMap((text, line): readonly EditBlock[] => {
    if (has.has(line)) return [];
    const place = { line, count: 1 };
    const spans: readonly EditSpan[] = text === '' ? [] : [{ kind, text }];
    return kind === 'added' ? [{ kind, after: place, spans }] : [{ kind, before: place, spans }];
  });
}

/** Puts removed paragraphs behind the one that stood before them and stays in its place. */
function withRemoved(
  blocks: readonly EditBlock[],
  removed: readonly EditBlock[],
): readonly EditBlock[] {
  const merged: EditBlock[] = [];
  let next = 0;
  for (const block of blocks) {
    if (block.before !== undefined && block.kind !== 'moved') {
      for (; lineOf(removed[next]?.before) !== -1; next += 1) {
        const one = removed[next];
        if (one === undefined || lineOf(one.before) > block.before.line) break;
        merged.push(one);
      }
    }
    merged.push(block);
  }
  return [...merged, ...removed.slice(next)];
}
