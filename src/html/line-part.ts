import type { Part } from './frame.ts';
import { isBlank, type Leaf, writeRun } from './inline-run.ts';

/** A line as a piece of the block it stands in; none where nothing is in it. */
export function linePart(run: readonly Leaf[]): readonly Part[] {
  if (run.length === 0) return [];
  const onlyImages = run.every((leaf) => leaf.kind !== 'text');
  return [{ tag: onlyImages ? 'images' : 'line', html: writeRun(run) }];
}

/** A line as a paragraph of its own. */
export function paragraphPart(run: readonly Leaf[], attributes: string): Part {
  const inner = writeRun(run);
  const onlyImages = run.every((leaf) => leaf.kind === 'img' || isBlank(leaf.value));
  return {
    tag: 'p',
    html: `<p${attributes}>${inner}</p>`,
    ...(attributes === '' ? { inner } : {}),
    ...(onlyImages ? { images: inner } : {}),
  };
}

/** Preformatted text without empty lines at its ends. */
export function tidyPre(leaves: readonly Leaf[]): Leaf[] {
  const text = leaves.map((leaf) =>
    leaf.kind === 'text' ? { ...leaf, value: leaf.value.replace(/\r\n?/g, '\n') } : leaf,
  );
  const first = text.findIndex((leaf) => leaf.kind === 'img' || !isBlank(leaf.value));
  const last = text.findLastIndex((leaf) => leaf.kind === 'img' || !isBlank(leaf.value));
  if (first < 0) return [];
  return text.slice(first, last + 1).map((leaf, at, all) => {
    if (leaf.kind !== 'text') return leaf;
    const start = at === 0 ? leaf.value.replace(/^\s*\n/, '') : leaf.value;
    return { ...leaf, value: at === all.length - 1 ? start.trimEnd() : start };
  });
}
