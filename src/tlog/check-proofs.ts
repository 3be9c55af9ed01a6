import { sameBytes } from './byte-strings.ts';
import { half, isCount } from './counting.ts';
import { hashNode, sha256Bytes } from './hashes.ts';

/** That a leaf is in a tree. Hashes are 32 bytes each, the proof leaf side first. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** That the first `oldSize` leaves of a tree are those of an older one. Hashes are 32 bytes each. */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** That the leaves from `start` up to `end` make this subtree of a tree of `size` leaves. */
export interface SubtreeConsistencyClaim {
  readonly start: number;
  readonly end: number;
  readonly subtreeRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

const areHashes = (hashes: readonly Uint8Array[]): boolean =>
  hashes.every((hash) => hash.length === 32);

/**
 * Whether the claim is proved (RFC 9162 §2.1.3.2). False for whatever is wrong with it: another
 * root, too many or too few hashes, hashes that are not 32 bytes, an index outside of the tree.
 */
export async function checkInclusion(claim: InclusionClaim): Promise<boolean> {
  const { index, size, leafHash, proof, root } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (!areHashes([leafHash, root, ...proof])) return false;
  let node = index;
  let last = size - 1;
  let hash = leafHash;
  for (const beside of proof) {
    if (last === 0) return false;
    const isRight = node % 2 === 1 || node === last;
    hash = isRight ? await hashNode(beside, hash) : await hashNode(hash, beside);
    // The right edge has no sibling on some levels; they are passed over.
    while (isRight && node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
}

/**
 * Whether the older tree is a beginning of the newer one (RFC 9162 §2.1.4.2). False for whatever is
 * wrong with the claim, also for an older size of 0, of which nothing can be proved, and for a proof
 * between equal sizes that is not empty.
 */
export function checkConsistency(claim: ConsistencyClaim): Promise<boolean> {
  const { oldSize, oldRoot, size, root, proof } = claim;
  if (oldSize === 0) return Promise.resolve(false);
  return checkSubtreeConsistency({
    ...{ start: 0, end: oldSize, subtreeRoot: oldRoot },
    ...{ size, root, proof },
  });
}

/** Whether leaves from `start` up to `end` can be a subtree: it begins where one of its size may. */
function isSubtree(start: number, end: number): boolean {
  if (!isCount(start) || !isCount(end) || start >= end) return false;
  let power = 1;
  while (power < end - start) power *= 2;
  return start % power === 0;
}

/** As `checkInclusion`, within the subtree of the leaves from `start` up to `end`. */
export function checkSubtreeInclusion(
  claim: Omit<InclusionClaim, 'size'> & { readonly start: number; readonly end: number },
): Promise<boolean> {
  const { start, end, index } = claim;
  if (!isSubtree(start, end)) return Promise.resolve(false);
  return checkInclusion({ ...claim, index: index - start, size: end - start });
}

/**
 * Whether the subtree (of no leaves, which is part of any tree, too) is part of the tree: RFC 9162 §2.1.4.2 carried on to subtrees that do not
 * begin at the first leaf, as draft-ietf-plants-merkle-tree-certs does.
 */
export async function checkSubtreeConsistency(claim: SubtreeConsistencyClaim): Promise<boolean> {
  const { start, end, size, subtreeRoot, root, proof } = claim;
  if (!areHashes([subtreeRoot, root, ...proof]) || !isCount(size) || end > size) return false;
  if (start === end && isCount(start)) {
    return proof.length === 0 && sameBytes(subtreeRoot, await sha256Bytes());
  }
  if (!isSubtree(start, end)) return false;
  const lowest = lowestShared(start, end - 1, size - 1);
  const path = lowest.first === lowest.node ? [subtreeRoot, ...proof] : proof;
  const roots = await climbed(lowest, path);
  return (
    roots !== undefined && sameBytes(roots.ofSubtree, subtreeRoot) && sameBytes(roots.ofTree, root)
  );
}

/** Numbers of nodes on one level: where the subtree begins and ends, and where the tree ends. */
interface Climb {
  readonly first: number;
  readonly node: number;
  readonly last: number;
}

const above = ({ first, node, last }: Climb): Climb => ({
  ...{ first: half(first), node: half(node), last: half(last) },
});

/** Both roots that a path leads to; undefined when it is too short or too long. */
async function climbed(
  from: Climb,
  [seed, ...path]: readonly Uint8Array[],
): Promise<{ ofSubtree: Uint8Array; ofTree: Uint8Array } | undefined> {
  if (seed === undefined) return undefined;
  let [at, ofSubtree, ofTree] = [from, seed, seed];
  for (const beside of path) {
    if (at.last === 0) return undefined;
    const isRight = at.node % 2 === 1 || at.node === at.last;
    if (isRight && at.first < at.node) ofSubtree = await hashNode(beside, ofSubtree);
    ofTree = isRight ? await hashNode(beside, ofTree) : await hashNode(ofTree, beside);
    while (isRight && at.node % 2 === 0 && at.node !== 0) at = above(at);
    at = above(at);
  }
  return at.last === 0 ? { ofSubtree, ofTree } : undefined;
}

/** Goes up from the last leaf of a subtree to the largest whole node of both trees that ends there. */
function lowestShared(start: number, end: number, treeEnd: number): Climb {
  let at: Climb = { first: start, node: end, last: treeEnd };
  const isTreeEnd = end === treeEnd;
  while (at.first !== at.node && (isTreeEnd || at.node % 2 === 1)) at = above(at);
  return at;
}
