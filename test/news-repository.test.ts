import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../src/demo/index.ts';
import {
  commitFiles,
  filesBelow,
  fullTextFeed,
  gitSays,
  type Paper,
  paperOf,
  paperText,
  serveFeed,
} from './news-parts.ts';
import { clock, command, scratch } from './newspaper.ts';

const data = join(import.meta.dirname, '../../shared/data');
const reference = join(data, 'reference/article.md');
const oldArchive = join(data, 'duty-format');

const time = clock();
let room: ReturnType<typeof scratch>;

/** Runs a command on the test's archive. */
const backissue = (...parameters: string[]) =>
  command(['--archive', join(room.folder, 'archive'), '--host-gap', '0', ...parameters], {
    now: time.now,
    env: { PATH: process.env['PATH'] ?? '' },
  });

async function told(...parameters: string[]) {
  const { code, out, err } = await backissue('--json', ...parameters);
  return { code, err, report: JSON.parse(out) };
}

const out = (name = 'out') => join(room.folder, name);
const read = (path: string) => readFileSync(join(room.folder, path), 'utf8');

describe('a full-text feed, kept and written out', { timeout: 60_000 }, () => {
  let close: () => Promise<void>;
  beforeEach(() => {
    room = scratch();
  });
  afterEach(async () => {
    await close();
    room.clear();
  });

  async function keep(papers: readonly Paper[]): Promise<void> {
    const server = await serveFeed(() => fullTextFeed('法广', papers));
    close = server.close;
    const followed = await told(
      ...['follow', server.url, '--allow-private', '--body', 'feed'],
      ...['--name', '法广', '--folder', 'rfi'],
    );
    expect(followed).toMatchObject({ code: 0 });
    const { code, report } = await told('--images', 'no', 'fetch', '--all');
    expect([code, report.articles, report.failed]).toEqual([0, papers.length, []]);
  }

  it.skipIf(!existsSync(reference))(
    'gives the reference article byte for byte, and its list page',
    async () => {
      const text = readFileSync(reference, 'utf8');
      const paper = paperOf(text);
      expect(paperText(paper)).toBe(text);
      await keep([paper]);
      expect(await told('export', out(), '--body', 'original')).toMatchObject({
        code: 0,
        report: { files: 1, written: 1 },
      });
      expect(read('out/articles/rfi/1048575.md')).toBe(text);
      expect(read('out/lists/法广.md')).toBe(
        `法广\n------\n\n9-5 [${paper.title}](/articles/rfi/1048575.md)\n\n`,
      );
    },
  );

  it.skipIf(!existsSync(reference))(
    'drops the share bar of the reference article from a clean export',
    async () => {
      const paper = paperOf(readFileSync(reference, 'utf8'));
      await keep([paper]);
      await told('export', out());
      const clean = paperOf(read('out/articles/rfi/1048575.md'));
      expect(clean).toMatchObject({ epoch: paper.epoch, title: paper.title, url: paper.url });
      expect(clean.body).toContain('金正恩计划本月乘坐装甲列车');
      expect(clean.body).not.toMatch(/分享|订阅|电子邮件|RSS|<svg|<button/i);
    },
  );

  const awkward: Paper[] = [
    {
      // 2024-12-31, 16:30 in UTC: the next year in GMT+8.
      epoch: Date.UTC(2024, 11, 31, 16, 30),
      title: '甲](乙 | "丙" & 丁 <戊> \\',
      url: 'https://news.example/2024/%e6%96%87?a=1&b=(2)',
      body: '<p>一 &amp; 二 &lt;三&gt; “四” if (a[b[0]]>c) \u2028 <b>x</b>&nbsp;y</p><img src="https://img.example/1.jpg?w=1&amp;h=2">',
    },
    {
      epoch: Date.UTC(2025, 0, 1, 2),
      title: '[视频] 新年 (上) | 第 1 集',
      url: 'https://news.example/2025/plain',
      body: '<p>新年的第一天，城里的人都到江边去看日出。有人带着孩子，有人带着老人，天很冷，但是没有风。</p><script>]]></script><div class="share"><a href="https://share.example/">分享到微博</a></div>',
    },
  ];

  it('keeps awkward titles, addresses and bodies to the byte', async () => {
    await keep(awkward);
    await told('export', out(), '--body', 'original');
    const files = [...filesBelow(out('out/articles'))].map(([, bytes]) => bytes.toString());
    expect(new Set(files)).toEqual(new Set(awkward.map(paperText)));
    const page = read('out/lists/法广.md');
    expect(page).toContain('1-1 [[视频] 新年 (上) | 第 1 集](/articles/rfi/1048574.md)\n');
    expect(page).toContain('1-1 [甲\\](乙 | "丙" & 丁 <戊> \\\\](/articles/rfi/1048575.md)\n');
  });

  it('writes the clean body by default, without its share bar and script', async () => {
    await keep(awkward.slice(1));
    await told('export', out());
    const { body } = paperOf(read('out/articles/rfi/1048575.md'));
    expect(body).toContain('新年的第一天');
    expect(body).not.toMatch(/分享|script|\]\]>/);
  });

  it('gives an article that comes later the next lower place, and nothing when nothing came', async () => {
    const papers = awkward.slice(0, 1);
    await keep(papers);
    await told('export', out(), '--body', 'original');
    papers.push(...awkward.slice(1));
    time.pass(3_600_000);
    const server = await told('--images', 'no', 'fetch', '--all');
    expect(server.report.articles).toBe(1);
    const { report } = await told('export', out(), '--body', 'original');
    expect(report).toMatchObject({ written: 1, unchanged: 1 });
    expect(read('out/articles/rfi/1048574.md')).toBe(paperText(awkward[1] as Paper));
    const before = filesBelow(out());
    expect((await told('export', out(), '--body', 'original')).report.written).toBe(0);
    expect(filesBelow(out())).toEqual(before);
  });
});

