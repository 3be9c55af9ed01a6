import { describe, expect, it } from 'vitest';
import { batchesOf } from './leaf-batches.ts';

async function* upTo(count: number): AsyncGenerator<number> {
  for (let one = 1; one <= count; one += 1) yield one;
}

/** Sizes of the batches in which so many leaves come, each of that weight, and how many were brought side by side. */
async function batched(count: number, weight: number) {
  const batches: number[] = [];
  let [now, most] = [0, 0];
  const bring = async (leaf: number) => {
    now += 1;
    most = Math.max(most, now);
    await Promise.resolve();
    now -= 1;
    return leaf * 10;
  };
  const seen: number[] = [];
  for await (const batch of batchesOf(upTo(count), bring, () => weight)) {
    batches.push(batch.length);
    seen.push(...batch.map(({ leaf, brought }) => (brought === leaf * 10 ? leaf : -1)));
  }
  expect(seen).toEqual(Array.from({ length: count }, (_, at) => at + 1));
  return { batches, most };
}

describe('leaves of a mirror', () => {
  it('come fifty at a time, in their order, a few side by side', async () => {
    expect(await batched(0, 0)).toEqual({ batches: [], most: 0 });
    expect(await batched(120, 1000)).toEqual({ batches: [50, 50, 20], most: 5 });
  });

  it('come in fewer where their texts are long, so that no mirror fills the memory', async () => {
    const long = 20 * 2 ** 20;
    expect(await batched(12, long)).toEqual({ batches: [5, 5, 2], most: 5 });
    expect(await batched(22, long / 10)).toEqual({ batches: [10, 10, 2], most: 5 });
  });
});
