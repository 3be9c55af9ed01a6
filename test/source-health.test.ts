import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReader } from '../src/web/index.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { closing, listening } from './own-feed.ts';
import { listPage, rss, type Site, startSite, storyPage } from './small-site.ts';

const hour = 3_600_000;
const stories = ['/2026/11/20/ferry-sails-again', '/2026/11/21/council-meets-twice'];
const fresh = ['/2026/11/24/bridge-opens-at-last', '/2026/11/24/school-wins-the-cup'];

describe('a source whose feed is gone', () => {
  const time = clock();
  let site: Site;
  let archive: string;
  let clear: () => void;
  beforeEach(async () => {
    ({ folder: archive, clear } = scratch());
    const pages = [...stories, ...fresh].map((path) => [path, storyPage(path)] as const);
    site = await startSite({ '/feed': rss(stories), ...Object.fromEntries(pages) });
    expect((await run('follow', site.url('/feed'), '--allow-private')).code).toBe(0);
    expect((await run('work', '--once')).code).toBe(0);
    site.set('/feed', { status: 410, body: 'Gone' });
    site.set('/', listPage(fresh));
  });
  afterEach(async () => {
    await site.close();
    clear();
  });

  const run = (...parameters: string[]) =>
    command([...parameters, '--archive', archive, '--host-gap', '0'], {
      now: time.now,
    });
  const later = async (...parameters: string[]) => {
    time.pass(7 * hour);
    return await run('work', '--once', ...parameters);
  };
  const told = async () => {
    const { sources } = (await run('sources', '--json')).json() as unknown as {
      sources: { id: string; health: Record<string, unknown> }[];
    };
    return sources[0] ?? { id: '', health: {} };
  };

  it('is told by work with the time, without a terminal, once', async () => {
    expect((await later()).out).not.toContain('trouble');
    const second = (await later()).out;
    expect(second).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}trouble {3}Gazette: The server says that it is gone, 2 polls in a row/m,
    );
    expect(second).toMatch(/^\S+ \S+ {2}stand-in {2}Gazette: page http.+ is read in its place$/m);
    expect((await later()).out).not.toMatch(/trouble|stand-in/);
    site.set('/feed', rss([...stories, ...fresh]));
    const mended = (await later()).out;
    expect(mended).toMatch(/mended {4}Gazette: no longer gone/);
    expect(mended).toMatch(/stand-in {2}Gazette: its own document is read again/);
  });

  it('is told by work --json in lines of their own', async () => {
    await later();
    const lines = (await later('--json')).out.trim().split('\n');
    const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events).toMatchObject([
      {
        event: {
          type: 'health',
          source: { title: 'Gazette' },
          began: [{ kind: 'gone' }],
          ended: [],
        },
      },
      { event: { type: 'stand-in', standIn: { kind: 'page' } } },
      { pass: { articles: 2 } },
    ]);
  });

  it('has a health of findings, with what stands in for it', async () => {
    await later();
    expect((await told()).health).toMatchObject({ state: 'failing', failures: 1, findings: [] });
    await later();
    const { id, health } = await told();
    expect(health).toMatchObject({
      state: 'failing',
      failures: 2,
      findings: [{ kind: 'gone', of: 'listing' }],
      standIn: { kind: 'page', url: site.url('/') },
    });
    expect(health['reason']).toMatch(
      /^Since \d{4}-\d\d-\d\d \d\d:\d\d UTC: The server says that it is gone.+ Its page \S+ is read in its place since .+ UTC\.$/,
    );
    const whole = await run('sources', id);
    expect(whole.out).toMatch(/gone of listing since /);
    expect(whole.out).toMatch(/ {2}410 {2}http.+\/feed {2}\(capture [0-9a-f-]+\)/);
    expect(await run('sources', 'nothing')).toMatchObject({ code: 1, out: '' });
  });

  it('is named by doctor and counted by stats, and is no damage', async () => {
    await later();
    expect((await run('stats', '--json')).json()).toMatchObject({ troubled: 0 });
    await later();
    expect((await run('stats', '--json')).json()).toMatchObject({ troubled: 1 });
    const doctor = await run('doctor');
    expect(doctor.code).toBe(0);
    expect(doctor.out).toMatch(/source [0-9a-f]+ Gazette: Since .+ it is gone/);
  });

  it('stands first in the list of sources', async () => {
    const other = await startSite({ '/feed': rss(['/well']), '/well': storyPage('Well') });
    time.pass(-1);
    await run('follow', other.url('/feed'), '--allow-private', '--name', 'A Paper');
    await later();
    const { out } = await run('sources');
    await other.close();
    expect(out.indexOf('Gazette')).toBeLessThan(out.indexOf('A Paper'));
  });

  it('is told of in the reader in either language, on its own page in one line', async () => {
    await later();
    await later();
    const open = await openForTest(archive, time.now);
    const reader = createReader({ archive: open, now: time.now, title: 'A', timeZone: 'UTC' });
    const page = async (path: string, language = 'en') =>
      (await reader.request(path, { headers: { 'Accept-Language': language } })).text();
    const { id } = await told();
    const pages = [
      await page('/sources'),
      await page('/sources', 'zh'),
      await page(`/outlet/${id}`),
      await page('/'),
    ];
    await open.close();
    const [english = '', chinese = '', outlet = '', front = ''] = pages;
    expect(english).toMatch(/No longer at its address since <time/);
    expect(english).toMatch(/The list on its page is read in its place since <time/);
    expect(chinese).toContain('起，服务器称此地址已不存在。');
    expect(chinese).not.toContain('Polled without fault');
    expect(outlet.match(/class="health-line"/g)).toHaveLength(1);
    expect(front).toContain('1 of 1 source needs attention');
  });

  it('is told to a webhook, signed', async () => {
    const heard: { text: string; signature: string }[] = [];
    const receiver: Server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += String(chunk);
      });
      request.on('end', () => {
        heard.push({ text, signature: String(request.headers['x-backissue-signature']) });
        response.writeHead(204).end();
      });
    });
    const webhook = `http://127.0.0.1:${await listening(receiver)}/hook`;
    await later();
    await later('--webhook', webhook, '--webhook-secret', 'quay-side');
    await closing(receiver);
    const [first] = heard;
    expect(heard.map(({ text }) => (JSON.parse(text) as { event: string }).event)).toEqual([
      'health',
      'stand-in',
    ]);
    const right = createHmac('sha256', 'quay-side')
      .update(first?.text ?? '')
      .digest('hex');
    expect(first?.signature).toBe(`sha256=${right}`);
  });
});

