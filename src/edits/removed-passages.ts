import type { Edit, EditSpan } from '../model/index.ts';
import { textOf } from './apply-edit.ts';

/** A title or a paragraph of the earlier state from which words were taken. */
export interface RemovedPassage {
  /** As it stood. */
  readonly text: string;
  /** What of it went: UTF-16 offsets of its beginning and behind its end, in order. */
  readonly removed: readonly (readonly [from: number, to: number])[];
}

/** What an edit took away, the title's first; a paragraph that only stands elsewhere now is not. */
export function removedPassages({ title, blocks }: Edit): RemovedPassage[] {
  return [title, ...blocks.map(({ spans }) => spans)]
    .filter((spans) => spans.some(({ kind }) => kind === 'removed'))
    .map((spans) => ({ text: textOf(spans, 'before'), removed: removedIn(spans) }));
}

function removedIn(spans: readonly EditSpan[]): [number, number][] {
  const removed: [number, number][] = [];
  let at = 0;
  for (const { kind, text } of spans) {
    if (kind === 'added') continue;
    if (kind === 'removed') removed.push([at, at + text.length]);
    at += text.length;
  }
  return removed;
}
