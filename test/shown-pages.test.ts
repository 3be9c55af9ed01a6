import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { lookedAtAs } from '../src/archive/shown-page.ts';
import { auditCaptures, folderFiles } from '../src/audit/index.ts';
import { serve } from '../src/http/testing/loopback.ts';
import type { Url } from '../src/model/index.ts';
import { exportWebArchive } from '../src/transfer/index.ts';
import { contents } from './contents.ts';
import { everything } from './everything.ts';
import { flipByte } from './flip-byte.ts';
import { openTestStore } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { partsForTest } from './parts.ts';
import { rebuilt } from './rebuilt.ts';
import { rss, type Site, startSite } from './small-site.ts';

const skipped = !existsSync('/usr/bin/chromium');
const { freshFolder, clear } = scratch();
afterAll(clear);

const hour = 3_600_000;
const day = 24 * hour;
const ferry = '/2026/11/ferry-sails-again';
const bridge = '/2026/11/bridge-is-mended';
const words = (what: string) =>
  [1, 2, 3, 4, 5]
    .map(
      (n) =>
        `<p>Paragraph ${n} of ${what}: the harbour office told the council about it on Monday evening, and nobody in the room had expected that.</p>`,
    )
    .join('');

/** Pages with no word in them: a script asks for those, and another for what it may not have. */
const shell = (title: string, name: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title><link rel="stylesheet" href="/app.css"></head><body><main></main><script>window.story='${name}'</script><script src="/app.js"></script></body></html>`;

const app = `
document.cookie = 'seen=1; path=/';
(async () => {
  const main = document.querySelector('main');
  const answer = await fetch('/api/' + story + '.json');
  const { title, text } = await answer.json();
  main.innerHTML = '<article><h1>' + title + '</h1>' + text + '</article>';
  const near = await fetch('http://127.0.0.1:' + (window.other || 1) + '/private').then(() => 'REACHED', () => 'refused');
  main.dataset.near = near;
})();`;

async function outlet(): Promise<Site> {
  const site = await startSite({
    '/feed': rss([ferry, bridge]),
    [ferry]: shell('The ferry sails again', 'ferry'),
    [bridge]: shell('The bridge is mended', 'bridge'),
    '/app.js': {
      body: app,
      type: 'text/javascript',
      headers: { 'Cache-Control': 'max-age=9000000' },
    },
    '/app.css': { body: 'main{color:#222}', type: 'text/css' },
    '/api/ferry.json': JSON.stringify({ title: 'The ferry sails again', text: words('the ferry') }),
    '/api/bridge.json': JSON.stringify({
      title: 'The bridge is mended',
      text: words('the bridge'),
    }),
  });
  onTestFinished(() => site.close());
  return site;
}

const base = (site: Site): string => `http://127.0.0.1:${site.port}`;

describe.skipIf(skipped)(
  'pages that scripts write (skipped without /usr/bin/chromium)',
  { timeout: 240_000 },
  () => {
    it('are archived with their words, looked at again, rebuilt without a browser, exported and taken down', async () => {
      const folder = freshFolder();
      const time = clock();
      const site = await outlet();
      const archive = await openForTest(folder, time.now, { browser: {} });
      const source = await archive.follow(`${base(site)}/feed`, {
        allowPrivate: true,
        browser: true,
      });
      expect(source.browser).toBe(true);
      const first = await archive.fetch({ all: true });
      expect(first.failed).toEqual([]);
      const { article, revision } = await archive.article(`${base(site)}${ferry}`);
      expect(article.title).toBe('The ferry sails again');
      expect(revision.content.text).toContain('Paragraph 5 of the ferry');
      expect(revision.basis).toBe('page');
      expect(revision.extractor).toContain('+browser');
      const asked = (path: string) => site.asked.filter((one) => one === path).length;
      const [scripts, styles] = [asked('/app.js'), asked('/app.css')];
      expect(site.asked.filter((path) => path.startsWith('/api/'))).toHaveLength(2);

      time.pass(40 * hour);
      site.set(
        '/api/ferry.json',
        JSON.stringify({ title: 'The ferry sails again', text: words('the new ferry') }),
      );
      const again = await archive.fetch({ all: true });
      // The script says how long it stays as it is, the style does not.
      expect(asked('/app.js')).toBe(scripts);
      expect(asked('/app.css')).toBeGreaterThan(styles);
      expect(again).toMatchObject({ edited: 1, absences: 0, failed: [] });
      const edited = await archive.article(`${base(site)}${ferry}`);
      expect(edited.revision.number).toBe(2);
      expect(edited.revision.content.text).toContain('of the new ferry');
      await archive.close();
      expect((await auditCaptures(folderFiles(join(folder, 'captures')))).faults).toEqual([]);

      const before = await contents(folder);
      site.asked.length = 0;
      await rebuilt(folder, { more: ['--chromium', '/nowhere'] });
      expect(await contents(folder)).toEqual(before);
      expect(site.asked).toEqual([]);
      expect((await command(['doctor', '--archive', folder])).out).toContain('all well');

      const imported = await backFromWacz(folder, freshFolder(), time.now);
      expect(imported).toContain('Paragraph 5 of the new ferry');

      const taken = await command([
        'takedown',
        `${base(site)}${ferry}`,
        '--reason',
        'privacy',
        '--archive',
        folder,
      ]);
      expect([taken.code, taken.err]).toEqual([0, '']);
      const left = everything(folder);
      expect(left).not.toContain('of the ferry');
      expect(left).not.toContain('of the new ferry');
      expect(left).toContain('of the bridge');
      expect(left).toContain("document.cookie = 'seen=1");
      // The cookie of the script was sent, and its value stands in no record.
      expect(left).toMatch(/^cookie: withheld/im);
      expect(left).not.toMatch(/^cookie: seen/im);
      const kept = await contents(folder);
      await rebuilt(folder);
      expect(await contents(folder)).toEqual(kept);
      expect((await auditCaptures(folderFiles(join(folder, 'captures')))).ok).toBe(true);
    });

    it('have no words without the setting, and bring them once it is set', async () => {
      const folder = freshFolder();
      const time = clock();
      const site = await outlet();
      const archive = await openForTest(folder, time.now, { browser: {} });
      onTestFinished(() => archive.close());
      const url = `${base(site)}/feed`;
      await archive.follow(url, { allowPrivate: true });
      await archive.fetch({ all: true });
      expect(await archive.articles({ limit: 5 })).toEqual([]);
      expect(site.asked).not.toContain('/app.js');
      await archive.follow(url, { browser: true });
      time.pass(day);
      await archive.fetch({ all: true });
      expect((await archive.articles({ limit: 5 })).map(({ title }) => title).sort()).toEqual([
        'The bridge is mended',
        'The ferry sails again',
      ]);
      expect((await archive.follow(url, { browser: false })).browser).toBeUndefined();
    });

    it('reach no other port of the host that the source vouches for', async () => {
      const hits: string[] = [];
      const other = await serve((request, response) => {
        hits.push(request.url ?? '');
        response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('secret');
      });
      onTestFinished(() => other.close());
      const site = await outlet();
      site.set(ferry, shell('The ferry sails again', `ferry';window.other='${other.port}`));
      const archive = await openForTest(freshFolder(), clock().now, { browser: {} });
      onTestFinished(() => archive.close());
      const article = await archive.capture(`${base(site)}${ferry}`, {
        allowPrivate: true,
        browser: true,
      });
      const { revision } = await archive.article(article.id);
      const shown = Buffer.from((await archive.captured(revision.captureId)).bytes).toString();
      expect(shown).toContain('data-near="refused"');
      expect(hits).toEqual([]);
    });

    it('are shown with a script anew whose capture is damaged', async () => {
      const folder = freshFolder();
      const time = clock();
      const site = await outlet();
      const capture = async (path: string) => {
        const archive = await openForTest(folder, time.now, { browser: {} });
        const options = { allowPrivate: true, browser: true };
        const { title } = await archive.capture(`${base(site)}${path}`, options);
        const held = await archive.content(`${base(site)}/app.js` as Url);
        await archive.close();
        return { title, script: held?.capture };
      };
      const { script } = await capture(ferry);
      if (script === undefined) throw new TypeError('the script was not captured');
      flipByte(folder, script.record);
      time.pass(hour);
      const again = await capture(bridge);
      expect(again.title).toBe('The bridge is mended');
      expect(site.asked.filter((path) => path === '/app.js')).toHaveLength(2);
      expect(again.script?.payload).toBe(script.payload);
      expect(again.script?.id).not.toBe(script.id);
    });

    it('captured by hand are looked at again in the same way', async () => {
      const folder = freshFolder();
      const { now } = clock();
      const site = await outlet();
      const archive = await openForTest(folder, now, { browser: {} });
      const options = { allowPrivate: true, browser: true };
      const { id } = await archive.capture(`${base(site)}${ferry}`, options);
      await archive.capture(`${base(site)}${ferry}`, options);
      expect(await archive.revisions(id)).toHaveLength(1);
      await archive.close();
      const store = await openTestStore({ file: join(folder, 'backissue.sqlite') });
      const { services, close } = partsForTest(store, folder, now);
      onTestFinished(close);
      const [latest] = await store.latestRevisions([id]);
      const source = await store.source('captured');
      expect(source?.browser).toBeUndefined();
      expect(await lookedAtAs(services, source, latest)).toMatchObject({ browser: true });
      expect(await lookedAtAs(services, source, undefined)).toEqual(source);
    });
  },
);

describe('without a browser', () => {
  it('following with --browser says what to install', async () => {
    const { code, err } = await command([
      ...['follow', 'https://harbour.invalid/feed', '--browser'],
      ...['--archive', freshFolder(), '--chromium', '/nowhere/chromium'],
    ]);
    expect(code).toBe(1);
    expect(err).toContain('/nowhere/chromium');
    expect(err).toContain('install Chromium');
  });

  it.skipIf(skipped)(
    'a page waits, and is no evidence of anything (skipped without /usr/bin/chromium)',
    async () => {
      const folder = freshFolder();
      const time = clock();
      const site = await outlet();
      const url = `${base(site)}/feed`;
      const setting = await openForTest(folder, time.now, { browser: {} });
      await setting.follow(url, { allowPrivate: true, browser: true });
      await setting.close();
      const doctor = await command([
        'doctor',
        '--archive',
        folder,
        '--chromium',
        '/nowhere/chromium',
      ]);
      expect([doctor.code, doctor.out]).toEqual([0, expect.stringContaining('install Chromium')]);
      const told = await command(['sources', '--archive', folder, '--json']);
      expect(told.json()).toMatchObject({ sources: [{ browser: true }] });
      const none = await openForTest(folder, time.now, {
        browser: { executable: '/nowhere/chromium' },
      });
      const report = await none.fetch({ all: true });
      expect(report.failed.map(({ message }) => message).join()).toContain('/nowhere/chromium');
      expect(await none.articles({ limit: 5 })).toEqual([]);
      await none.close();
      time.pass(hour);
      const archive = await openForTest(folder, time.now, { browser: {} });
      await archive.fetch({ all: true });
      expect(await archive.articles({ limit: 5 })).toHaveLength(2);
      expect(await archive.absences()).toMatchObject({ gone: [], missed: [] });
      await archive.close();
    },
    120_000,
  );
});

/** The text of the ferry's article in an archive that has nothing but what another exported. */
async function backFromWacz(folder: string, out: string, now: () => number): Promise<string> {
  const archive = await openForTest(folder, now);
  await exportWebArchive(archive, out, {
    ...{ format: 'wacz', title: 'Harbour', software: 'test', text: false, by: 'month' },
  });
  await archive.close();
  const [name = ''] = readdirSync(out).filter((one) => one.endsWith('.wacz'));
  const other = freshFolder();
  const told = await command(['import', join(out, name), '--archive', other]);
  expect([told.code, told.err]).toEqual([0, '']);
  const again = await openForTest(other, now);
  try {
    const [found] = (await again.articles({ limit: 5 })).filter(({ title }) =>
      title.includes('ferry'),
    );
    return (await again.article(found?.id ?? '')).revision.content.text;
  } finally {
    await again.close();
  }
}
