import {
  type Attributes,
  isVoidTag,
  noAttributes,
  oneLine,
  readTags,
  type TagHandler,
} from '../html/index.ts';
import { isParting } from './element-traits.ts';

/**
 * An element, or a run of text (`name` is `#text`; inside `script`, `style` and `textarea` it is
 * `#raw`, so that nobody takes it for words of the page). Names and attribute names are lower case;
 * text and attribute values are decoded.
 */
export class TreeNode {
  readonly name: string;
  readonly attributes: Attributes;
  readonly text: string;
  readonly parent: TreeNode | null;
  /** Place in `PageTree.nodes`. */
  readonly index: number;
  /** The node's descendants are `nodes[index + 1]` to `nodes[end - 1]`. */
  end: number;
  first: TreeNode | null = null;
  next: TreeNode | null = null;

  constructor(
    name: string,
    attributes: Attributes,
    text: string,
    parent: TreeNode | null,
    index: number,
  ) {
    this.name = name;
    this.attributes = attributes;
    this.text = text;
    this.parent = parent;
    this.index = index;
    this.end = index + 1;
  }
}

/** A page in document order. A parent stands before its children, so loops need no recursion. */
export interface PageTree {
  /** All nodes in document order; the first is the root, named `#root`. */
  readonly nodes: readonly TreeNode[];
  readonly root: TreeNode;
  /** Depth of the deepest element. */
  readonly depth: number;
  readonly elements: number;
}

/** Those of some nodes of a tree that stand in no other of them, in document order. */
export function outermost(nodes: readonly TreeNode[]): TreeNode[] {
  let end = 0;
  return [...nodes]
    .sort((a, b) => a.index - b.index)
    .filter((node) => {
      if (node.index < end) return false;
      end = node.end;
      return true;
    });
}

/** Characters of a page that are read. */
const longestPage = 8 * 1024 * 1024;
const mostNodes = 500_000;
const rawNames = new Set(['script', 'style', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes']);

/**
 * The tree of a page, in one pass; implied end tags as `readTags` sets them. Never deeper than 512
 * elements: what stands deeper keeps its text, which hangs on the deepest element. Time and memory
 * grow with the length of the page only; beyond 8 MiB or 500,000 nodes the rest is not read.
 */
export function pageTree(html: string): PageTree {
  const builder = new TreeBuilder();
  readTags(html.length > longestPage ? html.slice(0, longestPage) : html, builder);
  return builder.finish();
}

/** The tree of tags that come from elsewhere than HTML, such as from a part of another tree. */
export function treeOfTags(tell: (handler: TagHandler) => void): PageTree {
  const builder = new TreeBuilder();
  tell(builder);
  return builder.finish();
}

class TreeBuilder implements TagHandler {
  private readonly root = new TreeNode('#root', noAttributes, '', null, 0);
  private readonly nodes: TreeNode[] = [this.root];
  /** Open elements with the last child that each has so far. */
  private readonly stack: TreeNode[] = [this.root];
  private readonly lasts: (TreeNode | null)[] = [null];
  private pending = '';
  private raw = 0;
  private elements = 0;
  private depth = 0;
  /** Elements that are open but were not taken in, as the page holds too many. */
  private refused = 0;

  open(name: string, attributes: Attributes): void {
    this.endText();
    const isVoid = isVoidTag(name);
    if (this.nodes.length >= mostNodes) {
      if (!isVoid) this.refused += 1;
      return;
    }
    const node = this.add(name, attributes, '');
    this.elements += 1;
    if (isVoid) return;
    if (rawNames.has(name)) this.raw += 1;
    this.stack.push(node);
    this.lasts.push(null);
    if (this.stack.length > this.depth) this.depth = this.stack.length;
  }

  close(name: string): void {
    this.endText();
    if (this.refused > 0) {
      this.refused -= 1;
      return;
    }
    const node = this.stack.pop();
    this.lasts.pop();
    if (node === undefined) return;
    if (rawNames.has(name)) this.raw -= 1;
    node.end = this.nodes.length;
  }

  text(text: string): void {
    this.pending = this.pending === '' ? text : this.pending + text;
  }

  finish(): PageTree {
    this.endText();
    this.root.end = this.nodes.length;
    return {
      nodes: this.nodes,
      root: this.root,
      depth: this.depth - 1,
      elements: this.elements,
    };
  }

  private endText(): void {
    if (this.pending === '') return;
    if (this.nodes.length < mostNodes) {
      this.add(this.raw > 0 ? '#raw' : '#text', noAttributes, this.pending);
    }
    this.pending = '';
  }

  private add(name: string, attributes: Attributes, text: string): TreeNode {
    const at = this.stack.length - 1;
    const parent = this.stack[at] ?? this.root;
    const node = new TreeNode(name, attributes, text, parent, this.nodes.length);
    const last = this.lasts[at] ?? null;
    if (last === null) parent.first = node;
    else last.next = node;
    this.lasts[at] = node;
    this.nodes.push(node);
    return node;
  }
}

/** Elements that `nodeText` passes over; it is asked for a `title` and for an `option` by their names. */
const silentNames = new Set(['script', 'style', 'template', 'noscript', 'textarea', 'iframe']);

/**
 * The visible text below a node as one line, blocks parted by a space; reading stops at `most`
 * characters. Scripts, styles, templates and `noscript` say nothing.
 */
export function nodeText(tree: PageTree, node: TreeNode, most = 10_000): string {
  let text = '';
  for (let at = node.index; at < node.end && text.length < most; ) {
    const each = tree.nodes[at];
    if (each === undefined) break;
    if (silentNames.has(each.name) && each !== node) {
      at = each.end;
      continue;
    }
    if (each.name === '#text') text += each.text;
    else if (isParting(each.name)) text += ' ';
    at += 1;
  }
  return oneLine(text.slice(0, most).toWellFormed());
}

/** What stands inside a `script`, `style` or `textarea`, as it is. */
export function rawText(node: TreeNode): string {
  return node.first?.name === '#raw' ? node.first.text : '';
}

/** Tells a handler a node and what is in it, as `readTags` would; places are those in the tree. */
export function tellTree(
  tree: PageTree,
  node: TreeNode,
  handler: TagHandler,
  isLeftOut: (node: TreeNode) => boolean = () => false,
): void {
  const open: TreeNode[] = [];
  const closeBefore = (at: number): void => {
    for (let last = open.at(-1); last !== undefined && last.end <= at; last = open.at(-1)) {
      open.pop();
      handler.close(last.name, at);
    }
  };
  let at = node.index;
  while (at < node.end) {
    closeBefore(at);
    const each = tree.nodes[at];
    if (each === undefined) break;
    const leftOut = isLeftOut(each);
    if (!leftOut && tellNode(each, handler)) open.push(each);
    at = leftOut ? each.end : at + 1;
  }
  closeBefore(node.end);
}

/** Whether the node has an end of its own that is still to be told. */
function tellNode(node: TreeNode, handler: TagHandler): boolean {
  if (node.name.startsWith('#')) {
    if (node.text !== '') handler.text(node.text);
    return false;
  }
  handler.open(node.name, node.attributes, node.index);
  return !isVoidTag(node.name);
}
