import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createReader } from '../src/web/index.ts';
import { type App, appAt, greaderScene, hour, password, type Scene } from './greader-scene.ts';

// A login costs a quarter of a second of processor time, by design.
const slow = { timeout: 60_000 };
const state = 'user/-/state/com.google';
const list = `${state}/reading-list`;
const read = `${state}/read`;
const starred = `${state}/starred`;
const longId = /^tag:google\.com,2005:reader\/item\/0[0-9a-f]{15}$/;

let scene: Scene;
let base: string;
const login = (fields: Readonly<Record<string, string>>) =>
  fetch(`${base}/accounts/ClientLogin`, { method: 'POST', body: new URLSearchParams(fields) });
/** The titles of a stream. */
async function titles(app: App, call: string): Promise<readonly string[]> {
  return (await app.json(call)).items.map(({ title }) => title);
}
const ids = async (app: App, call: string) => (await app.json(call)).itemRefs.map(({ id }) => id);
const inHex = (decimal: string) => BigInt(decimal).toString(16);

beforeAll(async () => {
  scene = await greaderScene();
  base = scene.url.slice(0, -1);
}, 60_000);
afterAll(() => scene.close());
// Nobody is kept out for what another test tried.
afterEach(() => scene.time.pass(hour));

describe('the login of reading apps', slow, () => {
  it('gives what lets an app in, in three lines of two parts each', async () => {
    const answer = await login({ Email: 'mei', Passwd: password, service: 'reader' });
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await answer.text();
    const [, secret] = /^SID=([\w-]{43})\nLSID=null\nAuth=\1\n$/.exec(text) ?? [];
    expect(secret).toBeDefined();
    const again = await fetch(`${base}/accounts/ClientLogin?Email=mei&Passwd=a+long+password`);
    expect(await again.text()).toMatch(/^SID=/);
    const json = await login({ Email: 'mei', Passwd: password, output: 'json' });
    expect(await json.json()).toMatchObject({ LSID: 'null', Auth: expect.any(String) });
  });

  it('takes a token in place of the password, until it is revoked', async () => {
    const { secret, id } = await scene.archive.accounts.makeToken('ana', 'phone');
    expect((await login({ Email: 'mei', Passwd: secret })).status).toBe(401);
    const app = await appAt(base, 'ana', secret);
    expect((await app.get('user-info')).status).toBe(200);
    await scene.archive.accounts.revokeToken(id, 'ana');
    expect((await app.get('user-info')).status).toBe(401);
  });

  it('is refused with a wrong password, and after ten tries not looked at', async () => {
    const wrong = await login({ Email: 'mei', Passwd: 'wrong' });
    expect([wrong.status, wrong.headers.get('x-reader-google-bad-token')]).toEqual([401, 'true']);
    for (let at = 1; at < 10; at += 1) await login({ Email: `nobody-${at}`, Passwd: 'wrong' });
    const waiting = await login({ Email: 'mei', Passwd: password });
    expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([429, '900']);
  });

  it('tells an app that is not let in to log in again', async () => {
    const bare = await fetch(`${base}/reader/api/0/tag/list`);
    expect(bare.status).toBe(401);
    expect(bare.headers.get('x-reader-google-bad-token')).toBe('true');
    expect(bare.headers.get('google-bad-token')).toBe('true');
    expect(bare.headers.get('date')).toBe(new Date(scene.time.now()).toUTCString());
  });

  it('takes the secret as a header or as a field, whatever else the field holds', async () => {
    const { token, post } = await appAt(base, 'mei');
    const send = (fields: Readonly<Record<string, string>>) =>
      fetch(`${base}/reader/api/0/edit-tag`, { method: 'POST', body: new URLSearchParams(fields) });
    expect(await (await send({ T: ` ${token}\n` })).text()).toBe('OK');
    expect((await send({ T: 'x' })).status).toBe(401);
    expect(await (await post('edit-tag', [['T', '']])).text()).toBe('OK');
    expect(await (await post('edit-tag', [['T', 'x']])).text()).toBe('OK');
  });

  it('lets nobody in by the cookie of a browser', async () => {
    const user = await scene.archive.accounts.user('mei');
    const { secret } = await scene.archive.accounts.enter(user);
    const headers = { Cookie: `backissue_session=${secret}` };
    expect((await fetch(`${base}/sources`, { headers })).status).toBe(200);
    expect((await fetch(`${base}/reader/api/0/user-info`, { headers })).status).toBe(401);
  });

  it('counts who comes through a proxy of ours by the address it tells', async () => {
    const behind = await scene.serve({ trustedProxies: ['127.0.0.1'] });
    const from = (address: string) =>
      fetch(`${behind}accounts/ClientLogin`, {
        ...{ method: 'POST', headers: { 'X-Forwarded-For': address } },
        body: new URLSearchParams({ Email: 'nobody', Passwd: 'wrong' }),
      });
    for (let at = 0; at < 10; at += 1) await from('192.0.2.1');
    expect((await from('192.0.2.1')).status).toBe(429);
    expect((await from('192.0.2.2')).status).toBe(401);
  });

  it('is answered plainly where a reader has no users', async () => {
    const reader = createReader({
      ...{ archive: scene.archive, now: scene.time.now, title: 'Demo', timeZone: 'UTC' },
    });
    const answer = await reader.request('/accounts/ClientLogin', { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringMatching(/no users/)]);
  });
});