/** The bytes of all files of each outlet, as digests in order. */
function shelves(folder: string): Record<string, string[]> {
  const files = [...filesBelow(join(folder, 'articles'))];
  const outlets = Object.groupBy(files, ([path]) => path.split('/')[0] ?? '');
  return Object.fromEntries(
    Object.entries(outlets).map(([outlet, own = []]) => [
      outlet,
      own.map(([, bytes]) => createHash('sha256').update(bytes).digest('hex')).sort(),
    ]),
  );
}

/** `outlet/number` of all files, each number once. */
const numbers = (folder: string): Set<string> =>
  new Set(
    [...filesBelow(join(folder, 'articles')).keys()].map((path) => {
      const [outlet = '', name = ''] = path.split('/');
      return `${outlet}/${Number.parseInt(name, 10)}`;
    }),
  );

describe.skipIf(!existsSync(oldArchive))('the files of a real archive', () => {
  beforeAll(() => {
    room = scratch();
  });
  afterAll(() => room.clear());

  it('come in whole, go out byte for byte under their own places, and never twice', async () => {
    const articles = readFileSync(join(oldArchive, 'MANIFEST.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('"path": "articles/')).length;
    const first = await told('import', oldArchive, '--format', 'news-repository');
    // Two files are another's twin under a second place: one capture, two files.
    expect(first.report).toMatchObject({ read: articles, imported: articles - 2, unchanged: 2 });
    expect([first.code, first.report.failed]).toEqual([0, []]);

    const { code, report } = await told('export', out(), '--body', 'original');
    expect([code, report.failed]).toEqual([0, []]);
    expect(report).toMatchObject({ files: articles, written: articles });
    expect(shelves(out())).toEqual(shelves(oldArchive));
    // Every number comes back; the five second files of one number stand above it.
    const kept = numbers(out());
    expect([...numbers(oldArchive)].filter((number) => !kept.has(number))).toEqual([]);
    expect(kept.size).toBe(articles);

    const again = await told('export', out(), '--body', 'original');
    expect(again.report).toMatchObject({ written: 0, unchanged: articles, removed: 0 });
    const twice = await told('import', oldArchive);
    expect(twice.report).toMatchObject({ read: articles, imported: 0, revisions: 0 });
    const third = await told('export', out(), '--body', 'original');
    expect(third.report).toMatchObject({ written: 0, removed: 0 });
  }, 300_000);
});

describe('a git history, imported and written out', { timeout: 60_000 }, () => {
  const start = Date.UTC(2024, 0, 1);
  const hour = 3_600_000;
  let hours = 0;
  beforeEach(() => {
    room = scratch();
    hours = 0;
    mkdirSync(out('old'));
  });
  afterEach(() => room.clear());

  const paper = (name: string, body = `<p>${name} 的正文，第一版。</p>`): string =>
    paperText({
      epoch: start,
      title: `标题 ${name}`,
      url: `https://news.example/${name}`,
      body,
    });
  const commit = (files: Readonly<Record<string, string | undefined>>) => {
    hours += 1;
    return commitFiles(out('old'), start + hours * hour, files);
  };
  const bring = async () => {
    const { code, report } = await told('import', out('old'));
    expect([code, report.failed]).toEqual([0, []]);
    return report;
  };
  const written = async (): Promise<Record<string, string>> => {
    await told('export', out(), '--body', 'original');
    const files = [...filesBelow(out('out/articles'))].map(([path, bytes]) => [path, `${bytes}`]);
    return Object.fromEntries(files);
  };
  const history = async (name: string) =>
    (await told('history', `https://news.example/${name}`)).report;

  it('shows every edit as a revision, in order, at the time of its commit', async () => {
    const second = paper('a', '<p>a 的正文，第二版。</p>');
    const third = paper('a', '<p>a 的正文，第三版，多了一句。</p>');
    await commit({ 'articles/rfi/1000.md': paper('a') });
    await commit({ 'articles/rfi/1000.md': second });
    await commit({ 'articles/rfi/1000.md': third });
    expect(await bring()).toMatchObject({ read: 3, imported: 3, revisions: 3 });
    const { revisions } = await history('a');
    const seen = revisions.map((one: { seenAt: string }) => Date.parse(one.seenAt));
    expect(seen).toEqual([1, 2, 3].map((count) => start + count * hour));
    expect(revisions[2].previous).toBe(revisions[1].id);
    const { report } = await told('show', 'https://news.example/a', '--revision', '1');
    expect(report.text).toContain('第一版');
    expect(await written()).toEqual({ 'rfi/0001000.md': third });
    expect(await bring()).toMatchObject({ read: 3, imported: 0, revisions: 0 });
  });

  it('shows an article that returned to its first words as it stands', async () => {
    const edited = paper('a', '<p>a 的正文，一时改过。</p>');
    await commit({ 'articles/rfi/1000.md': paper('a') });
    await commit({ 'articles/rfi/1000.md': edited });
    await commit({ 'articles/rfi/1000.md': paper('a') });
    await bring();
    expect((await history('a')).revisions).toHaveLength(3);
    const { report } = await told('show', 'https://news.example/a');
    expect(report.text).toContain('第一版');
    expect(await written()).toEqual({ 'rfi/0001000.md': paper('a') });
    expect(await bring()).toMatchObject({ imported: 0, revisions: 0 });
  });

  it('recovers what the rollover overwrote, newest first by name', async () => {
    await commit({
      'articles/rfi/1000001.md': paper('a'),
      'articles/rfi/1000000.md': paper('b'),
    });
    await commit({ 'articles/rfi/999999.md': paper('c') });
    for (const name of ['d', 'e']) await commit({ 'articles/rfi/999999.md': paper(name) });
    await commit({ 'articles/rfi/999999.md': paper('f'), 'articles/rfi/999998.md': paper('g') });
    expect((await bring()).imported).toBe(7);
    expect(await written()).toEqual({
      'rfi/0999995.md': paper('g'),
      'rfi/0999996.md': paper('f'),
      'rfi/0999997.md': paper('e'),
      'rfi/0999998.md': paper('d'),
      'rfi/0999999.md': paper('c'),
      'rfi/1000000.md': paper('b'),
      'rfi/1000001.md': paper('a'),
    });
    const listed = [...read('out/lists/法广.md').matchAll(/标题 (.)/g)].map(([, name]) => name);
    expect(listed.join('')).toBe('gfedcba');
  });

  it('keeps what comes after a rollover below everything recovered', async () => {
    await commit({ 'articles/rfi/999999.md': paper('a') });
    await commit({ 'articles/rfi/999999.md': paper('b') });
    await bring();
    await written();
    await commit({ 'articles/rfi/999999.md': paper('c') });
    await bring();
    expect(await written()).toEqual({
      'rfi/0999997.md': paper('c'),
      'rfi/0999998.md': paper('b'),
      'rfi/0999999.md': paper('a'),
    });
  });

  it('recovers a file that was deleted', async () => {
    await commit({ 'articles/rfi/1000.md': paper('a'), 'articles/rfi/999.md': paper('b') });
    await commit({ 'articles/rfi/1000.md': undefined });
    await bring();
    expect(await written()).toEqual({ 'rfi/0000999.md': paper('b'), 'rfi/0001000.md': paper('a') });
  });

  it('makes one outlet of its Chinese and its Latin folder', async () => {
    await commit({ 'articles/法广/1001_标题 a.md': paper('a') });
    await commit({ 'articles/法广/1001_标题 a.md': undefined, 'articles/rfi/1001.md': paper('a') });
    await commit({ 'articles/rfi/1000.md': paper('b') });
    await bring();
    const { report } = await told('sources');
    const titles = (report.sources ?? report).map((one: { title: string }) => one.title);
    expect(titles).toEqual(['法广']);
    expect((await history('a')).revisions).toHaveLength(1);
    expect(await written()).toEqual({ 'rfi/0001000.md': paper('b'), 'rfi/0001001.md': paper('a') });
  });

  it('keeps both files that an article has under one number', async () => {
    const retitled = paper('a').replace('标题 a', '新标题 a');
    await commit({ 'articles/rfi/1000_标题.md': paper('a'), 'articles/rfi/1001.md': paper('b') });
    await commit({ 'articles/rfi/1000_新标题.md': retitled, 'articles/rfi/999.md': paper('c') });
    await bring();
    const files = {
      'rfi/0000999.md': paper('c'),
      'rfi/0001000.md': retitled,
      'rfi/0001001.md': paper('b'),
      'rfi/0001002.md': paper('a'),
    };
    expect(await written()).toEqual(files);
    expect(read('out/lists/法广.md')).toMatch(/\[新标题 a\].*\n\n.*\n\n.*\[标题 a\]/);
    await bring();
    expect(await written()).toEqual(files);
  });

  const change = fc.record({
    path: fc
      .tuple(fc.constantFrom('rfi', '法广'), fc.integer({ min: 999_998, max: 1_000_001 }))
      .map(([outlet, slot]) => `articles/${outlet}/${slot}.md`),
    text: fc.option(
      fc
        .tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 1, max: 3 }))
        .map(([name, edition]) => paper(name, `<p>${name} 的正文，第 ${edition} 版。</p>`)),
    ),
  });

  interface Step {
    readonly changes: readonly { readonly path: string; readonly text: string | null }[];
    /** Imported and exported after this commit too. */
    readonly brought: boolean;
  }
  const step: fc.Arbitrary<Step> = fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    brought: fc.boolean(),
  });

  /** Makes a step's commit; `standing` is what the newest state then holds. */
  async function take({ changes, brought }: Step, standing: Map<string, string>): Promise<void> {
    const last = new Map(changes.map(({ path, text }) => [path, text ?? undefined]));
    const real = [...last].filter(([path, text]) => text !== undefined || standing.has(path));
    if (real.length === 0) return;
    for (const [path, text] of real) {
      if (text === undefined) standing.delete(path);
      else standing.set(path, text);
    }
    await commit(Object.fromEntries(real));
    if (!brought) return;
    await bring();
    await written();
  }

  async function losesNothing(steps: readonly Step[]): Promise<void> {
    room.clear();
    room = scratch();
    hours = 0;
    mkdirSync(out('old'));
    const standing = new Map<string, string>();
    const seen = new Set<string>();
    for (const one of steps) {
      await take(one, standing);
      for (const text of standing.values()) seen.add(paperOf(text).url);
    }
    if (seen.size === 0) return;
    await bring();
    const exported = await written();
    const texts = new Set(Object.values(exported));
    expect([...standing.values()].filter((text) => !texts.has(text))).toEqual([]);
    expect(new Set([...texts].map((text) => paperOf(text).url))).toEqual(seen);
    expect(await bring()).toMatchObject({ imported: 0, revisions: 0 });
    expect(await written()).toEqual(exported);
  }

  it('of any shape, brought in at any pace, loses no standing file and no article', async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: 7 });
    await fc.assert(fc.asyncProperty(steps, losesNothing), { numRuns: 3 });
  }, 240_000);

  it('names what cannot be read, and brings in the rest', async () => {
    await commit({
      'articles/rfi/1000.md': paper('a'),
      'articles/rfi/999.md': 'no article',
      'articles/rfi/998_两\n行.md': paper('b'),
    });
    const { code, report } = await told('import', out('old'));
    expect([code, report.read, report.imported]).toEqual([1, 3, 2]);
    expect(report.failed).toMatchObject([{ path: 'articles/rfi/999.md', code: 'invalid' }]);
    const people = await backissue('import', out('old'));
    expect(people.out).toContain('articles/rfi/999.md');
  });

  it('joins the outlet that is followed already in the same folder', async () => {
    const server = await serveFeed(() => fullTextFeed('法广', []));
    await told('follow', server.url, '--allow-private', '--name', '法广', '--folder', 'rfi');
    await server.close();
    await commit({ 'articles/rfi/1000.md': paper('a') });
    await bring();
    const { report } = await told('sources');
    expect(report.sources ?? report).toHaveLength(1);
    expect(await written()).toEqual({ 'rfi/0001000.md': paper('a') });
  });

  it('comes back from its own export with the same places and bytes', async () => {
    await commit({ 'articles/rfi/999999.md': paper('a'), 'articles/dw/5.md': paper('x') });
    await commit({ 'articles/rfi/999999.md': paper('b') });
    await bring();
    const before = await written();
    await told('--archive', out('second'), 'import', out());
    await told('--archive', out('second'), 'export', out('again'), '--body', 'original');
    expect(filesBelow(out('again'))).toEqual(filesBelow(out()));
    expect(Object.keys(before)).toHaveLength(3);
  });
});

