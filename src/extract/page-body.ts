import { articleText, sanitizeArticleTags } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { chooseBody } from './choose-body.ts';
import type { CutBlock } from './extraction.ts';
import { Figures } from './figures.ts';
import { judgeLines } from './judge-lines.ts';
import { layoutTables } from './layout-tables.ts';
import { leaveOutFurniture, Page } from './leave-out.ts';
import { retold } from './retold-tags.ts';
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
  return writeBody(page, chooseBody(page, titleHeading(page, title)), base, title);
}

/** The same for HTML that is known to be an article's body. */
export function fragmentBody(tree: PageTree, base: Url, title: string): Body {
  const page = new Page(tree);
  leaveOutFurniture(page);
  page.measure();
  return writeBody(page, tree.root, base, title);
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

function writeBody(page: Page, root: TreeNode, base: Url, title: string): Body {
  const figures = new Figures(page, root);
  const layout = layoutTables(page, root);
  judgeLines(page, root, { figures, layout }, title);
  const html = sanitizeArticleTags((handler) => {
    const told = retold(page, figures, layout, handler);
    tellTree(page.tree, root, told, (node) => page.isOut(node.index));
  }, base);
  return { html, text: articleText(html), cut: page.cut };
}
