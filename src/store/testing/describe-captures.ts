import { beforeEach, expect, it } from 'vitest';
import type { Store } from '../index.ts';
import { at, capture, digest } from './samples.ts';

/** Captures, capture files, sites, marks and places. */
export function describeCaptures(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it('gives slots in order and knows the lowest', async () => {
    const slot = (number: number) => ({ outlet: 'rfi', slot: number, articleId: `a${number}` });
    await store.commit({ slots: [slot(9), slot(7), { ...slot(8), captureId: 'c' }] });
    expect(await store.lowestSlot('rfi')).toBe(7);
    expect(await store.lowestSlot('voa')).toBeUndefined();
    const page = await store.slots({ limit: 2 });
    expect(page.map((one) => one.slot)).toEqual([7, 8]);
    expect((await store.slots({ after: page[1] as (typeof page)[0], limit: 2 })).length).toBe(1);
  });

  it('finds captures by URL and payload, and remembers how long each file is', async () => {
    await store.commit({ captures: [capture], warc: [{ file: 'f', length: 3 }] });
    await store.commit({ captures: [capture], warc: [{ file: 'f', length: 5 }] });
    expect(await store.captureOf(capture.askedUrl)).toEqual(capture);
    expect(await store.captureWithPayload(digest('a'))).toEqual(capture);
    expect(await store.knownCaptures(['c1', 'c2'])).toEqual(new Set(['c1']));
    expect(await store.warcFiles()).toEqual([{ file: 'f', length: 5 }]);
    expect(await store.warcFile('f')).toEqual({ file: 'f', length: 5 });
    expect(await store.warcFile('g')).toBeUndefined();
  });

  it('remembers which files lie in the bucket, however much more of them becomes known', async () => {
    await store.commit({ warc: [{ file: 'f', length: 3 }], uploads: [{ file: 'f', at: at(1) }] });
    await store.commit({ warc: [{ file: 'f', length: 5 }], uploads: [{ file: 'g', at: at(1) }] });
    expect(await store.warcFiles()).toEqual([{ file: 'f', length: 5, uploaded: at(1) }]);
    await store.commit({ uploads: [{ file: 'f', at: undefined }] });
    expect(await store.warcFile('f')).toEqual({ file: 'f', length: 5 });
  });

  it('puts a rewritten file in the place of another with where it lies, and knows who rewrites', async () => {
    const rewrite = { file: 'f', replacement: 'f-r1', worker: 'quay7' };
    await store.commit({ warc: [{ file: 'f', length: 3 }], uploads: [{ file: 'f', at: at(1) }] });
    await store.commit({ rewrites: [{ ...rewrite, state: 'begun' }] });
    expect(await store.rewrites()).toEqual([{ ...rewrite, state: 'begun' }]);
    const done = {
      ...rewrite,
      state: 'done',
      length: 2,
      moved: new Map(),
      uploaded: at(2),
    } as const;
    await store.commit({ rewrites: [done] });
    expect(await store.warcFiles()).toEqual([{ file: 'f-r1', length: 2, uploaded: at(2) }]);
  });

  it('goes through the captures of a payload by time and id', async () => {
    const other = { ...capture, capturedAt: at(1) };
    await store.commit({ captures: [{ ...capture, id: 'c2' }, capture, { ...other, id: 'c9' }] });
    const ids: string[] = [];
    for (let one = await store.captureWithPayload(digest('a')); one !== undefined; ) {
      ids.push(one.id);
      one = await store.captureWithPayload(digest('a'), one);
    }
    expect(ids).toEqual(['c9', 'c1', 'c2']);
  });

  it('remembers what each site repeats, one memory for each basis', async () => {
    const row = { host: 'paper.test', basis: 'page', learned: 2, memory: '{"a":1}' } as const;
    await store.commit({ sites: [row, { ...row, basis: 'feed' }] });
    await store.commit({ sites: [{ ...row, learned: 3, memory: 'x'.repeat(22_000) }] });
    expect((await store.site('paper.test', 'page'))?.memory).toHaveLength(22_000);
    expect(await store.site('paper.test', 'feed')).toEqual({ ...row, basis: 'feed' });
    expect(await store.site('paper.test', 'import')).toBeUndefined();
  });

  it('keeps marks by their names', async () => {
    expect(await store.mark('seen')).toBeUndefined();
    await store.commit({ marks: [{ name: 'seen', value: '1' }] });
    await store.commit({ marks: [{ name: 'seen', value: '2' }] });
    expect(await store.mark('seen')).toBe('2');
  });
}