describe('the hourly pass of the demo newspaper to two remotes', () => {
  let demo: Demo;
  const settings = () => [
    ...['--publish-dir', out('news'), '--publish-author', 'The Desk <desk@news.example>'],
    ...['--publish-remotes', `one=${out('one.git')},two=${out('two.git')}`],
  ];
  const pass = () => told(...settings(), 'work', '--once');
  const commits = async (name: string) => {
    const log = await gitSays(out(name), 'log', '--format=%H|%an <%ae>|%cn <%ce>|%ai|%ci', 'main');
    return log.split('\n');
  };

  beforeAll(async () => {
    room = scratch();
    for (const name of ['one.git', 'two.git']) {
      mkdirSync(out(name));
      await gitSays(out(name), 'init', '--bare', '--quiet', '--initial-branch=main');
    }
    demo = await startDemo({ now: time.now });
    for (const { feeds, name } of demo.outlets) {
      const urls = Object.values(feeds);
      await told('follow', ...urls, '--allow-private', '--folder', name);
    }
  });
  afterAll(async () => {
    await demo.close();
    room.clear();
  });

  it('commits once an edition, never without news, and brings a lost remote level', async () => {
    for (let edition = 1; edition <= 3; edition += 1) {
      if (edition > 1) demo.publishNextEdition();
      const { report } = await pass();
      expect(report.published.pushed.map((push: { ok: boolean }) => push.ok)).toEqual([true, true]);
      expect(await commits('one.git')).toHaveLength(edition);
      expect(await commits('two.git')).toEqual(await commits('one.git'));
      time.pass(2 * 3_600_000);
    }
    await quiet();
    await oneRemoteLost();
  }, 240_000);

  /** Passes until all that waits for a second try is in; then one more makes no commit. */
  async function quiet(): Promise<void> {
    for (let tries = 0; tries < 5; tries += 1) {
      const { report } = await pass();
      time.pass(2 * 3_600_000);
      if (report.published.commit === undefined) break;
    }
    const before = await commits('one.git');
    const { report } = await pass();
    expect(report.published).not.toHaveProperty('commit');
    expect(await commits('one.git')).toEqual(before);
    for (const line of before) {
      const [, author, committer, authored, committed] = line.split('|');
      expect([author, committer]).toEqual(Array(2).fill('The Desk <desk@news.example>'));
      expect(authored).toMatch(/^2026-11-2\d \d\d:00:00 \+0000$/);
      expect(committed).toBe(authored);
    }
  }

  async function oneRemoteLost(): Promise<void> {
    renameSync(out('two.git'), out('away.git'));
    demo.publishNextEdition();
    time.pass(2 * 3_600_000);
    const lost = await pass();
    expect(lost.report.published.pushed).toMatchObject([
      { remote: 'one', ok: true },
      { remote: 'two', ok: false, message: expect.stringContaining('two') },
    ]);
    expect(lost.code).toBe(1);
    const published = await backissue(...settings(), 'publish');
    expect(published.code).toBe(1);
    expect(published.out).toContain('The remote two did not take the push');
    expect(await commits('away.git')).not.toEqual(await commits('one.git'));
    renameSync(out('away.git'), out('two.git'));
    const level = await pass();
    expect(level.report.published).not.toHaveProperty('commit');
    expect(await commits('two.git')).toEqual(await commits('one.git'));
  }
});

