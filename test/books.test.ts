import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBuffer, type ZipFile } from 'yauzl';
import type { Archive } from '../src/archive/index.ts';
import { createReader } from '../src/web/index.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rss, type Site, startSite } from './small-site.ts';

const hour = 3_600_000;
const epubcheck = '/usr/share/java/epubcheck.jar';
/** The smallest GIF there is. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const bridge = '/2024/03/harbour-bridge-opens';
const ferry = '/2024/03/渡轮停航';
const arabic = '/2024/03/arabic';
const hostile = '/2024/03/hostile';

const page = (language: string, title: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><title>${title}</title><meta name="author" content="Lin &amp; Wei &lt;x&gt;"></head><body><article><h1>${title}</h1>${body}</article></body></html>`;
const often = (text: string) => `<p>${text}</p>`.repeat(6);

/** Words, well set and badly set, that a book has to hold. */
const broken = `<p>One <b>bold <i>both</b> italic</i> &copy; &nbsp; <a href="https://a.example/a|b?x={1}">link</a>
<table><td>cell<td>other<tr><li>loose</table><dl><dd>first</dd></dl><ruby>渡<rt>dù</ruby><ol reversed start=3><li>x</ol>
<script>alert(1)</script><svg><script>alert(2)</script></svg><p onclick="alert(3)">clicked</p>
<a href="javascript:alert(4)">run</a> <img src="/none.png" alt='a "b" <c>'> ]]&gt; <!-- -- --> &#0; \u0001`;

async function filesOf(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, file) =>
      error ? reject(error) : resolve(file),
    ),
  );
  const files = new Map<string, string>();
  return await new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(files));
    zip.on('entry', (entry) =>
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        const parts: Buffer[] = [];
        stream.on('data', (part) => parts.push(part));
        stream.on('end', () => {
          files.set(entry.fileName, Buffer.concat(parts).toString());
          zip.readEntry();
        });
      }),
    );
    zip.readEntry();
  });
}

