import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ids, read, slow, starred, titles } from './greader-calls.ts';
import { type App, appAt, greaderScene, hour, type Scene } from './greader-scene.ts';

describe('an article that is edited', slow, () => {
  let own: Scene;
  let app: App;
  beforeAll(async () => {
    own = await greaderScene();
    app = await appAt(own.url.slice(0, -1), 'mei');
  });
  afterAll(() => own.close());
  const since = (ms: number) => Math.floor(ms / 1000);

  it('comes again to who asks what is new, first and with the way to the edit', async () => {
    const began = own.time.now();
    const before = await ids(app, 'stream/items/ids');
    own.time.pass(hour);
    expect(await ids(app, `stream/items/ids?ot=${since(own.time.now())}`)).toEqual([]);
    await own.edit('1,400');
    const { items } = await app.json(`stream/contents?ot=${since(began + hour)}`);
    expect(items.map(({ title }) => title)).toEqual(['Harbour bridge & quay open']);
    const [item] = items;
    expect(item?.summary.content).toMatch(/1,400.*href="[^"]*\/article\/\w+\/diff\/\d+\.\.\d+"/s);
    expect(Number(item?.crawlTimeMsec)).toBeGreaterThan(began);
    const number = BigInt(`0x${item?.id.slice(-16)}`).toString();
    expect(before).toContain(number);
    expect((await ids(app, 'stream/items/ids'))[0]).toBe(number);
  });

  it('is unread again for who read it before, where its meaning changed', async () => {
    const all = await ids(app, 'stream/items/ids');
    const fields = all.map((id) => ['i', id] as const);
    await app.post('edit-tag', [...fields, ['a', read]]);
    expect((await app.json('unread-count')).max).toBe(0);
    own.time.pass(hour);
    await own.edit('1,900');
    expect(await titles(app, `stream/contents?xt=${read}`)).toEqual(['Harbour bridge & quay open']);
  });

  it('is not lost to who asks page by page meanwhile', async () => {
    const { itemRefs, continuation } = await app.json('stream/items/ids?n=1');
    const rest = await ids(app, 'stream/items/ids');
    own.time.pass(hour);
    await app.post('edit-tag', [
      ['i', rest[2] ?? ''],
      ['a', starred],
    ]);
    await own.edit('2,500');
    const seen = itemRefs.map(({ id }) => id);
    let more = continuation;
    while (more !== undefined) {
      const page = await app.json(`stream/items/ids?n=1&c=${more}`);
      expect(page.itemRefs.length).toBe(1);
      seen.push(...page.itemRefs.map(({ id }) => id));
      more = page.continuation;
    }
    expect(new Set(seen)).toEqual(new Set(rest));
  });
});
