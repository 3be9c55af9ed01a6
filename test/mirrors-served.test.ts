import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { type AccessOptions, createReader, type Listening, serveReader } from '../src/web/index.ts';
import { keeper } from './mirror-scene.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { quayPage as page, quayPath as path } from './quay-story.ts';
import { type Site, startSite } from './small-site.ts';

const time = clock(Date.UTC(2025, 2, 3, 8));
const place = scratch();
const open: (() => Promise<unknown>)[] = [];
let site: Site;

beforeAll(async () => {
  site = await startSite({ [path]: page('Quay.') });
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
afterAll(async () => {
  await site.close();
  place.clear();
});

const opened = async (folder: string): Promise<Archive> => {
  const archive = await openForTest(folder, time.now, { ledger: {} });
  open.push(() => archive.close());
  return archive;
};

async function served(archive: Archive, access: Partial<AccessOptions> = {}): Promise<string> {
  const reader = createReader({
    ...{ archive, now: time.now, title: 'The Quay Archive', timeZone: 'UTC' },
    ...{ mirrors: ['https://copy.example/site/'] },
    access: { publicReading: true, trustedProxies: [], ...access },
  });
  const listening: Listening = await serveReader(reader, { host: '127.0.0.1', port: 0 });
  open.push(() => listening.close());
  return listening.url;
}

const captured = async (archive: Archive, text: string): Promise<void> => {
  time.pass(86_400_000);
  site.set(path, page(text));
  await archive.capture(site.url(path), { allowPrivate: true });
  await archive.publishLedger();
};

/** The words of each revision that an archive has of the story. */
async function wordsIn(folder: string): Promise<string[]> {
  const one = keeper(folder, time.now);
  const { document } = await one.told('history', site.url(path));
  const words: string[] = [];
  for (const { rev } of document.revisions as { rev: number }[]) {
    const shown = await one.told('show', site.url(path), '--revision', String(rev));
    words.push(shown.document.text);
  }
  return words;
}

const follow = async (folder: string, url: string, ...options: string[]) => {
  const one = keeper(folder, time.now);
  return await one.run('follow', url, '--allow-private', ...options);
};
const fetched = async (folder: string) =>
  (await keeper(folder, time.now).told('fetch', '--all')).document;

/** What of an archive a stranger is answered at the paths that a mirror is followed by. */
async function answers(url: string, archive: Archive): Promise<Record<string, number>> {
  const { revision } = await archive.article(site.url(path));
  const digest = revision.textDigest;
  const paths = {
    text: `text/${digest.slice(0, 2)}/${digest}.txt`,
    checkpoint: 'ledger/checkpoint',
    about: 'ledger/about',
    ledgers: 'ledgers/index.json',
  };
  const told: Record<string, number> = {};
  for (const [name, one] of Object.entries(paths))
    told[name] = (await fetch(`${url}${one}`)).status;
  return told;
}

describe('an archive that is served', () => {
  it('is followed at its address, and so is one that follows it there', async () => {
    const [b, c] = [join(place.folder, 'b'), join(place.folder, 'c')];
    const a = await opened(join(place.folder, 'a'));
    await captured(a, 'Quay.');
    const url = await served(a);
    expect((await follow(b, url)).code).toBe(0);
    const { document } = await keeper(b, time.now).told('sources');
    expect(document.sources).toMatchObject([{ kind: 'mirror', title: 'The Quay Archive', url }]);
    expect((await fetched(b)).failed).toEqual([]);
    expect((await wordsIn(b))[0]).toContain('Quay. The harbour office');
    await captured(a, 'Quay and pier.');
    expect((await fetched(b)).failed).toEqual([]);
    const words = await wordsIn(b);
    expect(words.map((text) => text.slice(0, 15))).toEqual(['Quay. The harbo', 'Quay and pier. ']);
    const second = await opened(b);
    expect((await follow(c, await served(second))).code).toBe(0);
    expect((await fetched(c)).failed).toEqual([]);
    expect(await wordsIn(c)).toEqual(words);
    await second.close();
    open.splice(open.length - 2, 1);
    const verified = await keeper(c, time.now).told('verify', '--seen', join(place.folder, 'seen'));
    expect(verified.document).toMatchObject({ ok: true });
    expect(verified.document.ledgers.length).toBe(2);
    await a.takeDown(site.url(path), { reason: 'court' });
    await a.publishLedger();
    expect((await fetched(b)).failed).toEqual([]);
    expect((await keeper(b, time.now).run('show', site.url(path))).code).toBe(1);
  }, 120_000);

  it.each([
    [{ publicReading: true }, { text: 200, checkpoint: 200, about: 200, ledgers: 404 }],
    [{ publicReading: false }, { text: 401, checkpoint: 401, about: 401, ledgers: 401 }],
    [
      { publicReading: false, publicLedger: true },
      { text: 401, checkpoint: 200, about: 404, ledgers: 404 },
    ],
    [
      { publicReading: true, publicLedger: false },
      { text: 200, checkpoint: 401, about: 401, ledgers: 401 },
    ],
  ])('tells a stranger no more than the settings %j say', async (access, expected) => {
    const a = await opened(place.freshFolder());
    await captured(a, 'Quay.');
    expect(await answers(await served(a, access), a)).toEqual(expected);
  });

  it('is followed with a token where reading needs a login', async () => {
    const a = await opened(place.freshFolder());
    await captured(a, 'Quay.');
    const url = await served(a, { publicReading: false });
    const b = place.freshFolder();
    const refused = await follow(b, url);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('401')]);
    await a.accounts.begin('a long password');
    const [user] = await a.accounts.users();
    const { secret } = await a.accounts.makeToken(user?.name ?? '', 'follower');
    const token = ['--header', `Authorization: Bearer ${secret}`];
    expect(await follow(b, url, ...token)).toMatchObject({ code: 0 });
    expect((await fetched(b)).failed).toEqual([]);
    expect((await wordsIn(b)).length).toBe(1);
  });

  it('hands out the ledgers that it keeps to who may read, and not to who may verify alone', async () => {
    const a = await opened(place.freshFolder());
    await captured(a, 'Quay.');
    const b = place.freshFolder();
    await follow(b, await served(a));
    expect((await fetched(b)).failed).toEqual([]);
    const second = await opened(b);
    const list = async (access: Partial<AccessOptions>) =>
      await fetch(`${await served(second, access)}ledgers/index.json`);
    const { ledgers } = (await (await list({})).json()) as { ledgers: { vkey: string }[] };
    expect(ledgers).toMatchObject([{ size: 1 }]);
    const [kept] = await second.keptLedgers();
    const url = await served(second);
    for (const [name, status] of [
      ['checkpoint', 200],
      ['about', 200],
      ['vkey', 200],
      ['copying/checkpoint', 404],
      ['../../key', 404],
      ['%2e%2e/%2e%2e/key', 404],
    ] as const) {
      expect((await fetch(`${url}ledgers/${kept?.id}/${name}`)).status).toBe(status);
    }
    const closed = { publicReading: false, publicLedger: true };
    expect((await list(closed)).status).toBe(404);
  });
});