describe('a book', () => {
  const time = clock();
  const { folder, freshFolder, clear } = scratch();
  let site: Site;
  let archive: Archive;
  let reader: Hono;
  let outlet: string;

  const bytesAt = async (path: string) => {
    const answer = await reader.request(path, { headers: { 'Accept-Language': 'en' } });
    expect([path, answer.status, answer.headers.get('Content-Type')]).toEqual([
      ...[path, 200, 'application/epub+zip'],
    ]);
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  beforeAll(async () => {
    site = await startSite({
      '/feed': rss([bridge, ferry, arabic, hostile].map(encodeURI)),
      [bridge]: page(
        'en',
        'Harbour bridge opens',
        `${often('The bridge is open to 1,200 people, the harbour office said on Monday.')}<p><img src="/bridge.gif" alt="The bridge"></p>`,
      ),
      [encodeURI(ferry)]: page(
        'zh-CN',
        '渡轮停航',
        often('因大风，往返两岸的渡轮周一全天停航，港务处说。'),
      ),
      [arabic]: page(
        'ar',
        'افتتاح الجسر',
        often('افتتح الجسر يوم الاثنين أمام الناس، كما قال مكتب الميناء.'),
      ),
      [hostile]: page(
        'en',
        'A &lt;b&gt; &amp; "c" ]]&gt;',
        `${often('Plain words stand here, so that there is an article.')}${broken}`,
      ),
      '/bridge.gif': { type: 'image/gif', body: gif },
    });
    archive = await openForTest(folder, time.now);
    const source = await archive.follow(site.url('/feed'), {
      ...{ allowPrivate: true, name: 'The Courier & <Co>', folder: 'Harbour/City' },
    });
    outlet = source.id;
    await archive.fetch({ all: true });
    site.set(
      bridge,
      page(
        'en',
        'Harbour bridge opens',
        `${often('The bridge is open to 1,400 people, the harbour office said on Monday.')}<p><img src="/bridge.gif" alt="The bridge"></p>`,
      ),
    );
    time.pass(8 * hour);
    await archive.fetch({ all: true });
    reader = createReader({ archive, now: time.now, title: 'The Archive', timeZone: 'UTC' });
  });

  afterAll(async () => {
    await archive.close();
    await site.close();
    clear();
  });

  it('holds the articles of an outlet with their pictures, times and digests', async () => {
    const { answer, bytes } = await bytesAt(`/book.epub?outlet=${outlet}`);
    expect(answer.headers.get('Content-Disposition')).toBe(`attachment; filename="${outlet}.epub"`);
    const files = await filesOf(bytes);
    expect([...files.keys()][0]).toBe('mimetype');
    expect(files.get('mimetype')).toBe('application/epub+zip');
    const chapters = [...files].filter(([name]) => /^EPUB\/a\d+\.xhtml$/.test(name));
    expect(chapters).toHaveLength(4);
    const text = chapters.map(([, one]) => one).join('');
    expect(text).toContain('1,400 people');
    expect(text).toMatch(/<p class="digest">sha256:[0-9a-f]{64}<\/p>/);
    expect(text).toContain('Edited once before.');
    expect(text).toMatch(/<img src="[0-9a-f]{20}\.gif" alt="The bridge"\/>/);
    expect(text).toContain('<h1 xml:lang="ar" lang="ar" dir="rtl">افتتاح الجسر</h1>');
    expect(text).not.toMatch(/<script|javascript:|onclick/);
    expect([...files.keys()].filter((name) => name.endsWith('.gif'))).toHaveLength(1);
  });

  it('is the same to the last byte when it is made again', async () => {
    const path = `/book.epub?outlet=${outlet}`;
    expect((await bytesAt(path)).bytes.equals((await bytesAt(path)).bytes)).toBe(true);
  });

  it('is made of a day, a folder, a search or an article too, and offered on their pages', async () => {
    const { id } = (await archive.articles({ limit: 1 }))[0] ?? { id: '' };
    const day = (await archive.articles({ limit: 1 }))[0]?.sortAt.slice(0, 10);
    for (const [path, at] of [
      [`/book.epub?day=${day}`, `/day/${day}`],
      [`/book.epub?folder=Harbour%2FCity`, undefined],
      [`/book.epub?q=ferry+OR+bridge`, '/search?q=ferry+OR+bridge'],
      [`/book.epub?article=${id}`, `/article/${id}`],
      [`/book.epub?outlet=${outlet}`, `/outlet/${outlet}`],
    ] as const) {
      expect((await filesOf((await bytesAt(path)).bytes)).size).toBeGreaterThan(7);
      if (at === undefined) continue;
      const shown = await (await reader.request(at)).text();
      expect([at, shown]).toEqual([at, expect.stringContaining(`href="${path}"`)]);
    }
  });

  it('is refused in a sentence where there is nothing to make it of', async () => {
    for (const [path, status] of [
      ['/book.epub', 400],
      ['/book.epub?day=2026-13-01', 400],
      ['/book.epub?day=1999-01-01', 404],
      ['/book.epub?outlet=none', 404],
      ['/book.epub?folder=none', 404],
      ['/book.epub?q=', 400],
      ['/book.epub?article=zzz', 404],
    ] as const) {
      const answer = await reader.request(path);
      expect([path, answer.status]).toEqual([path, status]);
    }
  });

  it('comes from the command line in the language of its articles', async () => {
    const file = `${freshFolder()}.epub`;
    const base = ['export', file, '--format', 'epub', '--archive', folder];
    const { code, json } = await command([...base, '--query', '渡轮', '--json']);
    expect(code).toBe(0);
    expect(json()).toMatchObject({ files: 1, written: 1, articles: 1, failed: [] });
    const files = await filesOf(readFileSync(file));
    expect(files.get('EPUB/nav.xhtml')).toContain('目录');
    expect(files.get('EPUB/package.opf')).toContain('<dc:language>zh');
    const two = await command([...base, '--query', 'x', '--day', '2026-11-24']);
    expect(two).toMatchObject({ code: 2, err: expect.stringContaining('give one') });
    const named = await command(['export', folder, '--format', 'epub', '--archive', folder]);
    expect(named).toMatchObject({ code: 2, err: expect.stringContaining('.epub') });
  });

  it.skipIf(!existsSync(epubcheck))(
    'passes epubcheck without a warning (Debian’s epubcheck)',
    async () => {
      const file = join(folder, 'checked.epub');
      writeFileSync(file, (await bytesAt(`/book.epub?outlet=${outlet}`)).bytes);
      const told = execFileSync('java', ['-jar', epubcheck, '--failonwarnings', file], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      expect(told).toContain('No errors or warnings detected.');
    },
    60_000,
  );
});
