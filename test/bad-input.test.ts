import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetCatalogue } from './contents.ts';
import { isOnPostgres } from './house-store.ts';
import { command, openForTest, scratch } from './newspaper.ts';
import { closing, item, listening, type OwnFeed, rss, startOwnFeed } from './own-feed.ts';
import { mayMount, smallDisks } from './small-disk.ts';

vi.setConfig({ testTimeout: 30_000 });
const { folder: place, freshFolder, clear } = scratch();
let feed: OwnFeed;
let archive: string;

beforeAll(async () => {
  feed = await startOwnFeed();
});
beforeEach(() => {
  archive = freshFolder();
});
afterAll(async () => {
  await feed.close();
  clear();
});

const run = (...parameters: string[]) =>
  command([...parameters, '--archive', archive, '--wait', '0']);

interface Health {
  readonly state: string;
  readonly reason: string;
  readonly warnings: readonly string[];
}
interface Article {
  readonly id: string;
  readonly title: string;
}

async function health(): Promise<Health> {
  const { json } = await run('sources', '--json');
  const { sources } = json() as unknown as { sources: readonly { health: Health }[] };
  const [first] = sources;
  if (first === undefined) throw new Error('no source');
  return first.health;
}

const captureFiles = () =>
  readdirSync(join(archive, 'captures'), { recursive: true, encoding: 'utf8' });

async function titles(): Promise<string[]> {
  const reader = await openForTest(archive, Date.now);
  const articles: readonly Article[] = await reader.articles({ limit: 100 });
  await reader.close();
  return articles.map((article) => article.title);
}

const old = () => [
  item({ title: 'Older', path: '/older', date: 'Mon, 23 Nov 2026 06:00:00 GMT' }, feed.origin),
  item({ title: 'Newer', path: '/newer', date: 'Mon, 23 Nov 2026 08:00:00 GMT' }, feed.origin),
];
const kept = ['Report /newer', 'Report /older'];

/** An archive that follows the feed and has two articles of it. */
async function archived(): Promise<void> {
  feed.answers(rss(old()));
  expect(await run('follow', feed.url, '--allow-private')).toMatchObject({ code: 0, err: '' });
  expect(await run('fetch', '--all')).toMatchObject({ code: 0, err: '' });
  expect(await titles()).toEqual(kept);
}

/** One sentence, with a value and a mend behind a colon or semicolon. */
const sentence = /^[^\n]+[:;] [^\n]+\.\n$/;

/** A command that fails with one sentence that holds `says`; nothing else is printed. */
async function refused(code: number, says: string | RegExp, ...parameters: string[]) {
  const answer = await run(...parameters);
  expect(answer.err).toMatch(says);
  expect(answer).toMatchObject({ code, out: '' });
  expect(answer.err).toMatch(sentence);
  const said = await run(...parameters, '--json');
  const { error } = said.json() as unknown as { error: { code: string; message: string } };
  expect(`backissue: ${error.message}\n`).toBe(said.err);
  expect(said.code).toBe(code);
  return { ...answer, error };
}

/** A fetch that fails because of `says`, leaves all that was there, and is told of by `sources`. */
async function fetchFails(says: string | RegExp): Promise<void> {
  const { code, out } = await run('fetch', '--all');
  expect(out).toMatch(says);
  expect(code).toBe(1);
  expect(await titles()).toEqual(kept);
  const { state, reason } = await health();
  expect(state).toBe('failing');
  expect(reason).toMatch(says);
  expect(reason).toMatch(/^The last poll failed: .+\.$/);
  expect((await run('doctor')).code).toBe(0);
  feed.answers(rss(old()));
  expect((await run('fetch', '--all')).code).toBe(0);
  expect((await health()).state).toBe('ok');
}