describe('settings that hold secrets', () => {
  const env = {
    BACKISSUE_PROXY: 'socks5h://reader:pass-word@proxy.example:9050',
    BACKISSUE_WEBHOOK: 'https://hooks.example/T0/pass-word',
    BACKISSUE_WEBHOOK_SECRET: 'pass-word',
    BACKISSUE_PUBLISH_REMOTES:
      'one=https://me:pass-word@git.example/a.git,https://git.example/b.git',
  };

  it('are shown by config as set, without the secret', async () => {
    for (const json of [[], ['--json']]) {
      const { out, code } = await command(['config', ...json], { env });
      expect(code).toBe(0);
      expect(out).not.toContain('pass-word');
      expect(out).toContain('socks5h://…@proxy.example:9050');
      expect(out).toContain('https://hooks.example/…');
      expect(out).toContain('one=https://…@git.example/a.git,https://git.example/b.git');
    }
    const shown = (await command(['config', '--json'], { env })).json();
    expect(shown['BACKISSUE_WEBHOOK_SECRET']).toEqual({
      value: 'set',
      from: 'BACKISSUE_WEBHOOK_SECRET',
    });
    expect((await command(['config', '--json'])).json()['BACKISSUE_WEBHOOK_SECRET']).toEqual({
      value: null,
      from: 'default',
    });
  });

  it.each([
    ['BACKISSUE_PROXY', 'ftp://me:pass-word@proxy.example', 'is no proxy'],
    ['BACKISSUE_WEBHOOK', 'nowhere', 'nowhere: this is no http or https address'],
    ['BACKISSUE_PUBLIC_URL', 'nowhere', 'nowhere: this is no http or https address'],
    ['BACKISSUE_HTTP2', 'perhaps', 'BACKISSUE_HTTP2 is perhaps'],
    ['BACKISSUE_MAX_CONNECTIONS', '0', 'BACKISSUE_MAX_CONNECTIONS is 0'],
  ])('are refused in one sentence where they cannot be (%s)', async (name, value, says) => {
    const { folder, clear } = scratch();
    const answer = await command(['serve', '--port', '0', '--archive', folder], {
      env: { [name]: value },
    });
    clear();
    expect(answer).toMatchObject({ code: expect.toSatisfy((code: number) => code > 0), out: '' });
    expect(answer.err).toMatch(/^backissue: [^\n]+\.\n$/);
    expect(answer.err).toContain(says);
    expect(answer.err).not.toContain('pass-word');
  });
});
