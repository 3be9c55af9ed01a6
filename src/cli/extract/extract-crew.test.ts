import { expect, test, vi } from 'vitest';
import type { AskedPage } from './asked-page.ts';
import { startCrew } from './extract-crew.ts';
import { inOrder } from './in-order.ts';

// Worker threads start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const page = (number: number, html = `<p>Page ${number} tells its own story.</p>`): AskedPage => ({
  kind: 'line',
  number,
  line: JSON.stringify({ id: number, url: `https://a.example/${number}`, html }),
});

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test('two workers answer in the order they were asked', async () => {
  const crew = startCrew(2);
  const asked = Array.from({ length: 30 }, (_, at) =>
    page(at, `<p>Page ${at}.</p>`.repeat(at % 5 === 0 ? 2000 : 1)),
  );
  const taken = await all(inOrder(each(asked), 8, crew.take));
  await crew.close();
  expect(taken.map(({ id }) => id)).toEqual(asked.map((_, at) => at));
  expect(taken.every((each) => 'extraction' in each)).toBe(true);
});

/** A thread that answers as a worker does, and ends on a page that tells it to. */
const mortal = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ line }) => {
      if (line.includes('end here')) process.exit(1);
      parentPort.postMessage({ id: JSON.parse(line).id, url: 'https://a.example/', extraction: {} });
    });
  `)}`,
);

test('a page on which a worker ends is named, and the rest go on', async () => {
  const crew = startCrew(2, { program: mortal });
  const asked = [1, 2, 3, 4, 5, 6].map((number) => page(number, number === 3 ? 'end here' : ''));
  const taken = await all(inOrder(each(asked), 6, crew.take));
  await crew.close();
  expect(taken.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
  const failed = taken.flatMap((one) => ('error' in one ? [one.error] : []));
  expect(failed).toEqual(['line 3 could not be extracted, its worker ended: it ended']);
});

test('no more is read ahead than is allowed', async () => {
  let read = 0;
  async function* counted(): AsyncGenerator<number> {
    while (read < 100) {
      read += 1;
      yield read;
    }
  }
  const results = inOrder(counted(), 4, async (item) => item);
  expect((await results.next()).value).toBe(1);
  expect(read).toBe(4);
  await results.return(undefined);
});