describe('an address that gives no feed', () => {
  it('is refused when nobody listens there', async () => {
    const gone = await startOwnFeed();
    await gone.close();
    await refused(
      1,
      `${gone.url}: the connection was refused`,
      'follow',
      gone.url,
      '--allow-private',
    );
    expect(isOnPostgres || existsSync(join(archive, 'backissue.sqlite'))).toBe(true);
  });

  it('is refused when its host is not known', async () => {
    const url = 'http://nowhere.invalid/feed';
    const { error } = await refused(1, `${url}: the host name cannot be resolved`, 'follow', url);
    expect(error.code).toBe('unreachable');
  });

  it('is refused when it is private and nobody said that it may be', async () => {
    const { error } = await refused(1, '--allow-private', 'follow', feed.url);
    expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining(feed.url) });
    expect((await refused(1, '--allow-private', 'capture', `${feed.origin}/older`)).code).toBe(1);
    expect((await refused(1, '--allow-private', 'peek', feed.url)).code).toBe(1);
  });

  it('is refused when its certificate is its own', async () => {
    const testdata = join(import.meta.dirname, '../src/http/testdata');
    const server = createTlsServer({
      cert: readFileSync(join(testdata, 'localhost-cert.pem')),
      key: readFileSync(join(testdata, 'localhost-key.pem')),
    });
    const url = `https://localhost:${await listening(server)}/feed`;
    await refused(1, `${url}: the secure connection failed`, 'follow', url, '--allow-private');
    await closing(server);
  });

  it('is refused when it is no address at all', async () => {
    await refused(1, 'harbour: this is no http or https address', 'follow', 'harbour');
    await refused(1, 'file:///etc/passwd', 'follow', 'file:///etc/passwd');
    await refused(1, 'gopher://a/', 'capture', 'gopher://a/');
  });

  it('is refused when it is neither feed nor page of links', async () => {
    feed.answers((_request, response) =>
      response.setHeader('content-type', 'text/plain').end('ahoy'),
    );
    await refused(1, `${feed.url} is no feed`, 'follow', feed.url, '--allow-private');
  });

  it('is refused with the status it answers', async () => {
    feed.answers((_request, response) => response.writeHead(503).end());
    await refused(1, `${feed.url}: the server answered 503`, 'follow', feed.url, '--allow-private');
  });
});

describe('a feed', () => {
  it('without items is followed', async () => {
    feed.answers(rss([]));
    expect((await run('follow', feed.url, '--allow-private')).code).toBe(0);
    expect((await run('fetch', '--all')).code).toBe(0);
    const { state, reason } = await health();
    expect([state, reason]).toEqual([
      'warned',
      expect.stringMatching(/no (items|entries|articles)/),
    ]);
  });

  it.each([
    ['no feed any more', '<!doctype html><title>Moved</title><p>We have moved.'],
    ['empty', ''],
    ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000'],
  ])('that is %s fails and what was archived stays', async (_name, answer) => {
    await archived();
    feed.answers(answer);
    await fetchFails(/\/feed is (a page|an empty document|no feed)/);
  });

  it('that answers 500 fails and what was archived stays', async () => {
    await archived();
    feed.answers((_request, response) => response.writeHead(500).end('oops'));
    await fetchFails(`${feed.url}: the server answered 500`);
  });

  it('that nobody serves any more fails and what was archived stays', async () => {
    await archived();
    feed.answers((request) => request.socket.destroy());
    await fetchFails(`${feed.url}: the connection was closed`);
  });

  it('that stops in the middle of its answer fails and what was archived stays', async () => {
    await archived();
    feed.answers((_request, response) => {
      response.writeHead(200, { 'content-length': '5000', 'content-type': 'application/rss+xml' });
      response.write(rss(old()).slice(0, 200), () => response.destroy());
    });
    await fetchFails(`${feed.url}: the answer`);
  });

  it('whose markup is cut off gives the whole items before the cut, and says so', async () => {
    await archived();
    const more = item({ title: 'Third', path: '/third' }, feed.origin);
    const text = rss([...old(), more, more.replaceAll('third', 'fourth')]);
    feed.answers(text.slice(0, text.indexOf('/fourth')));
    expect((await run('fetch', '--all')).code).toBe(0);
    expect(await titles()).toEqual(expect.arrayContaining([...kept, 'Report /third']));
    expect((await health()).warnings.join(' ')).toMatch(/cut|ends|end/);
  });

  it('with an item that has no link names it and takes those beside it', async () => {
    feed.answers(rss([item({ title: 'Nowhere to go' }), ...old()]));
    await run('follow', feed.url, '--allow-private');
    expect((await run('fetch', '--all')).code).toBe(0);
    expect(await titles()).toEqual(kept);
    const { state, warnings } = await health();
    expect(state).toBe('warned');
    expect(warnings.join(' ')).toContain('Nowhere to go');
  });

  it('with items that have no date, or one to come, keeps them in order of first sight', async () => {
    feed.answers(
      rss([
        item(
          { title: 'To come', path: '/to-come', date: 'Fri, 01 May 2099 00:00:00 GMT' },
          feed.origin,
        ),
        item({ title: 'Undated', path: '/undated' }, feed.origin),
        item({ title: 'Odd', path: '/odd', date: 'the day after' }, feed.origin),
      ]),
    );
    const first = Date.UTC(2026, 10, 24, 8);
    const at = (hours: number) => ({ now: () => first + hours * 3_600_000 });
    const follow = ['follow', feed.url, '--allow-private', '--archive', archive];
    expect((await command(follow, at(0))).code).toBe(0);
    const fetch = ['fetch', '--all', '--archive', archive];
    expect((await command(fetch, at(0))).code).toBe(0);
    feed.answers(
      rss([
        item(
          { title: 'Later', path: '/later', date: 'Tue, 24 Nov 2026 09:30:00 GMT' },
          feed.origin,
        ),
      ]),
    );
    expect((await command(fetch, at(2))).code).toBe(0);
    const [newest, ...rest] = await titles();
    expect(newest).toBe('Report /later');
    expect(new Set(rest)).toEqual(new Set(['Report /odd', 'Report /to-come', 'Report /undated']));
  });

  it('of 100 MB is refused before it is read to its end', async () => {
    await archived();
    let sent = 0;
    const piece = Buffer.alloc(1 << 20, '<item><title>More</title></item>');
    feed.answers((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/rss+xml' });
      const pour = () => {
        while (sent < 100 && !response.destroyed) {
          sent += 1;
          if (!response.write(piece)) return void response.once('drain', pour);
        }
        response.end();
      };
      pour();
    });
    const before = process.memoryUsage().rss;
    await fetchFails(/its body is larger than \d+ bytes/);
    expect(sent).toBeLessThan(40);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });
});

