import { type Attributes, isPictureName, isVoidTag, type TagHandler } from '../html/index.ts';
import { type PageTree, type TreeNode, tellTree, treeOfTags } from './tree.ts';

/** What is to become of the nodes of a tree. */
export interface Reshaping {
  /** Left out with all that is in them. */
  readonly out: ReadonlySet<TreeNode>;
  /** Attributes that are left out, by element. */
  readonly attributes: ReadonlyMap<TreeNode, ReadonlySet<string>>;
  /** Left out alone: what is in them stays. */
  readonly dissolved: ReadonlySet<TreeNode>;
  /** Set into a new element of this name. */
  readonly wrapped: ReadonlyMap<TreeNode, string>;
  /** Attributes that hold a picture's address where its `src` does not. */
  readonly sources: readonly string[];
}

/** The tree that is left. */
export const reshapedTree = (tree: PageTree, shape: Reshaping): PageTree =>
  treeOfTags((handler) => {
    tellTree(tree, tree.root, reshaping(tree, shape, handler), (node) => shape.out.has(node));
  });

/** The parts of a tree as a tree of their own, in document order. */
export const partTree = (tree: PageTree, roots: readonly TreeNode[]): PageTree =>
  treeOfTags((handler) => {
    for (const root of roots) tellTree(tree, root, handler);
  });

function reshaping(tree: PageTree, shape: Reshaping, handler: TagHandler): TagHandler {
  /** For each open element the names it was told by, innermost last. */
  const told: (readonly string[])[] = [];
  const end = (names: readonly string[], at: number): void => {
    for (const name of [...names].reverse()) handler.close(name, at);
  };
  return {
    open(name, attributes, at) {
      const node = tree.nodes[at];
      const wrapper = node && shape.wrapped.get(node);
      const around = wrapper === undefined ? [] : [wrapper];
      const own = node !== undefined && shape.dissolved.has(node) ? [] : [name];
      for (const each of around) handler.open(each, noAttributes, at);
      for (const each of own) handler.open(each, kept(shape, node, attributes), at);
      if (isVoidTag(name)) end(around, at);
      else told.push([...around, ...own]);
    },
    close(_, at) {
      end(told.pop() ?? [], at);
    },
    text(text) {
      handler.text(text);
    },
  };
}

const noAttributes: Attributes = new Map();

function kept(shape: Reshaping, node: TreeNode | undefined, attributes: Attributes): Attributes {
  const out = node && shape.attributes.get(node);
  const left = out === undefined ? attributes : without(attributes, out);
  if (node === undefined || !isPictureName(node.name)) return left;
  const source = shape.sources.map((name) => left.get(name)).find((value) => value);
  return source === undefined ? left : new Map([...left, ['src', source]]);
}

const without = (attributes: Attributes, names: ReadonlySet<string>): Attributes =>
  new Map([...attributes].filter(([name]) => !names.has(name)));