describe('an OPML file', () => {
  beforeEach(() => {
    room = scratch();
  });
  afterEach(() => room.clear());

  const opml = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>订阅</title></head><body>
<outline text="新闻"><outline text="法语"><outline type="rss" text="法广 &amp; 友" xmlUrl="https://a.example/feed?x=1&amp;y=2"/></outline>
<outline type="rss" text="德国之声" xmlUrl="https://b.example/feed"/></outline>
<outline type="rss" text="Alone &lt;b&gt;" xmlUrl="https://c.example/feed"/>
</body></opml>`;

  it('with nested folders comes back equal', async () => {
    writeFileSync(out('in.opml'), opml);
    const first = await told('import', out('in.opml'));
    expect(first).toMatchObject({ code: 0, report: { read: 3, imported: 3, failed: [] } });
    expect(await told('import', out('in.opml'))).toMatchObject({ report: { imported: 0 } });
    await told('export', out('out.opml'), '--format', 'opml');
    await told('--archive', out('second'), 'import', out('out.opml'));
    await told('--archive', out('second'), 'export', out('again.opml'), '--format', 'opml');
    expect(read('again.opml')).toBe(read('out.opml'));
    const shape = outlines(read('out.opml'));
    expect(shape).toEqual(outlines(opml));
    const again = await told('export', out('out.opml'), '--format', 'opml');
    expect(again.report).toMatchObject({ written: 0, unchanged: 1 });
  });

  it('that had to be mended is imported with warnings, and is no failure', async () => {
    writeFileSync(
      out('torn.opml'),
      `<opml version="1.0"><body><outline text="UI / UX"><outline text="Quay & Co" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
<outline text="No web" xmlUrl="gopher://b.example/"/></outline>`,
    );
    const { code, report } = await told('import', out('torn.opml'));
    expect([code, report]).toMatchObject([0, { read: 1, imported: 1, failed: [] }]);
    const { warnings } = report as unknown as { warnings: string[] };
    expect(warnings.join(' ')).toContain('no http address');
    const { report: listed } = await told('sources');
    expect(listed).toMatchObject({
      sources: [{ folder: 'UI \\/ UX', home: 'https://a.example/' }],
    });
    const { sources } = listed as unknown as { sources: { id: string }[] };
    const whole = await backissue('sources', sources[0]?.id ?? '');
    expect(whole.out).toMatch(/folder +UI \/ UX$/m);
  });

  /** Each feed as `folder/folder/title address`. */
  function outlines(text: string): Set<string> {
    const open: string[] = [];
    const found: string[] = [];
    for (const [tag] of text.matchAll(/<\/outline>|<outline[^>]*>/g)) {
      if (tag === '</outline>') {
        open.pop();
        continue;
      }
      const name = /\btext="([^"]*)"/.exec(tag)?.[1] ?? '';
      const url = /\bxmlUrl="([^"]*)"/.exec(tag)?.[1];
      if (url !== undefined) found.push(`${[...open, name].join('/')} ${url}`);
      if (!tag.endsWith('/>')) open.push(name);
    }
    return new Set(found);
  }
});
