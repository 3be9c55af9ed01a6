import { ArchiveError, type Edit, type EditBlock, type EditSpan } from '../model/index.ts';
import type { Words } from './words.ts';

/** The later state, made of the earlier one and the edit. Throws ArchiveError `conflict` when the
 * edit is not one of this state. */
export function applyEdit(before: Words, edit: Edit): Words {
  return otherState(before, edit, 'before', 'after');
}

/** The earlier state, made of the later one and the edit; the inverse of `applyEdit`. */
export function undoEdit(after: Words, edit: Edit): Words {
  return otherState(after, edit, 'after', 'before');
}

type Side = 'before' | 'after';

function otherState(words: Words, edit: Edit, from: Side, to: Side): Words {
  const given = stateOf(edit, from);
  if (given.title !== words.title || given.text !== words.text) {
    throw new ArchiveError(
      'conflict',
      `“${words.title.slice(0, 80)}”: this edit is not one of these words; compare them anew.`,
    );
  }
  return stateOf(edit, to);
}

/** One state of an edit whole. */
function stateOf({ title, blocks }: Edit, side: Side): Words {
  const placed = blocks.filter((block) => block[side] !== undefined);
  const line = (block: EditBlock) => block[side]?.line ?? 0;
  placed.sort((one, other) => line(one) - line(other));
  return {
    title: textOf(title, side),
    text: placed.map((block) => textOf(block.spans, side)).join('\n'),
  };
}

/** The words of one side of some spans. */
export function textOf(spans: readonly EditSpan[], side: Side): string {
  const left = side === 'before' ? 'added' : 'removed';
  return spans
    .filter((span) => span.kind !== left)
    .map((span) => span.text)
    .join('');
}
