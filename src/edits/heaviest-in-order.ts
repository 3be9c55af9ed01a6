/**
 * The heaviest choice of values that rises strictly, as their indices in order. Weights are above
 * zero. Time grows with n log n.
 */
export function heaviestInOrder(
  values: readonly number[],
  weights: readonly number[],
): readonly number[] {
  const ranks = ranksOf(values);
  const chains = new Chains(ranks.count, values.length);
  values.forEach((_, at) => {
    chains.add(at, ranks.of[at] ?? 0, weights[at] ?? 0);
  });
  return chains.heaviest();
}

/** The heaviest chain that ends at each value, and in a Fenwick tree at or below each rank. */
class Chains {
  private readonly tree: Int32Array;
  private readonly sums: Float64Array;
  private readonly before: Int32Array;

  constructor(ranks: number, length: number) {
    this.tree = new Int32Array(ranks + 1).fill(-1);
    this.sums = new Float64Array(length);
    this.before = new Int32Array(length).fill(-1);
  }

  add(at: number, rank: number, weight: number): void {
    const previous = this.bestBelow(rank - 1);
    this.before[at] = previous;
    this.sums[at] = weight + this.sum(previous);
    for (let node = rank; node < this.tree.length; node += node & -node) {
      if (this.sum(this.tree[node]) < this.sum(at)) this.tree[node] = at;
    }
  }

  heaviest(): readonly number[] {
    const chain: number[] = [];
    let at = this.bestBelow(this.tree.length - 1);
    for (; at >= 0; at = this.before[at] ?? -1) chain.push(at);
    return chain.reverse();
  }

  private bestBelow(rank: number): number {
    let best = -1;
    for (let node = rank; node > 0; node -= node & -node) {
      const held = this.tree[node] ?? -1;
      if (this.sum(held) > this.sum(best)) best = held;
    }
    return best;
  }

  private sum(at = -1): number {
    return at < 0 ? 0 : (this.sums[at] ?? 0);
  }
}

/** Each value's rank among the distinct ones, from 1. */
function ranksOf(values: readonly number[]): { of: readonly number[]; count: number } {
  const distinct = [...new Set(values)].sort((one, other) => one - other);
  const ranks = new Map(distinct.map((value, at) => [value, at + 1]));
  return { of: values.map((value) => ranks.get(value) ?? 0), count: distinct.length };
}
