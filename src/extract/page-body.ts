import { articleText, sanitizeArticleTags } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { chooseBody, climb } from './choose-body.ts';
import { witnessedBody } from './choose-witnessed.ts';
import type { CutBlock } from './extraction.ts';
import { Figures } from './figures.ts';
import { judgeLines } from './judge-lines.ts';
import { layoutTables } from './layout-tables.ts';
import { leaveOutFurniture, leaveOutHidden } from './leave-out.ts';
import { Page } from './page.ts';
import { runWeight } from './page-runs.ts';
import { retold } from './retold-tags.ts';
import { scriptBody } from './script-body.ts';
import { standfirstOf } from './standfirst.ts';
import { leaveOutTeasers } from './teasers.ts';
import { titleKey as keyOf } from './title-key.ts';
import { nodeText, outermost, type PageTree, pageTree, type TreeNode, tellTree } from './tree.ts';
import { trimWitnessed } from './trim-witnessed.ts';
import { type WitnessedPage, witnessedPage } from './witnessed-page.ts';

export interface Body {
  /** Sanitised. */
  readonly html: string;
  /** The `text/1` of the HTML. */
  readonly text: string;
  readonly cut: readonly CutBlock[];
  /** Set where a witness had a say in it. */
  readonly isWitnessed?: true;
}

/** What is known of an article before its body is looked for. */
export interface BodyHints {
  readonly title: string;
  /** What the page's head tells of it, empty where it tells nothing. */
  readonly summary: string;
  /** Who wrote it, as the page tells. */
  readonly authors: readonly string[];
  /** What its feed tells of it, as HTML. */
  readonly witness?: string;
}

/** The article of a page: where it stands, and what of it is the story. */
export function pageBody(tree: PageTree, base: Url, hints: BodyHints): Body {
  const { title, authors, summary, witness } = hints;
  const page = new Page(tree);
  const witnessed = witnessedPage(page, witness, base);
  if (witnessed !== undefined) page.vouched = witnessed.vouches;
  leaveOutFurniture(page);
  page.measure();
  leaveOutTeasers(page);
  page.measure();
  const heading = titleHeading(page, title);
  const chosen = chooseBody(page, heading);
  const { body, before, after } =
    witnessed === undefined
      ? { body: chosen, before: [], after: [] }
      : witnessedBody(page, chosen, witnessed, base, (node) => climb(page, node));
  const standfirst = standfirstOf(page, heading, body, summary);
  const roots = outermost(standfirst === undefined ? before : [standfirst, ...before]);
  const written = writeBody(page, [...roots, body], {
    base,
    title,
    authors,
    whole: false,
    after,
    ...(witnessed === undefined ? {} : { witnessed }),
  });
  const shown = orTold(written, tree, base, title);
  return witnessed?.mattered === true ? { ...shown, isWitnessed: true } : shown;
}

/** A page shorter than this may carry its text in a script. */
const thin = 500;

/** The page's body, or the one that its scripts tell where the page shows hardly any. */
function orTold(shown: Body, tree: PageTree, base: Url, title: string): Body {
  const weight = runWeight(shown.text);
  if (weight >= thin) return shown;
  const html = scriptBody(tree);
  if (html === undefined) return shown;
  const told = fragmentBody(pageTree(html), base, title);
  return runWeight(told.text) > 2 * weight ? told : shown;
}

/** The same for HTML that is known to be an article's body. */
export function fragmentBody(tree: PageTree, base: Url, title: string): Body {
  const page = new Page(tree);
  leaveOutFurniture(page);
  page.measure();
  return writeBody(page, [tree.root], { base, title, whole: true });
}

/**
 * The same for what a site's rule calls the body. It is freed of what no article has, as a page's
 * body is, unless `prune` is false: then all that is shown in it stays.
 */
export function ruledBody(tree: PageTree, base: Url, title: string, prune: boolean): Body {
  const page = new Page(tree);
  if (prune) leaveOutFurniture(page);
  else leaveOutHidden(page);
  page.measure();
  return writeBody(page, [tree.root], { base, title, whole: !prune, asIs: !prune });
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
  readonly authors?: readonly string[];
  readonly whole: boolean;
  /** Whether every line stays, whatever it says. */
  readonly asIs?: boolean;
  /** Parts of the article that stand behind its body. */
  readonly after?: readonly TreeNode[];
  readonly witnessed?: WitnessedPage;
}

/** Writes what stands in some nodes, of which the last is the body. */
function writeBody(page: Page, roots: readonly TreeNode[], writing: Writing): Body {
  const { title, authors = [], after = [], witnessed } = writing;
  const parts = [...roots, ...after].map((root) => {
    const figures = new Figures(page, root);
    return { root, roles: { figures, layout: layoutTables(page, root), whole: writing.whole } };
  });
  const body = parts.at(roots.length - 1);
  if (body !== undefined && writing.asIs !== true)
    judgeLines(page, body.root, body.roles, { title, authors });
  if (body !== undefined && witnessed !== undefined) trimWitnessed(page, body.root, witnessed);
  const html = sanitizeArticleTags((handler) => {
    for (const { root, roles } of parts) {
      const told = retold(page, roles, handler);
      tellTree(page.tree, root, told, (node) => page.isOut(node.index));
    }
  }, writing.base);
  return { html, text: articleText(html), cut: page.cut() };
}
