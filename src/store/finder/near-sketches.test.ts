import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Takedown, Url } from '../../model/index.ts';
import type { Store } from '../index.ts';
import { openSqliteStore } from '../sqlite/index.ts';
import { sampleSketch } from '../testing/describe-sketches.ts';
import { at, sampleArticle } from '../testing/samples.ts';

describe('sketches in segments of the search index', () => {
  let folder: string;
  let store: Store;
  const some = 300;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backissue-near-'));
    store = await openSqliteStore({ file: join(folder, 'a.sqlite') });
    // More than are kept fresh, each sharing a stretch with the one a hundred before.
    for (let one = 0; one < some; one += 20) {
      await commit(Array.from({ length: 20 }, (_, at) => one + at));
    }
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const commit = async (numbers: readonly number[], sketchOf = ownSketch) => {
    const made = numbers.map((one) => ({ one, ...sampleArticle(`a${one}`, 1, '港口', '开放') }));
    await store.commit({
      articles: made.flatMap(({ articles }) => articles),
      words: made.flatMap(({ one, words }) =>
        words.map((row) => ({ ...row, sketch: sketchOf(one) })),
      ),
    });
  };
  const ownSketch = (one: number) => sampleSketch([one, 1000 + (one % 100)], one % 250);
  const near = async (sketch: Uint8Array) =>
    (await store.near(sketch)).map(({ article }) => article.id);

  it('are found beside those that no segment holds yet', async () => {
    expect(await near(sampleSketch([9999, 1007], 251))).toEqual(['a207', 'a107', 'a7']);
    expect(await near(sampleSketch([7], 251))).toEqual(['a7']);
  });

  it('are near only where the whole stretch is equal, not the part that is a term', async () => {
    expect(await near(sampleSketch([7 + 2 ** 26], 251))).toEqual([]);
  });

  it('are found no more where a revision has another, or the article is taken down', async () => {
    await commit([7], () => sampleSketch([5000], 252));
    await store.commit({ sketches: [{ articleId: 'a107', sketch: sampleSketch([5000], 253) }] });
    expect(await near(sampleSketch([9999, 1007], 251))).toEqual(['a207']);
    expect(await near(sampleSketch([5000], 251))).toEqual(['a107', 'a7']);
    await store.commit({ takedowns: [takedown], erased: [takedown] });
    expect(await near(sampleSketch([9999, 1007], 251))).toEqual([]);
    await store.scrub();
    expect(await near(sampleSketch([9999, 1008], 251))).toEqual(['a208', 'a108', 'a8']);
    expect(await near(sampleSketch([5000], 251))).toEqual(['a107', 'a7']);
  });
});

const takedown: Takedown = {
  id: 't1',
  articles: ['a207'],
  url: 'https://paper.test/a207' as Url,
  reason: 'court',
  at: at(9),
  state: 'erased',
  keys: ['paper.test/a207'],
  removal: { captures: [], cut: [], revisions: [], left: [], moved: [] },
};
