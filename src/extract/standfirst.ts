import type { Page } from './page.ts';
import { isBlockName } from './page-runs.ts';
import { titleKey } from './title-key.ts';
import { nodeText, type TreeNode } from './tree.ts';

const standfirstWords =
  /(?:^|[\s_-])(?:stand-?first|sub-?title|sub-?head(?:line|ing)?|dek|deck|sub-?deck|summary|lead|lede|intro(?:duction)?|article-?(?:lead|intro|summary|description|dek)|excerpt|abstract|chapo|chapeau|ingress|vorspann|teaser-?text|bajada|copete|entradilla|sumario|subt[ií]tulo|sottotitolo|occhiello|resumo|linha-?fina|description|zhaiyao|daodu)(?:$|[\s_-])/i;
const shortest = 25;
const longest = 900;
const longestGap = 600;

/**
 * The few lines under the title that stand outside the body, by their class: they are told first.
 * Undefined where there are none, or where the body says the same.
 */
export function standfirstOf(
  page: Page,
  heading: TreeNode | undefined,
  body: TreeNode,
): TreeNode | undefined {
  if (heading === undefined || heading.index >= body.index) return undefined;
  for (let at = heading.end; at < body.index; at += 1) {
    const node = page.tree.nodes[at];
    if (node === undefined) return undefined;
    if (node.end > body.index || page.isOut(at) || !isStandfirst(page, node)) continue;
    return isApart(page, heading, node) && isNew(page, node, body) ? node : undefined;
  }
  return undefined;
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
