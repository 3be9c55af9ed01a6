import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { list, read, slow, starred } from './greader-calls.ts';
import { type Answered, greaderScene, hour, password, type Scene } from './greader-scene.ts';

let scene: Scene;
let base: string;
let token: string;
let headers: Readonly<Record<string, string>>;
beforeAll(async () => {
  scene = await greaderScene();
  base = scene.url.slice(0, -1);
  const user = await scene.archive.accounts.user('mei');
  token = (await scene.archive.accounts.enter(user)).secret;
  headers = { Authorization: `GoogleLogin auth=${token}` };
});
afterAll(() => scene.close());
beforeEach(async () => {
  const user = await scene.archive.accounts.user('mei');
  const all = (await scene.archive.articles({ limit: 9 })).map(({ id }) => id);
  await scene.archive.accounts.markArticles(user.id, all, { read: false, starred: false });
});

const form = 'application/x-www-form-urlencoded';
/** Asks at a path as it stands, and gives what is no failure as text. */
async function ask(path: string, init: RequestInit = {}): Promise<string> {
  const answer = await fetch(base + path, { headers, ...init });
  expect([path, answer.status]).toEqual([path, 200]);
  return await answer.text();
}
const json = async (path: string, init?: RequestInit) =>
  JSON.parse(await ask(path, init)) as Answered;
const send = (body: string): RequestInit => ({
  ...{ method: 'POST', body, headers: { ...headers, 'Content-Type': form } },
});
const seconds = () => Math.floor(scene.time.now() / 1000);

// What is known of how each of them asks; their own code is not run here.
describe('reading apps as they ask', slow, () => {
  it('NetNewsWire compares lists of ids, and sends the token with every form', async () => {
    const login = await ask('/api/greader.php/accounts/ClientLogin', {
      ...{ method: 'POST', headers: { 'Content-Type': form } },
      body: `Email=mei&Passwd=${encodeURIComponent(password)}`,
    });
    const pairs = login
      .trim()
      .split('\n')
      .map((line) => line.split('='));
    expect(pairs.map((pair) => pair.length)).toEqual([2, 2, 2]);
    const at = '/api/greader.php/reader/api/0';
    const T = await ask(`${at}/token`);
    expect(T).toBe(token);
    const refs = async (more: string) =>
      (await json(`${at}/stream/items/ids?s=${list}&n=1000&output=json${more}`)).itemRefs;
    const all = await refs(`&ot=${seconds() - 90 * 24 * 3600}`);
    expect(await refs(`&xt=${read}`)).toEqual(all);
    const named = all.map(({ id }) => `i=${id}`).join('&');
    const contents = send(`T=${T}&output=json&${named}`);
    const { items } = await json(`${at}/stream/items/contents`, contents);
    expect(items.map(({ id }) => BigInt(`0x${id.slice(-16)}`).toString()).sort()).toEqual(
      all.map(({ id }) => id).sort(),
    );
    const mark = send(`T=${T}&a=${read}&i=${all[0]?.id}`);
    expect(await ask(`${at}/edit-tag`, mark)).toBe('OK');
    expect(await refs(`&xt=${read}`)).toHaveLength(2);
  });

  it('Fluent Reader asks for contents by time, and marks without a token in the form', async () => {
    const at = '/reader/api/0';
    const first = await json(`${at}/stream/contents?output=json&n=250`);
    expect(first.items).toHaveLength(3);
    const newest = first.items[0]?.id.split('/').pop();
    scene.time.pass(hour);
    const none = await json(`${at}/stream/contents?output=json&n=250&ot=${seconds()}`);
    expect(none).toMatchObject({ items: [] });
    const unread = `s=${list}&xt=${read}&n=1000`;
    const { itemRefs } = await json(`${at}/stream/items/ids?output=json&${unread}`);
    expect(itemRefs.every(({ id }) => /^\d+$/.test(id))).toBe(true);
    await ask(`${at}/edit-tag`, send(`i=${newest}&a=${starred}`));
    const { items } = await json(`${at}/stream/contents/${starred}?n=1000`);
    expect(items.map(({ id }) => id.split('/').pop())).toEqual([newest]);
    const before = first.items[0]?.crawlTimeMsec ?? '';
    await ask(`${at}/mark-all-as-read`, send(`s=${list}&ts=${Number(before) * 1000}`));
    expect((await json(`${at}/unread-count?output=json`)).unreadcounts).toEqual([]);
  });

  it('Read You pages through ids of ten thousand, and names items in the long form', async () => {
    const at = '/reader/api/0';
    const page = await json(`${at}/stream/items/ids?s=${list}&xt=${read}&n=10000&output=json`);
    expect(page).not.toHaveProperty('continuation');
    const long = page.itemRefs.map(
      ({ id }) => `tag:google.com,2005:reader/item/${BigInt(id).toString(16).padStart(16, '0')}`,
    );
    const body = new URLSearchParams([...long.map((id) => ['i', id]), ['T', '']] as [
      string,
      string,
    ][]);
    const { items } = await json(`${at}/stream/items/contents?output=json&n=1000`, {
      ...{ method: 'POST', headers, body },
    });
    expect(items.map(({ id }) => id)).toEqual(long);
    await ask(`${at}/edit-tag`, send(`i=${encodeURIComponent(long[0] ?? '')}&a=${read}&T=x`));
    const { itemRefs } = await json(`${at}/stream/items/ids?s=${read}&n=10000`);
    expect(itemRefs).toEqual([page.itemRefs[0]]);
  });

  it('Reeder marks many at once, and tells what it keeps unread', async () => {
    const at = '//reader/api/0';
    const { itemRefs } = await json(`${at}/stream/items/ids/?s=${list}&n=10000`);
    const many = itemRefs.map(({ id }) => `i=${BigInt(id).toString(16).padStart(16, '0')}`);
    await ask(`${at}/edit-tag`, send(`a=${read}&async=true&${many.join('&')}`));
    expect((await json(`${at}/unread-count`)).max).toBe(0);
    const kept = 'user/-/state/com.google/kept-unread';
    const back = `r=${read}&a=${kept}&a=user/-/state/com.google/tracking-kept-unread&${many[0]}`;
    expect(await ask(`${at}/edit-tag`, send(back))).toBe('OK');
    expect((await json(`${at}/unread-count`)).max).toBe(1);
  });

  it('FeedMe takes JSON of the login, and asks for feeds and folders with their slashes coded', async () => {
    const login = await json('/accounts/ClientLogin?output=json', {
      ...{ method: 'POST', headers: { 'Content-Type': form } },
      body: `Email=mei&Passwd=${encodeURIComponent(password)}&service=reader&accountType=HOSTED_OR_GOOGLE`,
    });
    expect(Object.keys(login)).toEqual(['SID', 'LSID', 'Auth']);
    const at = '/reader/api/0';
    const { subscriptions } = await json(`${at}/subscription/list?output=json`);
    for (const { id, categories } of subscriptions) {
      const [folder] = categories;
      const ofFeed = await json(`${at}/stream/contents/${encodeURIComponent(id)}?n=50&r=n`);
      const name = encodeURIComponent(folder?.id ?? '');
      const ofFolder = await json(`${at}/stream/contents/${name}?n=50&xt=${read}`);
      expect(ofFeed.id).toBe(id);
      expect(ofFolder.items).toEqual(ofFeed.items);
    }
    const asForm = send(`T=${token}&s=${encodeURIComponent(list)}&ts=${seconds()}`);
    expect(await ask(`${at}/mark-all-as-read`, asForm)).toBe('OK');
  });
});
