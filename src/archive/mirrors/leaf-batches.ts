/** Leaves a commit. */
const mostLeaves = 50;
/** Brought side by side. */
const together = 5;
/** What is held of texts before it is put on record, in characters: a mirror may sign for texts of many MiB each. */
const mostHeld = 16 * 2 ** 20;

/** A leaf, and what it brought. */
export interface BroughtLeaf<Leaf, Brought> {
  readonly leaf: Leaf;
  readonly brought: Brought;
}

/** Brings leaves in their order, as many as are put on record together; `weigh`: the length of a text that one brought. */
export async function* batchesOf<Leaf, Brought>(
  leaves: AsyncIterable<Leaf>,
  bring: (leaf: Leaf) => Promise<Brought>,
  weigh: (brought: Brought) => number,
): AsyncGenerator<readonly BroughtLeaf<Leaf, Brought>[]> {
  let waiting: Leaf[] = [];
  let batch: BroughtLeaf<Leaf, Brought>[] = [];
  const fetch = async () => {
    const brought = waiting.map(async (leaf) => ({ leaf, brought: await bring(leaf) }));
    batch.push(...(await Promise.all(brought)));
    waiting = [];
  };
  const isFull = () =>
    batch.length >= mostLeaves ||
    batch.reduce((sum, one) => sum + weigh(one.brought), 0) >= mostHeld;
  for await (const leaf of leaves) {
    waiting.push(leaf);
    if (waiting.length < together) continue;
    await fetch();
    if (!isFull()) continue;
    yield batch;
    batch = [];
  }
  await fetch();
  if (batch.length > 0) yield batch;
}
