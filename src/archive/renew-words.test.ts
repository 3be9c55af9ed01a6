import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { searchArticles } from '../search/index.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';
import { sampleArticle } from '../store/testing/samples.ts';
import { renewWords } from './renew-words.ts';

const folder = mkdtempSync(join(tmpdir(), 'backissue-words-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('articles whose words an earlier version cut are found by the other script once they are renewed', async () => {
  const store = await openSqliteStore({ file: join(folder, 'a.sqlite') });
  for (let day = 1; day <= 9; day += 1) {
    const sample = sampleArticle(`a${day}`, day, '港口開放', '渡輪今天開航');
    const unfolded = { articleId: `a${day}`, title: '港 口 開 放', body: '渡 輪 今 天 開 航' };
    await store.commit({ ...sample, words: [unfolded] });
  }
  const found = async (text: string) => (await searchArticles(store, { text })).total;
  expect(await found('渡轮')).toBe(0);
  await renewWords({ store });
  expect([await found('渡轮'), await found('渡輪'), await found('开放')]).toEqual([9, 9, 9]);
  const before = await store.mark('words');
  await renewWords({ store });
  expect([before, await store.mark('words')]).toEqual(['folded', 'folded']);
  await store.close();
});
