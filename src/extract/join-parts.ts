import { articleImages, articleText, oneLine, sanitizeArticleTags } from '../html/index.ts';
import type { Extraction } from './extraction.ts';
import { runWeight } from './page-runs.ts';
import { titleKey } from './title-key.ts';
import { titleLikeness } from './title-likeness.ts';
import { nodeText, type PageTree, pageTree, type TreeNode, tellTree } from './tree.ts';

/** Part of a page's text that has to be new: a page of comments tells the same article again. */
const leastNew = 0.3;
const pageWords =
  /(?:[-–—|｜:,(（\s]*(?:page|part|seite|teil|página|pagina|第)?\s*\d{1,2}(?:\s*(?:of|von|de|di|\/)\s*\d{1,2}|页|頁|ページ)?[)）]?)$/iu;

/**
 * Whether a page that a link of `first` leads to goes on with its article: an article of the same
 * title, and of the same day where both tell one, whose text is not what `joined` has already.
 */
export function isPartOf(first: Extraction, part: Extraction, joined: Extraction): boolean {
  if (part.article.text === '' || !isOfSameArticle(first, part)) return false;
  return newShare(joined.article.text, part.article.text) >= leastNew;
}

/** Whether a page tells the whole of an article of which `first` tells the beginning. */
export function isWholeOf(first: Extraction, page: Extraction): boolean {
  if (!isOfSameArticle(first, page)) return false;
  const [own, all] = [runWeight(first.article.text), runWeight(page.article.text)];
  return all > 1.1 * own && newShare(page.article.text, first.article.text) < 0.2;
}

/** Whether two pages say that they are of one article: by title, and by day where both tell one. */
export function isOfSameArticle(first: Extraction, page: Extraction): boolean {
  if (['index', 'login', 'captcha', 'missing'].includes(page.kind)) return false;
  return isSameDay(first, page) && isSameTitle(first.article.title, page.article.title);
}

function isSameDay(one: Extraction, other: Extraction): boolean {
  const [a, b] = [one.article.publishedAt, other.article.publishedAt];
  return a === undefined || b === undefined || Math.abs(Date.parse(a) - Date.parse(b)) < 86_400_000;
}

function isSameTitle(one: string, other: string): boolean {
  const [a, b] = [one, other].map((title) => title.replace(pageWords, ''));
  const [first, second] = [titleKey(a ?? ''), titleKey(b ?? '')];
  if (first === '' || second === '') return false;
  return first === second || isBegun(first, second) || titleLikeness(a ?? '', b ?? '') >= 0.6;
}

/** Whether one of two titles begins with the other, so that it adds what the part is about. */
const isBegun = (one: string, other: string): boolean =>
  Math.min(one.length, other.length) > 6 && (one.startsWith(other) || other.startsWith(one));

/** The share of a text's lines, by weight, that are none of another's. */
function newShare(known: string, text: string): number {
  const lines = new Set(known.split('\n').map(titleKey));
  let all = 0;
  let fresh = 0;
  for (const line of text.split('\n')) {
    const weight = runWeight(line);
    all += weight;
    if (!lines.has(titleKey(line))) fresh += weight;
  }
  return all === 0 ? 0 : fresh / all;
}

/**
 * One article of the pages of an article in order. What the pages repeat is told once: headings,
 * standfirsts and pictures at a later page's head where they were told before, notes at an earlier
 * page's end that the next one ends with too. All else is the first page's.
 */
export function joinParts(parts: readonly [Extraction, ...Extraction[]]): Extraction {
  const [first] = parts;
  const pages = parts.map((part) => new PartBlocks(part.article.html));
  const told = new Set<string>([titleKey(first.article.title)]);
  pages.forEach((page, at) => {
    if (at > 0) page.dropHead(told);
    for (const key of page.keys()) told.add(key);
    pages[at - 1]?.dropEnd(page);
  });
  const html = sanitizeArticleTags((handler) => {
    for (const page of pages) page.tell(handler);
  }, first.article.url);
  const { parts: _parts, ...rest } = first;
  return {
    ...rest,
    article: { ...first.article, html, text: articleText(html), images: articleImages(html) },
    cut: parts.flatMap((part) => part.cut),
    isJoined: true,
  };
}

/** The blocks of a page's article, some of which are not told. */
class PartBlocks {
  private readonly tree: PageTree;
  private readonly blocks: { readonly node: TreeNode; readonly key: string }[] = [];
  private readonly dropped = new Set<TreeNode>();

  constructor(html: string) {
    this.tree = pageTree(html);
    for (let node = this.tree.root.first; node !== null; node = node.next) {
      this.blocks.push({ node, key: keyOf(this.tree, node) });
    }
  }

  keys(): string[] {
    return this.blocks.map((block) => block.key);
  }

  dropHead(told: ReadonlySet<string>): void {
    for (const { node, key } of this.blocks) {
      if (!told.has(key)) return;
      this.dropped.add(node);
    }
  }

  dropEnd(next: PartBlocks): void {
    const count = Math.min(this.blocks.length, next.blocks.length);
    for (let at = 1; at <= count; at += 1) {
      const block = this.blocks.at(-at);
      if (block === undefined || block.key !== next.blocks.at(-at)?.key) return;
      this.dropped.add(block.node);
    }
  }

  tell(handler: Parameters<typeof tellTree>[2]): void {
    tellTree(this.tree, this.tree.root, handler, (node) => this.dropped.has(node));
  }
}

/** What a block says; a picture without words is known by its address. */
function keyOf(tree: PageTree, node: TreeNode): string {
  const text = node.name === '#text' ? oneLine(node.text) : nodeText(tree, node, 20_000);
  const source = tree.nodes
    .slice(node.index, node.end)
    .find(({ name }) => name === 'img')
    ?.attributes.get('src');
  return titleKey(text) + (source === undefined ? '' : ` ${source}`);
}
