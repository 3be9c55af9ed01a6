import type { Url } from '../model/index.ts';
import type { Page } from './page.ts';
import type { TreeNode } from './tree.ts';
import { blocksBeside, toldHolder, type WitnessedPage } from './witnessed-page.ts';

/** Where an article stands, with parts of it that stand apart from its body. */
export interface Standing {
  readonly body: TreeNode;
  readonly before: readonly TreeNode[];
  readonly after: readonly TreeNode[];
}

/** A body that has less of what the witness tells is another text. */
const leastOfTold = 0.3;
/** What is much shorter than the body may be a summary that stands apart from it, unless it is long. */
const leastOfBody = 0.7;
const longestSummary = 1000;

/**
 * The body that was chosen, corrected by a witness: where it has little of what the witness tells and
 * another element has it, that one; else with what the witness tells and stands beside it.
 */
export function witnessedBody(
  page: Page,
  chosen: TreeNode,
  witnessed: WitnessedPage,
  base: Url,
  grow: (node: TreeNode) => TreeNode,
): Standing {
  const all = witnessed.toldIn(page.tree.root);
  const other = grow(toldHolder(page, witnessed));
  const isLong =
    all > longestSummary ||
    (page.prose[other.index] ?? 0) >= leastOfBody * (page.prose[chosen.index] ?? 0);
  const isOther = isLong && witnessed.toldIn(chosen) < leastOfTold * all;
  const body = isOther ? other : chosen;
  const beside = isOther ? [] : blocksBeside(page, witnessed, body, base);
  if (isOther || beside.length > 0) witnessed.mattered = true;
  return {
    body,
    before: beside.filter((node) => node.index < body.index),
    after: beside.filter((node) => node.index > body.index),
  };
}