describe('the addresses of the API', slow, () => {
  let token: string;
  beforeAll(async () => {
    token = (await appAt(base, 'mei')).token;
  }, 60_000);
  const status = async (path: string) =>
    (await fetch(base + path, { headers: { Authorization: `GoogleLogin auth=${token}` } })).status;

  it('are read as people paste them and apps join them', async () => {
    const feed = (await scene.feed('Harbour')).replace('feed/', '');
    for (const path of [
      '/reader/api/0/token',
      '/reader/api/0/token/',
      '//reader/api/0/token',
      '/api/greader.php/reader/api/0/token',
      '/api/greader.php//reader//api/0//tag//list?output=json',
      `/reader/api/0/stream/contents/feed%2F${feed}`,
      `/api/greader.php/reader/api/0/stream/contents/feed/${feed}/`,
      `/reader/api/0/stream/contents/feed/${scene.site.url('/harbour')}?n=2`,
      `/reader/api/0/stream/contents/feed%2F${encodeURIComponent(scene.site.url('/harbour'))}`,
      '/reader/api/0/stream/contents/user/-/label/The%20sea',
      '/reader/api/0/stream/contents/user%2F1%2Flabel%2FThe+sea',
      '/api/greader.php',
    ]) {
      expect([path, await status(path)]).toEqual([path, 200]);
    }
    expect(await status('/reader/api/0/nothing')).toBe(404);
    expect(await status('/reader/api/0/edit-tag')).toBe(405);
  });

  it('are open to web apps of other sites', async () => {
    const asked = await fetch(`${base}/reader/api/0/tag/list`, {
      ...{ method: 'OPTIONS', headers: { Origin: 'https://app.test' } },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    expect(asked.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('what is followed', slow, () => {
  let mei: App;
  let ana: App;
  beforeAll(async () => {
    mei = await appAt(base, 'mei');
    ana = await appAt(base, 'ana');
  }, 60_000);
  const subscriptions = async () => (await mei.json('subscription/list?output=json')).subscriptions;

  it('is listed with its folders', async () => {
    expect(await (await mei.get('token')).text()).toBe(mei.token);
    expect(await (await mei.get('user-info?output=json')).json()).toMatchObject({
      ...{ userId: expect.any(String), userName: 'mei', userEmail: 'mei' },
    });
    const site = scene.site.url('').replace(/\/$/, '');
    expect(await subscriptions()).toContainEqual({
      id: await scene.feed('Harbour'),
      title: 'Harbour',
      categories: [{ id: 'user/-/label/The sea', label: 'The sea', type: 'folder' }],
      url: `${site}/harbour`,
      htmlUrl: expect.stringContaining(site),
      iconUrl: '',
    });
    const { tags } = await mei.json('tag/list?output=json');
    expect(tags.map(({ id }) => id)).toEqual([
      starred,
      'user/-/label/The sea',
      'user/-/label/城市',
    ]);
  });

  it('is changed by an editor: named anew, in another folder, left and followed again', async () => {
    const feed = await scene.feed('City');
    const edit = (fields: readonly (readonly [string, string])[]) =>
      mei.post('subscription/edit', fields);
    const shown = async () => (await subscriptions()).find(({ id }) => id === feed);
    const named = await edit([
      ...([
        ['ac', 'edit'],
        ['s', feed],
        ['t', '都市'],
      ] as const),
      ...([
        ['a', 'user/-/label/News'],
        ['r', 'user/-/label/城市'],
      ] as const),
    ]);
    expect(await named.text()).toBe('OK');
    expect(await shown()).toMatchObject({ title: '都市', categories: [{ label: 'News' }] });
    await edit([
      ['ac', 'edit'],
      ['s', feed],
      ['r', 'user/-/label/News'],
      ['t', 'City'],
    ]);
    expect(await shown()).toMatchObject({ title: 'City', categories: [] });
    expect(
      await (
        await edit([
          ['ac', 'unsubscribe'],
          ['s', feed],
        ])
      ).text(),
    ).toBe('OK');
    expect(await shown()).toBeUndefined();
    expect(await titles(mei, 'stream/contents')).not.toContain('公园开放');
    const address = `feed/${scene.site.url('/city')}`;
    await edit([
      ['ac', 'subscribe'],
      ['s', address],
      ['a', 'user/-/label/城市'],
    ]);
    expect(await shown()).toMatchObject({ title: 'City', categories: [{ label: '城市' }] });
    const quick = await mei.post('subscription/quickadd', [['quickadd', scene.site.url('/city')]]);
    expect(await quick.json()).toMatchObject({ numResults: 1, streamId: feed, streamName: 'City' });
    expect(
      (
        await edit([
          ['ac', 'edit'],
          ['s', 'feed/1'],
          ['t', 'x'],
        ])
      ).status,
    ).toBe(404);
    expect(
      (
        await edit([
          ['ac', 'praise'],
          ['s', feed],
        ])
      ).status,
    ).toBe(400);
  });

  it('has folders that an editor names anew and ends', async () => {
    const labels = async () => (await mei.json('tag/list')).tags.slice(1).map(({ id }) => id);
    const rename = (s: string, dest: string) =>
      mei.post('rename-tag', [
        ['s', s],
        ['dest', dest],
      ]);
    const renamed = await rename('user/-/label/The sea', 'user/-/label/Ships');
    expect(await renamed.text()).toBe('OK');
    expect(await labels()).toEqual(['user/-/label/Ships', 'user/-/label/城市']);
    await mei.post('disable-tag', [['s', 'user/-/label/Ships']]);
    expect(await labels()).toEqual(['user/-/label/城市']);
    const feed = await scene.feed('Harbour');
    const back = [
      ['ac', 'edit'],
      ['s', feed],
      ['a', 'user/-/label/The sea'],
    ] as const;
    await mei.post('subscription/edit', back);
    expect(await labels()).toEqual(['user/-/label/The sea', 'user/-/label/城市']);
  });

  it('is not changed by a reader', async () => {
    const feed = await scene.feed('City');
    for (const [call, fields] of [
      [
        'subscription/edit',
        [
          ['ac', 'unsubscribe'],
          ['s', feed],
        ],
      ],
      ['subscription/quickadd', [['quickadd', scene.site.url('/city')]]],
      [
        'rename-tag',
        [
          ['s', 'user/-/label/城市'],
          ['dest', 'user/-/label/x'],
        ],
      ],
      ['disable-tag', [['s', 'user/-/label/城市']]],
      ['subscription/import', []],
    ] as const) {
      expect([call, (await ana.post(call, fields)).status]).toEqual([call, 403]);
    }
    expect((await subscriptions()).map(({ id }) => id)).toContain(feed);
  });

  it('goes out as OPML and comes in', async () => {
    const out = await (await ana.get('subscription/export')).text();
    expect(out).toContain(`xmlUrl="${scene.site.url('/harbour')}"`);
    const added = out.replaceAll('/harbour"', '/fresh"').replaceAll('Harbour', 'Fresh');
    const headers = { Authorization: `GoogleLogin auth=${mei.token}` };
    const into = `${base}/reader/api/0/subscription/import`;
    const answer = await fetch(into, { method: 'POST', headers, body: added });
    expect(await answer.text()).toBe('OK');
    expect(await subscriptions()).toContainEqual(
      expect.objectContaining({
        title: 'Fresh',
        categories: [expect.objectContaining({ label: 'The sea' })],
      }),
    );
    const bad = await fetch(into, { method: 'POST', headers, body: 'no list' });
    expect(bad.status).toBe(400);
    await mei.post('subscription/edit', [
      ['ac', 'unsubscribe'],
      ['s', await scene.feed('Fresh')],
    ]);
  });
});

describe('what is read', slow, () => {
  let mei: App;
  beforeAll(async () => {
    mei = await appAt(base, 'mei');
  }, 60_000);
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
      new RegExp(`<p>The bridge is open.*<img src="${base}/image/[\\w-]+\\?for=[\\w-]{22}"`, 's'),
    );
    const image = expect.stringMatching(new RegExp(`^${base}/image/[\\w-]+\\?for=[\\w-]{22}$`));
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

describe('an article that is edited', slow, () => {
  let own: Scene;
  let app: App;
  beforeAll(async () => {
    own = await greaderScene();
    app = await appAt(own.url.slice(0, -1), 'mei');
  }, 60_000);
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
