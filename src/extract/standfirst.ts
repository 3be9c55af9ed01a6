import { lineReason } from './line-words.ts';
import type { Page } from './page.ts';
import { isBlockName, type Run, runText } from './page-runs.ts';
import { titleKey } from './title-key.ts';
import { nodeText, type TreeNode } from './tree.ts';

const standfirstWords =
  /(?:^|[\s_-])(?:stand-?first|sub-?title|sub-?head(?:line|ing)?|dek|deck|sub-?deck|summary|lead|lede|intro(?:duction)?|article-?(?:lead|intro|summary|description|dek)|excerpt|abstract|chapo|chapeau|ingress|vorspann|teaser-?text|bajada|copete|entradilla|sumario|subt[ií]tulo|sottotitolo|occhiello|resumo|linha-?fina|description|zhaiyao|daodu)(?:$|[\s_-])/i;
const shortest = 25;
const longest = 900;
const longestGap = 600;
const shortestGap = 250;
const nextGap = 120;
const longSentence = 60;

/**
 * The few lines under the title that stand outside the body: they are told first. What is called a
 * standfirst by its class; else what says the page's summary or stands in one box with the title.
 * Undefined where there are none, or where the body says the same.
 */
export function standfirstOf(
  page: Page,
  heading: TreeNode | undefined,
  body: TreeNode,
  summary: string,
): TreeNode | undefined {
  if (heading === undefined || heading.index >= body.index) return undefined;
  const found =
    namedStandfirst(page, heading, body) ?? likelyStandfirst(page, heading, body, summary);
  return found !== undefined && isNew(page, found, body) ? found : undefined;
}

function namedStandfirst(page: Page, heading: TreeNode, body: TreeNode): TreeNode | undefined {
  for (let at = heading.end; at < body.index; at += 1) {
    const node = page.tree.nodes[at];
    if (node === undefined) return undefined;
    if (node.end > body.index || page.isOut(at) || !isStandfirst(page, node)) continue;
    return isApart(page, heading, node) ? node : undefined;
  }
  return undefined;
}

/** The first sentence under the title that says the summary or stands in one box with the title. */
function likelyStandfirst(
  page: Page,
  heading: TreeNode,
  body: TreeNode,
  summary: string,
): TreeNode | undefined {
  const key = titleKey(summary).slice(0, 60);
  let between = 0;
  for (const run of page.runs.filter(({ first }) => first >= heading.end && first < body.index)) {
    const { block } = run;
    if (between > longestGap) return undefined;
    const near = isNear(heading, run, body, between);
    if (isSentence(run) && isLead(page, run, near ? undefined : key)) {
      return isBetween(heading, block, body) ? block : undefined;
    }
    between += run.weight;
  }
  return undefined;
}

/** Whether a run is neither byline nor caption, and begins as the summary does, if that is to be asked. */
function isLead(page: Page, run: Run, summary: string | undefined): boolean {
  const text = runText(page.tree, run, page.isOut);
  const said = summary === undefined || (summary.length > 20 && titleKey(text).startsWith(summary));
  return said && lineReason(text, 'head') === undefined && !isCaption(page, run.block);
}

const isSentence = (run: Run): boolean =>
  run.weight >= shortest &&
  run.weight <= longest &&
  run.linked <= 0.3 * run.weight &&
  (run.marks > 0 || run.weight >= longSentence);

const isBetween = (heading: TreeNode, block: TreeNode, body: TreeNode): boolean =>
  block.name !== 'h1' && block.index >= heading.end && block.end <= body.index;

/** Whether a run stands in one box with the heading; where that holds the body too, it is to be a
 * whole sentence right below. */
function isNear(heading: TreeNode, run: Run, body: TreeNode, between: number): boolean {
  const box = heading.parent;
  if (box === null || run.block.index >= box.end) return false;
  if (box.end <= body.index) return between <= shortestGap;
  return between <= nextGap && run.ended && run.block.parent === box;
}

function isCaption(page: Page, block: TreeNode): boolean {
  for (let node: TreeNode | null = block; node !== null; node = node.parent) {
    if (node.name === 'figure' || page.classes.said(node).caption) return true;
  }
  return false;
}

function isStandfirst(page: Page, node: TreeNode): boolean {
  const { attributes } = node;
  if (attributes.size === 0 || !isBlockName(node.name)) return false;
  const weight = page.weight[node.index] ?? 0;
  if (weight < shortest || weight > longest || (page.linked[node.index] ?? 0) > 0.3 * weight)
    return false;
  const named = `${attributes.get('class') ?? ''} ${attributes.get('itemprop') ?? ''} ${attributes.get('data-testid') ?? ''}`;
  return standfirstWords.test(named.slice(0, 300).replace(/([a-z])([A-Z])/g, '$1-$2'));
}

/** Whether no other text but a byline stands between title and standfirst. */
function isApart(page: Page, heading: TreeNode, node: TreeNode): boolean {
  let between = 0;
  for (const run of page.runs) {
    if (run.first >= heading.end && run.first < node.index) between += run.weight;
  }
  return (
    between <= longestGap &&
    !page.tree.nodes.slice(node.index, node.end).some((each) => each.name === 'h1')
  );
}

function isNew(page: Page, node: TreeNode, body: TreeNode): boolean {
  const said = titleKey(nodeText(page.tree, node, 2000));
  return said !== '' && !titleKey(nodeText(page.tree, body, 20_000)).includes(said.slice(0, 80));
}
