import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ids, list, read, slow, starred, state, titles } from './greader-calls.ts';
import { type App, appAt, greaderScene, password, type Scene } from './greader-scene.ts';

let scene: Scene;
let base: string;
beforeAll(async () => {
  scene = await greaderScene();
  base = scene.url.slice(0, -1);
});
afterAll(() => scene.close());

const longId = /^tag:google\.com,2005:reader\/item\/0[0-9a-f]{15}$/;
const inHex = (decimal: string) => BigInt(decimal).toString(16);

describe('what is read', slow, () => {
  let mei: App;
  beforeAll(async () => {
    mei = await appAt(base, 'mei');
  });
  beforeEach(async () => {
    const all = await ids(mei, `stream/items/ids?s=${list}&n=100`);
    const fields = all.map((id) => ['i', id] as const);
    await mei.post('edit-tag', [...fields, ['r', read], ['r', starred]]);
  });

  it('comes whole, with images of the archive', async () => {
    const { items, ...head } = await mei.json('stream/contents?output=json');
    expect(head).toEqual({ id: list, updated: Math.floor(scene.time.now() / 1000) });
    const item = items.find(({ title }) => title === 'Harbour bridge & quay open');
    const url = scene.site.url('/2024/03/harbour-bridge-opens');
    const content = expect.stringMatching(
      new RegExp(
        `<p>The bridge is open.*<img src="${base}/image/[\\w-]+\\?for=\\d+\\.[\\w-]{22}"`,
        's',
      ),
    );
    const image = expect.stringMatching(
      new RegExp(`^${base}/image/[\\w-]+\\?for=\\d+\\.[\\w-]{22}$`),
    );
    expect(item).toEqual({
      id: expect.stringMatching(longId),
      crawlTimeMsec: expect.stringMatching(/^\d{13}$/),
      timestampUsec: expect.stringMatching(/^\d{16}$/),
      published: expect.any(Number),
      updated: expect.any(Number),
      title: 'Harbour bridge & quay open',
      canonical: [{ href: url }],
      alternate: [{ href: url, type: 'text/html' }],
      origin: {
        streamId: await scene.feed('Harbour'),
        title: 'Harbour',
        htmlUrl: expect.any(String),
      },
      author: 'Lin Wei',
      summary: { content },
      content: { content },
      categories: [list, 'user/-/label/The sea'],
      enclosure: [{ href: image, url: image, type: 'image/jpeg', length: 0 }],
    });
    const [, picture = ''] = /<img src="([^"]+)"/.exec(item?.summary.content ?? '') ?? [];
    // Apps show images without their login, and nobody else sees which there are.
    expect((await fetch(picture)).status).toBe(200);
    expect((await fetch(picture.replace(/for=./, 'for=~'))).status).toBe(401);
    expect((await fetch(picture.replace(/\?.*/, ''))).status).toBe(401);
  });

  it('shows its images to nobody by the address of a user who is one no longer', async () => {
    const { accounts } = scene.archive;
    const { user } = await accounts.add({ name: 'lei-who-leaves', role: 'reader', password });
    const { secret } = await accounts.makeToken(user.name, 'phone');
    const lei = await appAt(base, user.name, secret);
    const pictureOf = async (app: App) => {
      const { items } = await app.json('stream/contents?n=100');
      const contents = items.map(({ summary }) => summary.content).join('');
      return /<img src="([^"]+)"/.exec(contents)?.[1] ?? '';
    };
    const [own, other] = [await pictureOf(lei), await pictureOf(mei)];
    expect((await fetch(own)).status).toBe(200);
    // The proof of one user is none of another.
    expect((await fetch(own.replace(/for=\d+/, `for=${user.id + 1}`))).status).toBe(401);
    await accounts.remove(user.name);
    expect([(await fetch(own)).status, (await fetch(other)).status]).toEqual([401, 200]);
  });

  it('is named by numbers that all ways of writing lead to', async () => {
    const [id = '', ...others] = await ids(mei, 'stream/items/ids?n=10000&output=json');
    expect(others).toHaveLength(2);
    expect(id).toMatch(/^[1-9]\d{0,18}$/);
    const hex = inHex(id);
    const prefix = 'tag:google.com,2005:reader/item/';
    const forms = [id, prefix + hex.padStart(16, '0'), prefix + hex, hex.padStart(16, '0')];
    for (const form of forms) {
      const answer = await mei.post('stream/items/contents', [
        ['i', form],
        ['output', 'json'],
      ]);
      const { items } = (await answer.json()) as { items: { id: string }[] };
      expect(items.map((item) => item.id)).toEqual([prefix + hex.padStart(16, '0')]);
    }
    const asked = `stream/items/contents?i=${id}&i=${others[0]}&i=${id}&i=77&i=x`;
    expect((await mei.json(asked)).items).toHaveLength(2);
    expect((await mei.json('stream/items/contents')).items).toEqual([]);
  });

  it('comes by feed, by folder, and never as something that is no list', async () => {
    const harbour = await scene.feed('Harbour');
    expect(await titles(mei, `stream/contents/${harbour}`)).toHaveLength(2);
    expect(await titles(mei, 'stream/contents/user/-/label/城市')).toEqual(['公园开放']);
    expect(await titles(mei, `stream/contents?s=user/7/label/The+sea`)).toHaveLength(2);
    for (const stream of ['user/-/label/Nowhere', 'feed/1', `${state}/broadcast`, starred]) {
      expect(await mei.json(`stream/contents/${stream}`)).toMatchObject({ items: [] });
      expect(await ids(mei, `stream/items/ids?s=${stream}`)).toEqual([]);
    }
    expect((await mei.get('stream/contents/nonsense')).status).toBe(400);
  });

  it('is marked, and found and left out by its marks', async () => {
    const [first = '', second = ''] = await ids(mei, 'stream/items/ids');
    const mark = (fields: readonly (readonly [string, string])[]) => mei.post('edit-tag', fields);
    expect(
      await (
        await mark([
          ['i', first],
          ['i', second],
          ['a', read],
        ])
      ).text(),
    ).toBe('OK');
    await mark([
      ['i', first],
      ['a', 'user/1/state/com.google/starred'],
    ]);
    await mark([
      ['i', second],
      ['a', `${state}/kept-unread`],
      ['a', `${state}/tracking-kept-unread`],
    ]);
    await mark([
      ['i', second],
      ['r', read],
    ]);
    expect(await ids(mei, `stream/items/ids?s=${list}&xt=${read}`)).not.toContain(first);
    expect(await ids(mei, `stream/items/ids?s=${list}&xt=${read}`)).toContain(second);
    expect(await ids(mei, `stream/items/ids?s=${read}`)).toEqual([first]);
    expect(await ids(mei, `stream/items/ids?s=${list}&it=${starred}`)).toEqual([first]);
    expect(await ids(mei, `stream/items/ids?s=${starred}&xt=${read}`)).toEqual([]);
    const [item] = (await mei.json(`stream/contents/${starred}`)).items;
    expect(item?.categories).toEqual(expect.arrayContaining([read, starred]));
  });

  it('is counted by feed and folder, and made read at once', async () => {
    const harbour = await scene.feed('Harbour');
    const counts = async () => {
      const { max, unreadcounts } = await mei.json('unread-count?output=json');
      return [max, new Map(unreadcounts.map(({ id, count }) => [id, count]))] as const;
    };
    const [max, before] = await counts();
    expect(max).toBe(3);
    expect([list, harbour, 'user/-/label/The sea'].map((id) => before.get(id))).toEqual([3, 2, 2]);
    const mark = (fields: readonly (readonly [string, string])[]) =>
      mei.post('mark-all-as-read', fields);
    const [{ timestampUsec = '' } = {}] = (await mei.json(`stream/contents/${harbour}`)).items;
    await mark([
      ['s', harbour],
      ['ts', String(BigInt(timestampUsec) - 3_600_000_000n)],
    ]);
    expect((await counts())[0]).toBe(3);
    expect(
      await (
        await mark([
          ['s', harbour],
          ['ts', timestampUsec],
        ])
      ).text(),
    ).toBe('OK');
    expect((await counts())[1].get(harbour)).toBeUndefined();
    await mark([
      ['s', 'user/-/label/城市'],
      ['ts', String(Math.floor(scene.time.now() / 1000))],
    ]);
    expect(await mei.json('unread-count')).toEqual({ max: 0, unreadcounts: [] });
  });

  it('is made read all together, or only what is starred', async () => {
    const [first = ''] = await ids(mei, 'stream/items/ids');
    await mei.post('edit-tag', [
      ['i', first],
      ['a', starred],
    ]);
    await mei.post('mark-all-as-read', [['s', starred]]);
    expect((await mei.json('unread-count')).max).toBe(2);
    await mei.post('mark-all-as-read', [['s', list]]);
    expect((await mei.json('unread-count')).max).toBe(0);
  });

  it('comes in full pages, whatever comes in the meantime', async () => {
    const seen: string[] = [];
    const sizes: number[] = [];
    let more = '';
    do {
      const page = await mei.json(`stream/items/ids?s=${list}&n=2${more}`);
      sizes.push(page.itemRefs.length);
      seen.push(...page.itemRefs.map(({ id }) => id));
      more = page.continuation === undefined ? '' : `&c=${page.continuation}`;
    } while (more !== '');
    expect(sizes).toEqual([2, 1]);
    expect(new Set(seen).size).toBe(3);
    const up = await ids(mei, `stream/items/ids?s=${list}&r=o`);
    expect(up).toEqual([...seen].reverse());
    const { continuation } = await mei.json(`stream/items/ids?s=${list}&n=3`);
    expect(continuation).toBeUndefined();
    expect((await mei.get('stream/items/ids?c=nonsense')).status).toBe(400);
  });
});
