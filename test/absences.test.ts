import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../src/archive/index.ts';
import { listWarcFiles, scanWarc } from '../src/warc/index.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { closing, listening, rss } from './own-feed.ts';

const hour = 3_600_000;
const story = (name: string) =>
  `<!doctype html><html lang="en"><head><title>${name}</title></head><body><article><h1>${name}</h1>${Array.from(
    { length: 8 },
    (_, at) =>
      `<p>${name} was told of at the ${at + 3}th meeting of those who keep the harbour, and ${name} will be told of again.</p>`,
  ).join('')}</article></body></html>`;

type Answer = (response: ServerResponse, path: string) => void;
const page =
  (body: string, status = 200): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body);

describe('an article that is not served', () => {
  const time = clock();
  let answers: Record<string, Answer>;
  let otherwise: Answer;
  let asked: string[];
  let server: Server;
  let origin: string;
  let archive: Archive;
  let folder: string;
  let clear: () => void;

  beforeEach(async () => {
    otherwise = page('<p>There is no such page.</p>', 404);
    answers = {};
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      (answers[request.url ?? ''] ?? otherwise)(response, request.url ?? '');
    });
    origin = `http://127.0.0.1:${await listening(server)}`;
    ({ folder, clear } = scratch());
    archive = await openForTest(folder, time.now);
  });

  afterEach(async () => {
    await archive.close();
    server.closeAllConnections();
    await closing(server);
    clear();
  });

  const feed = (items: readonly string[]): Answer => {
    const text = rss(items);
    return (response) =>
      void response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(text);
  };
  const item = (path: string, title: string, more = '') =>
    `<item><title>${title}</title><guid isPermaLink="false">${path}</guid><link>${origin}${path}</link>${more}</item>`;
  const look = async (hours = 1) => {
    time.pass(hours * hour);
    return await archive.fetch({ all: true });
  };
  const publish = async (...names: readonly string[]) => {
    for (const name of names) answers[`/2026/11/${name}`] = page(story(name));
    answers['/feed'] = feed(names.map((name) => item(`/2026/11/${name}`, name)));
    await archive.follow(`${origin}/feed`, { allowPrivate: true });
    await look();
  };
  const state = (name: string) => archive.article(`${origin}/2026/11/${name}`);

  it('is told from a page that its host answers at any address, whatever that says', async () => {
    await publish('the-ferry-bell', 'the-north-wall', 'the-tide-mill');
    for (const name of ['the-ferry-bell', 'the-north-wall']) delete answers[`/2026/11/${name}`];
    otherwise = page(sorry);
    answers['/2026/11/the-tide-mill'] = page(story('the-tide-mill').replaceAll('harbour', 'mill'));
    await look();
    const [bell, wall, mill] = await Promise.all(
      ['the-ferry-bell', 'the-north-wall', 'the-tide-mill'].map(state),
    );
    expect([bell?.article.absent, bell?.article.revisions]).toEqual(['soft-404', 1]);
    expect([wall?.article.absent, wall?.article.revisions]).toEqual(['soft-404', 1]);
    expect([mill?.article.absent, mill?.article.revisions]).toEqual([undefined, 2]);
  });

  const sorry =
    '<title>Harbour</title><h1>Our harbour</h1><p>We have moved on to other things. Thank you for having read us all these years, and all the best to you and yours.</p>';

  it('is not taken for written anew while its host does not say what it answers at any address', async () => {
    await publish('the-ferry-bell');
    answers['/2026/11/the-ferry-bell'] = page(sorry);
    for (const status of [503, 429]) {
      otherwise = page('Busy', status);
      const { failed } = await look();
      expect(failed.map(({ message }) => message).join()).toContain('looked at again');
      const { article } = await state('the-ferry-bell');
      expect([article.absent, article.revisions]).toEqual([undefined, 1]);
    }
    otherwise = page(sorry);
    await look();
    const { article } = await state('the-ferry-bell');
    expect([article.absent, article.revisions]).toEqual(['soft-404', 1]);
  });

  it('is taken for written anew where its host goes on for hours without such an answer', async () => {
    await publish('the-ferry-bell');
    answers['/2026/11/the-ferry-bell'] = page(sorry);
    otherwise = page('Oops', 500);
    const revisions: number[] = [];
    for (let hours = 0; hours < 7; hours += 1) {
      await look();
      revisions.push((await state('the-ferry-bell')).article.revisions);
    }
    expect(revisions).toEqual([1, 1, 1, 1, 1, 1, 2]);
  });

  it('costs its host one question more, whatever the answer links to', async () => {
    await publish('the-ferry-bell');
    const next = '<div class="pager"><a href="?page=2">Next page</a></div>';
    const blank = page(`<title>Harbour</title><article>${sorry.repeat(3)}</article>${next}`);
    answers['/2026/11/the-ferry-bell'] = blank;
    const before = asked.length;
    otherwise = blank;
    await look();
    const more = asked.slice(before).filter((path) => path.includes('no-such-page'));
    expect(more).toEqual([expect.stringMatching(/no-such-page-[0-9a-f]{12}$/)]);
    expect((await state('the-ferry-bell')).article.absent).toBe('soft-404');
  });

  it('is told from an article that was written anew from its first word to its last', async () => {
    await publish('the-ferry-bell');
    answers['/2026/11/the-ferry-bell'] = page(
      story('Market day').replaceAll('harbour', 'square').replaceAll('meeting', 'gathering'),
    );
    await look();
    const { article } = await state('the-ferry-bell');
    expect([article.absent, article.revisions]).toEqual([undefined, 2]);
  });

  it('is looked for when its feed tells of it anew, and the feed does not end the absence', async () => {
    await publish('the-ferry-bell');
    delete answers['/2026/11/the-ferry-bell'];
    const text =
      '<p>The bell was found in a cellar, cleaned and hung at the head of the steps.</p>';
    answers['/feed'] = feed([
      item(
        '/2026/11/the-ferry-bell',
        'The bell',
        `<description><![CDATA[${text}]]></description><pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate>`,
      ),
    ]);
    await look();
    const { article, absences, revision } = await state('the-ferry-bell');
    expect([article.absent, absences.length]).toEqual(['not-found', 1]);
    // What its feed says in two lines does not stand in the place of its page's own words.
    expect([article.revisions, revision.basis]).toEqual([1, 'page']);
    await archive.follow(`${origin}/feed`, { allowPrivate: true, body: 'fuller' });
    answers['/feed'] = feed([
      item(
        '/2026/11/the-ferry-bell',
        'The bell, told whole',
        `<description><![CDATA[${text.repeat(40)}]]></description>`,
      ),
    ]);
    await look();
    const fuller = await state('the-ferry-bell');
    expect([fuller.article.absent, fuller.revision.basis]).toEqual(['not-found', 'feed']);
  });

  it('is gone after looks over two days, and its absence ends when it is back', async () => {
    await publish('the-ferry-bell');
    delete answers['/2026/11/the-ferry-bell'];
    const standing = async () => (await state('the-ferry-bell')).article.goneSince !== undefined;
    const seen: boolean[] = [];
    for (const pause of [1, 24, 20, 4]) {
      await look(pause);
      seen.push(await standing());
    }
    expect(seen).toEqual([false, false, false, true]);
    answers['/2026/11/the-ferry-bell'] = page(story('the-ferry-bell'));
    await look(30);
    const { article, spans } = await state('the-ferry-bell');
    expect([article.absent, article.goneSince, article.revisions]).toEqual([
      undefined,
      undefined,
      1,
    ]);
    expect(spans).toMatchObject([{ kind: 'not-found', looks: { length: 4 } }]);
    expect(spans[0]?.endedAt).toBeDefined();
    const { returned } = await archive.absences();
    expect(returned.map(({ article: one }) => one.id)).toEqual([article.id]);
  });

  it('is no nearer to being gone for a captcha, however often it is shown', async () => {
    await publish('the-ferry-bell');
    answers['/2026/11/the-ferry-bell'] = page(
      '<title>Just a moment...</title><p>Verify you are human</p>',
      403,
    );
    for (let days = 0; days < 6; days += 1) await look(24);
    const { article, spans } = await state('the-ferry-bell');
    expect([article.absent, article.goneSince, spans[0]?.looks.length]).toEqual([
      'captcha',
      undefined,
      6,
    ]);
  });

  it('is not asked for any more where robots.txt has come to forbid it, and is not gone for that', async () => {
    await publish('the-ferry-bell');
    answers['/robots.txt'] = (response) =>
      void response
        .writeHead(200, { 'content-type': 'text/plain' })
        .end('User-agent: *\nDisallow: /2026/\n');
    for (let days = 0; days < 4; days += 1) await look(48);
    const { article, absences } = await state('the-ferry-bell');
    expect([article.absent, article.goneSince]).toEqual(['robots', undefined]);
    expect(new Set(absences.map(({ kind }) => kind))).toEqual(new Set(['robots']));
  });

  it('is told by where its address leads: the front page, the list above it, another story', async () => {
    await publish('the-ferry-bell', 'the-north-wall', 'the-tide-mill');
    const to =
      (path: string): Answer =>
      (response) =>
        void response.writeHead(302, { location: `${origin}${path}` }).end();
    const list = page(
      `<title>Quay</title><ul>${Array.from({ length: 30 }, (_, at) => `<li><a href="/2026/11/story-${at}">Story ${at} of the quay and what came of it</a></li>`).join('')}</ul>`,
    );
    answers['/'] = list;
    answers['/2026/11/'] = list;
    const sentence = (at: number) =>
      `<p>Stall ${at} sold ${at * 7} baskets of pears before noon, and nobody in the square could say who had bought so many.</p>`;
    answers['/2026/11/another'] = page(
      `<title>Market day</title><article><h1>Market day</h1>${[1, 2, 3, 4, 5, 6].map(sentence).join('')}</article>`,
    );
    answers['/2026/11/the-ferry-bell'] = to('/');
    answers['/2026/11/the-north-wall'] = to('/2026/11/');
    answers['/2026/11/the-tide-mill'] = to('/2026/11/another');
    await look();
    const all = await Promise.all(['the-ferry-bell', 'the-north-wall', 'the-tide-mill'].map(state));
    expect(all.map(({ article }) => [article.absent, article.revisions])).toEqual([
      ['soft-404', 1],
      ['soft-404', 1],
      ['moved', 1],
    ]);
  });

  /** What the capture files tell of looks that missed, and whether beside a capture. */
  async function missesNoted(): Promise<unknown[]> {
    const told = await metadataIn(`${folder}/captures`);
    return told.flatMap(({ value: { absence, article, missing }, isOfCapture }): unknown[] => {
      if (absence !== undefined) return [{ absence, isOfCapture }];
      return missing === undefined ? [] : [{ article, missing, isOfCapture }];
    });
  }

  it('is written beside the captures, and where no answer came in a record of its own', async () => {
    await publish('the-ferry-bell', 'the-north-wall');
    const held: ServerResponse[] = [];
    answers['/2026/11/the-ferry-bell'] = (response) => void held.push(response);
    answers['/2026/11/the-north-wall'] = page('gone', 410);
    await archive.close();
    archive = await openForTest(folder, time.now, { timeoutMs: 5000 });
    await look();
    const notes = await missesNoted();
    const looks = await Promise.all(
      ['the-ferry-bell', 'the-north-wall'].map(async (name) => (await state(name)).absences[0]),
    );
    expect(looks.map((one) => one?.kind)).toEqual(['timeout', 'gone']);
    const { kind, status, message, articleId: article } = looks[1] ?? {};
    expect(notes).toContainEqual({ absence: looks[0], isOfCapture: false });
    expect(notes).toContainEqual({
      article,
      missing: { kind, status, message },
      isOfCapture: true,
    });
  });

  it('is listed by the command line, with each look', async () => {
    await publish('the-ferry-bell', 'the-north-wall');
    delete answers['/2026/11/the-ferry-bell'];
    delete answers['/2026/11/the-north-wall'];
    await look(1);
    await look(50);
    await look(1);
    await archive.close();
    const run = (...parameters: string[]) =>
      command(['--archive', folder, ...parameters], { now: time.now });
    const told = (await run('absences', '--json')).json() as unknown as {
      gone: { kind: string; looks: { status: number }[]; goneSince: string }[];
      missed: unknown[];
      returned: unknown[];
      totals: object;
    };
    expect([told.gone.length, told.missed.length, told.returned.length]).toEqual([2, 0, 0]);
    expect(told.totals).toEqual({ gone: 2, missed: 0, returned: 0 });
    expect(told.gone[0]).toMatchObject({ kind: 'not-found', looks: { length: 3 } });
    const gone = 'Not served any more, by repeated looks: 2';
    expect((await run('absences')).out).toContain(`${gone}\n`);
    const one = await run('absences', '--limit', '1');
    expect(one.out).toContain(`${gone}, the newest 1 shown\n`);
    expect((await run('absences', '--since', '2099-01-01')).out).toContain('Everything that was');
    expect((await run('absences', '--source', 'nobody')).code).toBe(1);
    const url = `${origin}/2026/11/the-ferry-bell`;
    expect((await run('show', url)).out).toContain('Not served any more, since');
    expect((await run('history', url)).out).toContain('not served (not-found)');
    archive = await openForTest(folder, time.now);
  });

  it('has its images captured later where the work was stopped before them', async () => {
    const picture = `<img src="${origin}/pier.png" alt="A pier">`;
    answers['/pier.png'] = (response) =>
      void response.writeHead(200, { 'content-type': 'image/png' }).end('picture');
    answers['/2026/11/the-pier'] = page(
      story('the-pier').replace('</article>', `<p>${picture}</p></article>`),
    );
    answers['/feed'] = feed([item('/2026/11/the-pier', 'The pier')]);
    await archive.close();
    archive = await openForTest(folder, time.now, { images: false });
    await archive.follow(`${origin}/feed`, { allowPrivate: true });
    await look();
    const [image] = (await state('the-pier')).revision.content.images;
    expect(image?.url).toBe(`${origin}/pier.png`);
    await archive.close();
    archive = await openForTest(folder, time.now);
    await archive.fetch();
    expect(await archive.hasImage(`${origin}/pier.png` as never)).toBe(true);
    const { article } = await state('the-pier');
    expect(article.imagesDueAt).toBeUndefined();
  });
});

interface Told {
  readonly value: Readonly<Record<string, unknown>>;
  readonly isOfCapture: boolean;
}

async function metadataIn(captures: string): Promise<Told[]> {
  const told: Told[] = [];
  for (const { file } of await listWarcFiles(captures)) {
    for await (const { record } of scanWarc(captures, file, 0)) {
      if (record.type !== 'metadata') continue;
      const value = JSON.parse(Buffer.from(record.block).toString('utf8')) as Told['value'];
      const isOfCapture = record.headers.some(([name]) => name === 'WARC-Concurrent-To');
      told.push({ value, isOfCapture });
    }
  }
  return told;
}
