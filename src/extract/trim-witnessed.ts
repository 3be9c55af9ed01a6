import type { Page } from './page.ts';
import { isProse, type Run, runText } from './page-runs.ts';
import type { TreeNode } from './tree.ts';
import type { WitnessedPage } from './witnessed-page.ts';

/** The witness has the article whole where it tells so much of all that is in the body, and the body
 * has so much of it: then a list that it lacks is too much to be left out. */
const mostOfBody = 0.9;
const mostOfWitness = 0.8;
/** Of a few lines nobody can tell whether they are a summary or all there is. */
const fewestLines = 4;

/**
 * Leaves out lines around the story that a witness of the whole article does not tell: before its first
 * words what is no sentence, after its last what is none or holds links. Sentences stay: an outlet adds
 * standfirsts that feeds do not have, and corrections that are younger than the feed.
 */
export function trimWitnessed(page: Page, body: TreeNode, witnessed: WitnessedPage): void {
  const runs = page.runs.filter((run) => isLeft(page, run, body));
  const told = runs.filter((run) => witnessed.tells(run));
  const weight = sum(told);
  const isWhole =
    weight >= mostOfWitness * witnessed.witness.weight && weight >= mostOfBody * sum(runs);
  const [first, last] = [told.at(0), told.at(-1)];
  if (
    !isWhole ||
    told.length < fewestLines ||
    witnessed.witness.isCutOff ||
    first === undefined ||
    last === undefined
  )
    return;
  for (const run of runs) {
    const isAround = run.first < first.first || run.first > last.last;
    if (!isAround || witnessed.tells(run) || isSentence(run)) continue;
    cut(page, run);
    witnessed.mattered = true;
  }
}

const sum = (runs: readonly Run[]): number => runs.reduce((all, run) => all + run.weight, 0);

const isSentence = (run: Run): boolean => run.linked === 0 && (isProse(run) || run.ended);

/** Whether a run stands in the body and is not cut yet. */
function isLeft(page: Page, run: Run, body: TreeNode): boolean {
  if (run.first < body.index || run.first >= body.end) return false;
  for (
    let node: TreeNode | null = page.tree.nodes[run.first] ?? null;
    node !== null;
    node = node.parent
  ) {
    if (page.isOut(node.index)) return false;
  }
  return true;
}

function cut(page: Page, run: Run): void {
  page.tell(run.first, 'not in the feed', runText(page.tree, run, page.isOut));
  for (let at = run.first; at <= run.last; at += 1) {
    if (page.tree.nodes[at]?.name === '#text') page.silence(at);
  }
}
