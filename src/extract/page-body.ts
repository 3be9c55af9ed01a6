import { articleText, sanitizeArticleTags } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { chooseBody } from './choose-body.ts';
import type { CutBlock } from './extraction.ts';
import { Figures } from './figures.ts';
import { judgeLines } from './judge-lines.ts';
import { layoutTables } from './layout-tables.ts';
import { leaveOutFurniture } from './leave-out.ts';
import { Page } from './page.ts';
import { textWeight } from './page-runs.ts';
import { retold } from './retold-tags.ts';
import { scriptBody } from './script-body.ts';
import { standfirstOf } from './standfirst.ts';
import { leaveOutTeasers } from './teasers.ts';
import { titleKey as keyOf } from './title-key.ts';
import { nodeText, type PageTree, pageTree, type TreeNode, tellTree } from './tree.ts';

export interface Body {
  /** Sanitised. */
  readonly html: string;
  /** The `text/1` of the HTML. */
  readonly text: string;
  readonly cut: readonly CutBlock[];
}

/**
 * The article of a page: where it stands, and what of it is the story. `summary` is what the page's
 * head tells of it, empty where it tells nothing.
 */
export function pageBody(tree: PageTree, base: Url, title: string, summary: string): Body {
  const page = new Page(tree);
  leaveOutFurniture(page);
  page.measure();
  leaveOutTeasers(page);
  page.measure();
  const heading = titleHeading(page, title);
  const body = chooseBody(page, heading);
  const standfirst = standfirstOf(page, heading, body, summary);
  const roots = standfirst === undefined ? [body] : [standfirst, body];
  return orTold(writeBody(page, roots, { base, title, whole: false }), tree, base, title);
}

/** A page shorter than this may carry its text in a script. */
const thin = 500;

/** The page's body, or the one that its scripts tell where the page shows hardly any. */
function orTold(shown: Body, tree: PageTree, base: Url, title: string): Body {
  const weight = textWeight(shown.text);
  if (weight >= thin) return shown;
  const html = scriptBody(tree);
  if (html === undefined) return shown;
  const told = fragmentBody(pageTree(html), base, title);
  return textWeight(told.text) > 2 * weight ? told : shown;
}

/** The same for HTML that is known to be an article's body. */
export function fragmentBody(tree: PageTree, base: Url, title: string): Body {
  const page = new Page(tree);
  leaveOutFurniture(page);
  page.measure();
  return writeBody(page, [tree.root], { base, title, whole: true });
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
  const headings = page.tree.nodes.filter(({ name }) => name === 'h1' || name === 'h2');
  return (
    headings.find((node) => node.name === 'h1' && says(node)) ??
    headings.find((node) => node.name === 'h2' && says(node))
  );
}

interface Writing {
  readonly base: Url;
  readonly title: string;
  readonly whole: boolean;
}

/** Writes what stands in some nodes, of which the last is the body. */
function writeBody(page: Page, roots: readonly TreeNode[], writing: Writing): Body {
  const parts = roots.map((root) => {
    const figures = new Figures(page, root);
    return { root, roles: { figures, layout: layoutTables(page, root), whole: writing.whole } };
  });
  const body = parts.at(-1);
  if (body !== undefined) judgeLines(page, body.root, body.roles, writing.title);
  const html = sanitizeArticleTags((handler) => {
    for (const { root, roles } of parts) {
      const told = retold(page, roles, handler);
      tellTree(page.tree, root, told, (node) => page.isOut(node.index));
    }
  }, writing.base);
  return { html, text: articleText(html), cut: page.cut() };
}
