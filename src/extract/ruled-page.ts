import { isPictureName } from '../html/index.ts';
import type { Url } from '../model/index.ts';
import { namesInList } from './author-names.ts';
import { canonicalUrl } from './canonical-url.ts';
import { cutBlock } from './cut-block.ts';
import type { CutBlock } from './extraction.ts';
import { partTree, type Reshaping, reshapedTree } from './reshape-tree.ts';
import type { Pattern, PatternName, Replacement } from './rule-lines.ts';
import type { SiteRules } from './site-rules.ts';
import { nodeText, outermost, type PageTree, pageTree, TreeNode } from './tree.ts';
import { evaluateXPath, xpathNodes } from './xpath.ts';
import {
  AttributeNode,
  lineOf,
  pageBudget,
  type XPathBudget,
  type XPathNode,
} from './xpath-nodes.ts';

/** A page as the rules of its site leave it. */
export class RuledPage {
  /** The whole page, for what stands around the article. */
  readonly whole: PageTree;
  /** Without what the rules strip. */
  readonly left: PageTree;
  readonly cut: readonly CutBlock[];
  private readonly rules: SiteRules;
  private readonly budget: XPathBudget;

  constructor(html: string, rules: SiteRules) {
    this.rules = rules;
    const read = pageTree(replaced(html, rules.replacements));
    this.budget = pageBudget(read);
    this.whole = rules.choice('skip_json_ld') === true ? withoutLinkedData(read) : read;
    const shape = this.reshaping();
    this.cut = [...shape.out]
      .map((node) => nodeText(this.whole, node, 400))
      .filter((text) => text !== '')
      .map((text) => cutBlock('site rule', text));
    this.left = isIdle(shape) ? this.whole : reshapedTree(this.whole, shape);
  }

  /** Whether the rules change what is read, whatever they find. */
  get changesWords(): boolean {
    const { replacements, wraps, patterns, words, choice } = this.rules;
    const strips = patterns('strip').length + words('strip_id_or_class').length;
    const shapes = replacements.length + wraps.length + strips + patterns('dissolve').length;
    return shapes > 0 || choice('skip_json_ld') === true;
  }

  /** What the first pattern of this name that finds words says. */
  text(name: PatternName): string {
    return this.texts(name)[0] ?? '';
  }

  authors(): string[] {
    const texts = this.texts('author').map((text) => text.slice(0, 200));
    const names = namesInList(texts);
    return names.length > 0 ? names : texts.slice(0, 1);
  }

  /** Texts that tell the date; what an element tells machines before what it shows. */
  dates(): string[] {
    return this.texts('date', 'datetime').map((text) => text.slice(0, 400));
  }

  /** Whether a rule of this name holds on this page, whether it finds something or not. */
  has(name: PatternName): boolean {
    return this.applying(name).length > 0;
  }

  /** The bodies that patterns name, the first first, each as a tree of its own. */
  *bodies(): Generator<PageTree> {
    for (const pattern of this.applying('body')) {
      const nodes = this.nodes(this.left, pattern).filter((node) => node instanceof TreeNode);
      const roots = outermost(nodes);
      if (roots.length > 0) yield partTree(this.left, roots);
    }
  }

  /** The address of the same site that the first pattern of this name that finds one gives. */
  link(name: 'single_page_link' | 'next_page_link', url: Url): Url | undefined {
    for (const pattern of this.applying(name)) {
      const value = evaluateXPath(pattern.path, this.whole, this.budget);
      const addresses = typeof value === 'object' ? this.addresses(value) : [String(value)];
      const said = addresses.find((address) => address !== '');
      const link = canonicalUrl(said?.trim(), url);
      if (link !== undefined && link !== url) return link;
    }
    return undefined;
  }

  /** Of a few nodes at most: each may hold the page. */
  private addresses(nodes: readonly XPathNode[]): string[] {
    return nodes.slice(0, 20).map((node) => addressOf(this.whole, node));
  }

  finds(name: PatternName): boolean {
    return this.applying(name).some((pattern) => this.nodes(this.whole, pattern).length > 0);
  }

  /** The rules of this name that hold on this page. */
  private applying(name: PatternName): Pattern[] {
    return this.rules.patterns(name).filter((pattern) => this.holds(pattern));
  }

