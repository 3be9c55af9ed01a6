import type { EditBlock } from '../model/index.ts';
import { spansMarkup } from './edit-words.ts';
import { languageAttributes } from './language.ts';
import type { Desk } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import type { DifferenceView } from './views.ts';

/** Paragraphs left standing beside a change; longer stretches are folded. */
const beside = 1;

/** The text with what changed, paragraph by paragraph; long stretches that stayed are folded away. */
export function differenceText(desk: Desk, { edit, line }: DifferenceView): Markup {
  const { say } = desk;
  const blocks = edit.blocks.filter((block) => block.spans.length > 0);
  const pieces = stretches(blocks).map((stretch, at, all) =>
    stretch.same
      ? stayed(desk, stretch.blocks, { first: at === 0, last: at === all.length - 1 })
      : stretch.blocks.map((block) => paragraph(desk, block)),
  );
  return markup`<section class="compared" aria-labelledby="compared">
<h2 id="compared">${say('wordByWord')}</h2>
<div class="body"${languageAttributes(line.language)}>
${pieces}
</div>
</section>`;
}

interface Stretch {
  readonly same: boolean;
  readonly blocks: EditBlock[];
}

function stretches(blocks: readonly EditBlock[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const block of blocks) {
    const same = block.kind === 'same';
    const last = found.at(-1);
    if (last?.same === same) last.blocks.push(block);
    else found.push({ same, blocks: [block] });
  }
  return found;
}

/** Paragraphs that stayed: the nearest to a change openly, those between in a fold. */
function stayed(
  desk: Desk,
  blocks: readonly EditBlock[],
  place: { readonly first: boolean; readonly last: boolean },
): Piece {
  const show = (some: readonly EditBlock[]) => some.map((block) => paragraph(desk, block));
  const before = place.first ? 0 : beside;
  const after = place.last ? 0 : beside;
  if (blocks.length <= before + after + 1) return show(blocks);
  const middle = blocks.slice(before, blocks.length - after);
  return [
    show(blocks.slice(0, before)),
    markup`<details class="same"><summary lang="${desk.context.locale}">${desk.say('unchanged', { n: middle.length })}</summary>
${show(middle)}
</details>`,
    show(blocks.slice(blocks.length - after)),
  ];
}

function paragraph(desk: Desk, block: EditBlock): Markup {
  const name = nameOf(block);
  const label =
    name !== undefined &&
    markup`<span class="block-name" lang="${desk.context.locale}">${desk.say(`edit.${name}`)}</span> `;
  return markup`<p class="${block.kind}">${label}${spansMarkup(block.spans)}</p>\n`;
}

function nameOf(block: EditBlock): 'removed' | 'added' | 'moved' | 'split' | 'merged' | undefined {
  const { kind, before, after } = block;
  if (kind === 'removed' || kind === 'added' || kind === 'moved') return kind;
  if ((after?.count ?? 1) > 1) return 'split';
  return (before?.count ?? 1) > 1 ? 'merged' : undefined;
}
