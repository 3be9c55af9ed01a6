import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { searchArticles, similarArticles } from '../search/index.ts';
import type { Store } from '../store/index.ts';
import { sampleArticle } from '../store/testing/samples.ts';
import { indexMissing } from './index-words.ts';
import { soleLeases } from './work-leases.ts';

const folder = mkdtempSync(join(tmpdir(), 'backissue-index-'));
afterAll(() => rmSync(folder, { recursive: true }));

const means = (store: Store): Parameters<typeof indexMissing>[0] => ({
  ...{ store, now: () => 0, alone: (step) => step(), delay: async () => {} },
  leases: soleLeases,
});

it('articles whose words are not indexed are found once they were indexed beside other work', async () => {
  const store = await openTestStore({ file: join(folder, 'a.sqlite') });
  for (let day = 1; day <= 120; day += 1) {
    const { words: _, ...bare } = sampleArticle(`a${day}`, day, '軟體', '港口今天開放');
    await store.commit(bare);
  }
  expect((await searchArticles(store, { text: '软件' }, 0)).total).toBe(0);
  await indexMissing(means(store)).ended;
  expect((await searchArticles(store, { text: '软件' }, 0)).total).toBe(120);
  expect(await store.withoutWords(9)).toEqual([]);
  await store.close();
});

it('articles whose words are indexed but that have no sketch get it', async () => {
  const store = await openTestStore({ file: join(folder, 'b.sqlite') });
  const text =
    '因为海面风浪太大，往来南岛的班次从今天早上起全部停航，旅客可以在码头退票，也可以改乘明天的班次。';
  for (const id of ['a1', 'a2']) await store.commit(sampleArticle(id, 2, '渡轮停航', text));
  expect(await similarArticles(store, 'a1')).toEqual([]);
  await indexMissing(means(store)).ended;
  expect(await store.withoutSketch(9)).toEqual([]);
  const [same] = await similarArticles(store, 'a1');
  expect([same?.article.id, same?.likeness]).toEqual(['a2', 1]);
  await store.close();
});

it('others have their turn between the batches', async () => {
  const store = await openTestStore({ file: join(folder, 'c.sqlite') });
  for (let day = 1; day <= 120; day += 1) {
    const { words: _, ...bare } = sampleArticle(`a${day}`, day, '軟體', '港口今天開放');
    await store.commit(bare);
  }
  const left: number[] = [];
  const look = async () => {
    while (left.at(-1) !== 0) {
      await setImmediate();
      left.push((await store.withoutWords(999)).length);
    }
  };
  await Promise.all([look(), indexMissing(means(store)).ended]);
  expect(left.filter((count) => count > 0).length).toBeGreaterThan(1);
  await store.close();
});
