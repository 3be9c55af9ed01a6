import type { Hono } from 'hono';
import { Parser } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { createReader } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { type Site, startSite } from './small-site.ts';

const path = '/2024/03/harbour-bridge-opens?page=1';
const picture = Buffer.from('ÿØÿ a picture');
const attack = `<script>alert(1)</script><script src="https://spy.example/x.js"></script>
<style>body{background:url(https://spy.example/b)}</style><link rel="stylesheet" href="https://spy.example/s.css">
<iframe src="https://spy.example/f"></iframe><object data="https://spy.example/o"></object>
<img src="https://spy.example/pixel.gif" onerror="alert(2)"><svg onload="alert(3)"><script>alert(4)</script></svg>
<a href="javascript:alert(5)">bad link</a><form action="https://spy.example/"><input name="q"></form>
<meta http-equiv="refresh" content="0;url=https://spy.example/"><base href="https://spy.example/">`;

const page = (title: string, words: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body>${attack}<article><h1>${title}</h1>${`<p>${words} The harbour office said so on Monday, and ferries wait for everybody.</p>`.repeat(5)}<p><img src="/bridge.jpg" alt="The bridge"></p></article></body></html>`;

describe('Memento over the captures', () => {
  const time = clock(Date.UTC(2024, 2, 20, 20, 35, 11));
  const { folder, clear } = scratch();
  let site: Site;
  let archive: Archive;
  let reader: Hono;
  let original: string;

  const base = 'http://archive.test';
  const get = async (at: string, headers: Readonly<Record<string, string>> = {}) =>
    await reader.request(`${base}${at}`, { headers });
  const memento = (stamp: string) => `${base}/web/${stamp}/${original}`;
  const gate = async (datetime?: string) =>
    await get(
      `/timegate/${original}`,
      datetime === undefined ? {} : { 'Accept-Datetime': datetime },
    );

  beforeAll(async () => {
    site = await startSite({
      [path]: page('Harbour bridge opens', 'The bridge is open to 1,200 people.'),
      '/bridge.jpg': { type: 'image/jpeg', body: picture },
      '/moved': { status: 301, headers: { Location: '{base}/new-place' } },
      '/new-place': page('A place that moved', 'It is elsewhere now.'),
      '/other': page('Another', 'Another page.'),
      '/secret': page('A secret', 'It names somebody.'),
    });
    archive = await openForTest(folder, time.now);
    original = site.url(path);
    const capture = (url: string) => archive.capture(url, { allowPrivate: true });
    await capture(original);
    time.pass(24 * 3_600_000);
    site.set(path, page('Harbour bridge opens', 'The bridge is open to 1,400 people.'));
    await capture(original);
    time.pass(48 * 3_600_000);
    await capture(original);
    await capture(site.url('/moved'));
    await capture(site.url('/other'));
    await capture(site.url('/secret'));
    reader = createReader({ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' });
  });

  afterAll(async () => {
    await archive.close();
    await site.close();
    clear();
  });

  const stamps = ['20240320203511', '20240321203511', '20240323203511'] as const;

  it('negotiates in time: a TimeGate leads to the memento nearest to Accept-Datetime', async () => {
    const cases = [
      [undefined, stamps[2]],
      ['Thu, 21 Mar 2024 20:35:11 GMT', stamps[1]],
      ['Thu, 21 Mar 2024 01:00:00 GMT', stamps[0]],
      ['Fri, 22 Mar 2024 21:00:00 GMT', stamps[2]],
      ['Mon, 01 Jan 1996 00:00:00 GMT', stamps[0]],
      ['Tue, 01 Jan 2030 00:00:00 GMT', stamps[2]],
    ] as const;
    for (const [datetime, stamp] of cases) {
      const answer = await gate(datetime);
      expect([datetime, answer.status, answer.headers.get('Location')]).toEqual([
        ...[datetime, 302, memento(stamp)],
      ]);
      expect(answer.headers.get('Vary')).toMatch(/\baccept-datetime\b/i);
      expect(answer.headers.get('Memento-Datetime')).toBeNull();
      const link = answer.headers.get('Link');
      expect(link).toContain(`<${original}>; rel="original"`);
      expect(link).toContain(
        `<${base}/timemap/link/${original}>; rel="timemap"; type="application/link-format"`,
      );
    }
  });

  it('answers 400 to a date that is none, 404 to an address it does not hold', async () => {
    for (const datetime of ['yesterday', '2024-03-21T20:35:11Z', 'Thu, 99 Mar 2024 20:35:11 GMT']) {
      const answer = await gate(datetime);
      expect([datetime, answer.status]).toEqual([datetime, 400]);
      expect(answer.headers.get('Vary')).toMatch(/\baccept-datetime\b/i);
    }
    for (const kind of ['timegate', 'timemap/link', 'timemap/json', 'web/2024']) {
      expect([kind, (await get(`/${kind}/https://nobody.example/`)).status]).toEqual([kind, 404]);
      expect([kind, (await get(`/${kind}/ftp://nobody.example/`)).status]).toEqual([kind, 400]);
    }
    expect((await get('/timegate/https://nobody.example/')).headers.get('Vary')).toMatch(
      /accept-datetime/,
    );
  });

  it('tells of a memento when it was made, and which stand beside it', async () => {
    const answer = await reader.request(memento(stamps[1]));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Memento-Datetime')).toBe('Thu, 21 Mar 2024 20:35:11 GMT');
    expect(answer.headers.get('Vary') ?? '').not.toMatch(/accept-datetime/i);
    const links = (answer.headers.get('Link') ?? '').split(/, (?=<)/);
    expect(links).toEqual([
      `<${original}>; rel="original"`,
      `<${base}/timegate/${original}>; rel="timegate"`,
      `<${base}/timemap/link/${original}>; rel="timemap"; type="application/link-format"`,
      `<${memento(stamps[0])}>; rel="first prev memento"; datetime="Wed, 20 Mar 2024 20:35:11 GMT"`,
      `<${memento(stamps[1])}>; rel="memento"; datetime="Thu, 21 Mar 2024 20:35:11 GMT"`,
      `<${memento(stamps[2])}>; rel="last next memento"; datetime="Sat, 23 Mar 2024 20:35:11 GMT"`,
    ]);
  });

  it('leads from a truncated stamp, or one between, to the nearest memento', async () => {
    const cases = [
      ['2024', stamps[0]],
      ['202403', stamps[0]],
      ['20240322', stamps[1]],
      ['2024032302', stamps[2]],
      ['20300101000000', stamps[2]],
    ] as const;
    for (const [asked, stamp] of cases) {
      const answer = await reader.request(memento(asked));
      expect([asked, answer.status, answer.headers.get('Location')]).toEqual([
        ...[asked, 302, memento(stamp)],
      ]);
    }
    const raw = await reader.request(memento('2024id_'));
    expect(raw.headers.get('Location')).toBe(memento(`${stamps[0]}id_`));
    for (const none of ['20', '20241301', '20240230', '2024032025']) {
      expect([none, (await reader.request(memento(none))).status]).toEqual([none, 400]);
    }
  });

  it('lists all mementos as a TimeMap, in link format and in JSON', async () => {
    const map = await get(`/timemap/link/${original}`);
    expect(map.headers.get('Content-Type')).toBe('application/link-format');
    expect((await map.text()).split(',\n')).toEqual([
      `<${original}>; rel="original"`,
      `<${base}/timemap/link/${original}>; rel="self"; type="application/link-format"; from="Wed, 20 Mar 2024 20:35:11 GMT"; until="Sat, 23 Mar 2024 20:35:11 GMT"`,
      `<${base}/timemap/json/${original}>; rel="timemap"; type="application/json"`,
      `<${base}/timegate/${original}>; rel="timegate"`,
      `<${memento(stamps[0])}>; rel="first memento"; datetime="Wed, 20 Mar 2024 20:35:11 GMT"`,
      `<${memento(stamps[1])}>; rel="memento"; datetime="Thu, 21 Mar 2024 20:35:11 GMT"`,
      `<${memento(stamps[2])}>; rel="last memento"; datetime="Sat, 23 Mar 2024 20:35:11 GMT"\n`,
    ]);
    expect(await (await get(`/timemap/json/${original}`)).json()).toMatchObject({
      original_uri: original,
      timegate_uri: `${base}/timegate/${original}`,
      mementos: {
        first: { datetime: '2024-03-20T20:35:11Z', uri: memento(stamps[0]) },
        last: { datetime: '2024-03-23T20:35:11Z', uri: memento(stamps[2]) },
        list: [{}, { uri: memento(stamps[1]) }, {}],
      },
    });
  });

  it('shows the words of a captured page, and nothing that runs or loads from elsewhere', async () => {
    for (const [stamp, words] of [
      [stamps[0], '1,200 people'],
      [stamps[2], '1,400 people'],
    ] as const) {
      const answer = await reader.request(memento(stamp));
      const policy = answer.headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/script-src|unsafe|https?:|\*/);
      const html = await answer.text();
      expect(html).toContain(words);
      expect(html).not.toMatch(/alert\(|spy\.example\/(?:x|b|s|o|pixel)/);
      const loads: string[] = [];
      const names = new Set<string>();
      new Parser({
        onopentag(name, attributes) {
          names.add(name);
          const { src, href } = attributes;
          if (src !== undefined) loads.push(src);
          if (name === 'link' && href !== undefined) loads.push(href);
        },
      }).end(html);
      for (const name of ['script', 'style', 'iframe', 'object', 'svg', 'base']) {
        expect([...names]).not.toContain(name);
      }
      for (const load of loads) expect(load).toMatch(/^(\/|data:,)/);
    }
  });

  it('gives the bytes as they came as a download that can do nothing', async () => {
    const answer = await reader.request(memento(`${stamps[0]}id_`));
    expect(await answer.text()).toBe(
      page('Harbour bridge opens', 'The bridge is open to 1,200 people.'),
    );
    expect(answer.headers.get('Content-Type')).toBe('application/octet-stream');
    expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment;/);
    expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(answer.headers.get('Memento-Datetime')).toBe('Wed, 20 Mar 2024 20:35:11 GMT');
  });

  it('leads on where the captured answer led on', async () => {
    const at = stamps[2];
    const answer = await get(`/web/${at}/${site.url('/moved')}`);
    expect([answer.status, answer.headers.get('Location')]).toEqual([
      302,
      `${base}/web/${at}/${site.url('/new-place')}`,
    ]);
    expect(answer.headers.get('Memento-Datetime')).toBe('Sat, 23 Mar 2024 20:35:11 GMT');
    expect((await reader.request(answer.headers.get('Location') ?? '')).status).toBe(200);
  });

  it('takes an address without scheme, encoded whole, or with one slash too few', async () => {
    const bare = original.replace('http://', '');
    for (const address of [
      bare,
      encodeURIComponent(original),
      `http:/${bare}`,
      `https://${bare}`,
    ]) {
      expect([address, (await get(`/timegate/${address}`)).status]).toEqual([address, 302]);
    }
  });

  it('has nothing shown again without asking whether it may be', async () => {
    const index = new URLSearchParams({ url: original });
    for (const at of [
      ...[`/timegate/${original}`, `/timemap/link/${original}`, `/timemap/json/${original}`],
      ...[`/web/${stamps[0]}/${original}`, `/web/${stamps[0]}id_/${original}`, `/cdx?${index}`],
    ]) {
      expect([at, (await get(at)).headers.get('Cache-Control')]).toEqual([at, 'no-cache']);
    }
  });

  describe('as a CDX index', () => {
    const rows = async (query: Readonly<Record<string, string>>) => {
      const answer = await get(`/cdx?${new URLSearchParams({ output: 'json', ...query })}`);
      expect(answer.status).toBe(200);
      return (await answer.json()) as string[][];
    };
    const stampsOf = async (query: Readonly<Record<string, string>>) =>
      (await rows(query)).slice(1).map(([, stamp]) => stamp);

    it('tells of each capture of an address', async () => {
      const [names, first] = await rows({ url: original });
      expect(names?.join(' ')).toBe('urlkey timestamp original mimetype statuscode digest length');
      expect((first ?? []).slice(1, 5)).toEqual([stamps[0], original, 'text/html', '200']);
      expect(first?.[0]).toMatch(/^1,0,0,127:\d+\)\/2024\/03\/harbour-bridge-opens\?page=1$/);
      expect(first?.[5]).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(await stampsOf({ url: original })).toEqual([...stamps]);
    });

    it('takes times, both included, and a limit', async () => {
      expect(await stampsOf({ url: original, from: '20240321' })).toEqual(stamps.slice(1));
      expect(await stampsOf({ url: original, to: '20240321' })).toEqual(stamps.slice(0, 2));
      expect(await stampsOf({ url: original, to: stamps[0] })).toEqual(stamps.slice(0, 1));
      expect(await stampsOf({ url: original, from: '2025' })).toEqual([]);
      expect(await stampsOf({ url: original, limit: '2' })).toHaveLength(2);
    });

    it('matches by prefix and by host', async () => {
      const prefix = site.url('/2024/');
      expect(await stampsOf({ url: prefix, matchType: 'prefix' })).toEqual([...stamps]);
      expect(await stampsOf({ url: `${prefix}*` })).toEqual([...stamps]);
      const originals = (await rows({ url: site.url('/'), matchType: 'host' })).map(
        (row) => row[2],
      );
      expect(originals).toContain(site.url('/other'));
      expect(originals).toContain(site.url('/moved'));
    });

    it('is lines as text, and lines with JSON as CDXJ', async () => {
      const query = new URLSearchParams({ url: original, limit: '1' });
      const text = await (await get(`/cdx?${query}`)).text();
      expect(text).toMatch(/^1,0,0,127\S+ 20240320203511 http\S+ text\/html 200 sha256:\S+ \d+\n$/);
      const cdxj = await (await get(`/cdx?${query}&output=cdxj`)).text();
      expect(JSON.parse(cdxj.split(' ').slice(2).join(' '))).toMatchObject({ url: original });
    });

    it('refuses what it does not know', async () => {
      for (const query of [
        '',
        'url=',
        'url=a.test&matchType=domain',
        'url=a.test&limit=0',
        'url=a.test&from=x',
        'url=a.test&output=xml',
      ]) {
        expect([query, (await get(`/cdx?${query}`)).status]).toEqual([query, 400]);
      }
    });
  });

  it('forgets what was taken down', async () => {
    const secret = site.url('/secret');
    expect((await get(`/timegate/${secret}`)).status).toBe(302);
    await archive.takeDown(secret, { reason: 'court' });
    for (const at of [`/timegate/${secret}`, `/timemap/link/${secret}`, `/web/2024id_/${secret}`]) {
      const answer = await get(at);
      expect([at, answer.status]).toEqual([at, 410]);
      expect(await answer.text()).toContain('order of a court');
      expect(answer.headers.get('Memento-Datetime')).toBeNull();
      expect(answer.headers.get('Cache-Control')).toBe('no-cache');
    }
    expect((await get(`/timegate/${secret}`)).headers.get('Vary')).toMatch(/accept-datetime/);
    expect(await (await get(`/cdx?${new URLSearchParams({ url: secret })}`)).text()).toBe('');
  });
});
