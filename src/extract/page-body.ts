import { articleText, sanitizeArticleTags } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { chooseBody } from './choose-body.ts';
import type { CutBlock } from './extraction.ts';
import { Figures } from './figures.ts';
import { judgeLines } from './judge-lines.ts';
import { layoutTables } from './layout-tables.ts';
import { leaveOutFurniture, Page } from './leave-out.ts';
import { retold } from './retold-tags.ts';
import { standfirstOf } from './standfirst.ts';
import { leaveOutTeasers } from './teasers.ts';
import { titleKey as keyOf } from './title-key.ts';
import { nodeText, type PageTree, type TreeNode, tellTree } from './tree.ts';

export interface Body {
  /** Sanitised. */
  readonly html: string;
  /** The `text/1` of the HTML. */
  readonly text: string;
  readonly cut: readonly CutBlock[];
}

/** The article of a page: where it stands, and what of it is the story. */
export function pageBody(tree: PageTree, base: Url, title: string): Body {
  const page = new Page(tree);
  leaveOutFurniture(page);
  page.measure();
  leaveOutTeasers(page);
  page.measure();
  const heading = titleHeading(page, title);
  const body = chooseBody(page, heading);
  const standfirst = standfirstOf(page, heading, body);
  return writeBody(page, standfirst === undefined ? [body] : [standfirst, body], base, title);
}

/** The same for HTML that is known to be an article's body. */
export function fragmentBody(tree: PageTree, base: Url, title: string): Body {
  const page = new Page(tree);
  leaveOutFurniture(page);
  page.measure();
  return writeBody(page, [tree.root], base, title);
}

/** The first heading, h1 before others, that says the title. */
export function titleHeading(page: Page, title: string): TreeNode | undefined {
  const key = keyOf(title);
  if (key === '') return undefined;
  const says = (node: TreeNode): boolean => {
    const said = keyOf(nodeText(page.tree, node, 600));
    return (
      said !== '' &&
      (said === key || (said.length > 12 && (key.includes(said) || said.includes(key))))
    );
  };
  const headings = page.tree.nodes.filter((node) => /^h[12]$/.test(node.name));
  return (
    headings.find((node) => node.name === 'h1' && says(node)) ??
    headings.find((node) => node.name === 'h2' && says(node))
  );
}

/** Writes what stands in some nodes, of which the last is the body. */
function writeBody(page: Page, roots: readonly TreeNode[], base: Url, title: string): Body {
  const roles = roots.map((root) => {
    const each = { figures: new Figures(page, root), layout: layoutTables(page, root) };
    if (root === roots.at(-1)) judgeLines(page, root, each, title);
    return each;
  });
  const html = sanitizeArticleTags((handler) => {
    roots.forEach((root, at) => {
      const { figures, layout } = roles[at] ?? { figures: new Figures(page, root), layout: none };
      const told = retold(page, figures, layout, handler);
      tellTree(page.tree, root, told, (node) => page.isOut(node.index));
    });
  }, base);
  return { html, text: articleText(html), cut: page.cut };
}

const none: ReadonlySet<TreeNode> = new Set();