  private holds({ onlyIf }: Pattern): boolean {
    if (onlyIf === undefined) return true;
    const value = evaluateXPath(onlyIf, this.whole, this.budget);
    return typeof value === 'object' ? value.length > 0 : Boolean(value);
  }

  private nodes(tree: PageTree, { path }: Pattern): readonly XPathNode[] {
    return xpathNodes(path, tree, this.budget);
  }

  private texts(name: PatternName, attribute?: string): string[] {
    for (const { path } of this.applying(name)) {
      const value = evaluateXPath(path, this.whole, this.budget);
      const texts =
        typeof value === 'object'
          ? value.slice(0, 20).flatMap((node) => wordsOf(this.whole, node, attribute))
          : [String(value).slice(0, 10_000).replace(/\s+/g, ' ').trim()];
      const said = texts.filter((text) => text !== '');
      if (said.length > 0) return said;
    }
    return [];
  }

  private reshaping(): Reshaping {
    const out = new Set<TreeNode>(this.named());
    const attributes = new Map<TreeNode, Set<string>>();
    for (const node of this.applying('strip').flatMap((each) => this.nodes(this.whole, each))) {
      if (node instanceof TreeNode) out.add(node);
      else attributes.set(node.owner, new Set([...(attributes.get(node.owner) ?? []), node.name]));
    }
    // Nobody means the whole page.
    out.delete(this.whole.root);
    const elements = (pattern: Pattern): TreeNode[] =>
      this.nodes(this.whole, pattern).filter((node) => node instanceof TreeNode);
    const dissolved = new Set(this.applying('dissolve').flatMap(elements));
    const wraps = this.rules.wraps.filter((wrap) => this.holds(wrap));
    const wrapped = new Map(
      wraps.flatMap((wrap) => elements(wrap).map((node) => [node, wrap.name])),
    );
    return { out, attributes, dissolved, wrapped, sources: this.rules.words('src_lazy_load_attr') };
  }

  /** The elements that are stripped by a part of their class, id or picture's address. */
  private *named(): Generator<TreeNode> {
    const names = this.rules.words('strip_id_or_class');
    const sources = this.rules.words('strip_image_src');
    if (names.length + sources.length === 0) return;
    for (const node of this.whole.nodes) {
      if (node.attributes.size === 0) continue;
      const said = [node.attributes.get('class'), node.attributes.get('id')];
      const source = isPictureName(node.name) ? node.attributes.get('src') : undefined;
      if (names.some((name) => said.some((value) => value?.includes(name)))) yield node;
      else if (sources.some((part) => source?.includes(part))) yield node;
    }
  }
}

const isIdle = ({ out, attributes, dissolved, wrapped, sources }: Reshaping): boolean =>
  out.size + attributes.size + dissolved.size + wrapped.size + sources.length === 0;

/** The page may grow by replacing, but not without end. */
const longestPage = 16 * 1024 * 1024;

function replaced(html: string, replacements: readonly Replacement[]): string {
  let text = html;
  for (const { find, by } of replacements) {
    const more = (text.split(find).length - 1) * (by.length - find.length);
    if (text.length + more <= longestPage) text = text.replaceAll(find, () => by);
  }
  return text;
}

function withoutLinkedData(tree: PageTree): PageTree {
  const isLinked = (node: TreeNode): boolean =>
    node.name === 'script' && /ld\+json/i.test(node.attributes.get('type') ?? '');
  const out = new Set(tree.nodes.filter(isLinked));
  return reshapedTree(tree, {
    out,
    attributes: new Map(),
    dissolved: new Set(),
    wrapped: new Map(),
    sources: [],
  });
}

function wordsOf(tree: PageTree, node: XPathNode, attribute: string | undefined): string[] {
  const own = lineOf(tree, node);
  if (attribute === undefined || node instanceof AttributeNode) return [own];
  return [node.attributes.get(attribute) ?? '', own];
}

/** The address a node gives: an attribute's value, a link's target, or that of the first link in it. */
function addressOf(tree: PageTree, node: XPathNode): string {
  if (node instanceof AttributeNode) return node.value;
  if (node.name.startsWith('#')) return node.text;
  for (let at = node.index; at < node.end; at += 1) {
    const each = tree.nodes[at];
    const href = at === node.index || each?.name === 'a' ? each?.attributes.get('href') : undefined;
    if (href !== undefined) return href;
  }
  return '';
}
