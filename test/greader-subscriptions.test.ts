import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slow, starred, titles } from './greader-calls.ts';
import { type App, appAt, greaderScene, type Scene } from './greader-scene.ts';

let scene: Scene;
let base: string;
beforeAll(async () => {
  scene = await greaderScene();
  base = scene.url.slice(0, -1);
});
afterAll(() => scene.close());

describe('what is followed', slow, () => {
  let mei: App;
  let ana: App;
  beforeAll(async () => {
    mei = await appAt(base, 'mei');
    ana = await appAt(base, 'ana');
  });
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

  it('is changed a hundred at a time, and a stream narrowed by as many', async () => {
    const feed = await scene.feed('Harbour');
    const many = (name: string, value: string, times: number) =>
      Array.from({ length: times }, () => [name, value] as const);
    const said = async (call: string, fields: readonly (readonly [string, string])[]) => {
      const answer = await mei.post(call, fields);
      return `${answer.status} ${(await answer.text()).split(',')[0]}`;
    };
    const tooMany = (name: string) => `400 ${name} was sent 101 times: send at most 100`;
    const edit = [['ac', 'edit']] as const;
    expect(await said('subscription/edit', [...edit, ...many('s', feed, 100)])).toBe('200 OK');
    const times = 101;
    expect(await said('subscription/edit', [...edit, ...many('s', feed, times)])).toBe(
      tooMany('s'),
    );
    const folder = 'user/-/label/Nowhere';
    expect(await said('disable-tag', many('s', folder, times))).toBe(tooMany('s'));
    const renamed = [...many('t', folder, times), ['dest', `${folder} else`]] as const;
    expect(await said('rename-tag', renamed)).toBe(tooMany('t'));
    expect(await said('stream/items/ids', many('xt', feed, times))).toBe(tooMany('xt'));
    expect(await said('stream/contents', many('it', feed, times))).toBe(tooMany('it'));
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