describe('an archive', () => {
  it.each([
    ['sources'],
    ['stats'],
    ['doctor'],
    ['verify'],
    ['search', 'ferry'],
    ['show', 'abc'],
    ['history', 'abc'],
    ['diff', 'abc'],
    ['edits'],
    ['serve', '--no-work'],
  ])('that is not there is named by %s', async (...parameters) => {
    const said = 'there is no archive here';
    await refused(1, isOnPostgres ? `: ${said}` : `${archive}: ${said}`, ...parameters);
    expect(existsSync(archive)).toBe(false);
  });

  it('that is a file is named', async () => {
    writeFileSync(archive, 'a shopping list');
    for (const parameters of [['stats'], ['fetch'], ['follow', feed.url]]) {
      await refused(1, archive, ...parameters);
    }
    expect(readFileSync(archive, 'utf8')).toBe('a shopping list');
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read (root may) is named', async () => {
    await archived();
    chmodSync(archive, 0o000);
    try {
      await refused(1, `${archive}: permission is denied`, 'stats');
    } finally {
      chmodSync(archive, 0o700);
    }
    expect(await titles()).toEqual(kept);
  });

  it('that another process holds is told with who holds it', async () => {
    await archived();
    const holder = await openForTest(archive, Date.now);
    const start = performance.now();
    await refused(
      1,
      /is in use by process \d+ \(backissue\)(?:, worker \S+)?; wait for it/,
      'fetch',
    );
    const waited = await command(['fetch', '--archive', archive, '--wait', '300']);
    expect(waited.code).toBe(1);
    expect(performance.now() - start).toBeGreaterThan(300);
    expect(await run('stats')).toMatchObject({ code: 0 });
    await holder.close();
    expect((await run('fetch', '--all')).code).toBe(0);
  });

  it.each([
    ['half a record', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['bytes of nobody', () => Buffer.from('no record begins like this')],
    ['zeros, as a power cut leaves them', () => Buffer.alloc(5000)],
  ])(
    'whose last capture file ends with %s is whole again after the next command',
    async (_name, tail) => {
      await archived();
      const captures = join(archive, 'captures');
      const file = captureFiles().find((name) => name.endsWith('.warc.gz')) ?? '';
      const whole = readFileSync(join(captures, file));
      appendFileSync(join(captures, file), tail(whole));
      expect(await run('doctor')).toMatchObject({ code: 0, err: '' });
      expect(await run('fetch', '--all')).toMatchObject({ code: 0, err: '' });
      expect(await run('doctor')).toMatchObject({ code: 0, err: '' });
      expect(await run('verify')).toMatchObject({ code: 0, err: '' });
      expect(readFileSync(join(captures, file)).subarray(0, whole.length).equals(whole)).toBe(true);
      expect(captureFiles().some((name) => name.includes('torn'))).toBe(true);
      expect(await titles()).toEqual(kept);
    },
  );

  it('whose capture file lost its end, or a byte, is damaged: exit code 3', async () => {
    await archived();
    const captures = join(archive, 'captures');
    const file = captureFiles().find((name) => name.endsWith('.warc.gz')) ?? '';
    const whole = readFileSync(join(captures, file));
    writeFileSync(join(captures, file), whole.subarray(0, -100));
    const short = await run('doctor');
    expect([short.code, short.out]).toEqual([3, expect.stringContaining('backup')]);
    expect((await run('fetch', '--all')).code).toBe(0);
    expect((await run('doctor')).code).toBe(3);
    const flipped = Buffer.from(whole);
    flipped[whole.length - 300] = (flipped[whole.length - 300] ?? 0) ^ 0xff;
    writeFileSync(join(captures, file), flipped);
    expect((await run('doctor')).code).toBe(3);
    expect((await run('verify')).code).toBe(3);
  });

  it.skipIf(isOnPostgres)('whose catalogue is damaged is told so, exit code 3', async () => {
    await archived();
    writeFileSync(join(archive, 'backissue.sqlite'), 'this is no database'.repeat(500));
    rmSync(join(archive, 'backissue.sqlite-wal'), { force: true });
    await refused(3, 'backup', 'stats');
    await refused(3, 'backup', 'fetch');
  });

  it('whose catalogue is gone but not its captures is told so', async () => {
    await archived();
    await forgetCatalogue(archive);
    await refused(3, /no catalogue|the catalogue in \S+ is empty/, 'fetch');
  });
});

describe.skipIf(!mayMount(join(place, 'probe')))('a disk (mounting one takes root)', () => {
  const disks = smallDisks();
  afterEach(disks.unmountAll);

  // It is the catalogue that fills it.
  it.skipIf(isOnPostgres)(
    'that is full is named, nothing is lost, and the work goes on once there is room',
    async () => {
      disks.mount('size=4m', archive);
      await archived();
      // Pictures of noise, which no compression makes small.
      const noise = Array.from({ length: 40_000 }, (_, number) => (number * 7919) ** 2 % 99_991);
      const big = (number: number) =>
        item(
          { title: `Big ${number} ${noise.join(number % 2 ? 'q' : ' ')}`, path: `/big/${number}` },
          feed.origin,
        );
      feed.answers(rss([...old(), ...Array.from({ length: 12 }, (_, number) => big(number))]));
      await refused(1, 'the disk is full; free some space', 'fetch', '--all');
      disks.remount('size=64m', archive);
      expect((await run('doctor')).code).toBe(0);
      expect(await titles()).toEqual(expect.arrayContaining(kept));
      expect((await run('fetch', '--all')).code).toBe(0);
      expect((await titles()).length).toBe(14);
      expect((await run('doctor')).code).toBe(0);
      expect((await run('verify')).code).toBe(0);
    },
  );

  it('that is read-only is named; reading goes on', async () => {
    disks.mount('size=8m', archive);
    await archived();
    disks.remount('ro', archive);
    await refused(1, 'read-only', 'fetch', '--all');
    await refused(1, 'read-only', 'follow', feed.url, '--allow-private');
    expect(await run('stats')).toMatchObject({ code: 0 });
    expect(await run('search', 'ferry')).toMatchObject({ code: 0 });
    disks.remount('rw', archive);
    expect(await titles()).toEqual(kept);
  });
});

describe('wrong usage', () => {
  it.each([
    [['fly'], 'fly'],
    [['follow'], 'url'],
    [['show'], 'article'],
    [['stats', '--colour'], '--colour'],
    [['fetch', '--source'], '--source'],
  ])('%j ends with exit code 2', async (parameters, named) => {
    const { code, err, out } = await run(...parameters);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(named);
    expect(err).toContain('--help');
    const { error } = (await run(...parameters, '--json')).json() as unknown as {
      error: { code: string; message: string };
    };
    expect(error).toEqual({ code: 'invalid', message: expect.stringContaining(named) });
  });

  it.each([
    [['serve', '--port', 'eighty'], '--port is eighty'],
    [['serve', '--port', '70000'], '--port is 70000'],
    [['follow', 'https://example.com/', '--body', 'all'], '--body is all'],
    [['search', 'ferry', '--limit', '0'], '--limit is 0'],
    [['search', 'ferry', '--since', 'yesterday'], '--since is yesterday'],
    [['work', '--rest', '-1'], '--rest is -1'],
    [['show', 'abc', '--format', 'pdf'], '--format is pdf'],
    [['stats', '--time-zone', 'Mars/Base'], '--time-zone is Mars/Base'],
  ])('%j is told with the value', async (parameters, says) => {
    await refused(2, says, ...parameters);
  });
});

describe('a name that nothing has', () => {
  it.each([
    [['show', 'abcdef'], 'abcdef: no article has this id'],
    [['history', 'https://example.com/x'], 'https://example.com/x: no article of this address'],
    [['unfollow', 'abcdef'], 'abcdef: there is no such source'],
    [['fetch', '--source', 'abcdef'], 'abcdef: no such source'],
    [['search', 'ferry', '--source', 'abcdef'], 'abcdef: there is no such source'],
    [['edits', '--source', 'abcdef'], 'abcdef: there is no such source'],
    [['absences', '--source', 'abcdef'], 'abcdef: there is no such source'],
    [['import', '/nowhere/at/all'], '/nowhere/at/all: there is no such file'],
  ])('%j is told with the name', async (parameters, says) => {
    await archived();
    await refused(1, says, ...parameters);
  });
});
