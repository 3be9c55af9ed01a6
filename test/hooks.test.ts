import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Loopback, serve } from '../src/http/testing/loopback.ts';
import { isOnPostgres } from './house-store.ts';
import { clock, command, openForTest, scratch } from './newspaper.ts';
import { rss, type Site, startSite, storyPage } from './small-site.ts';

const hour = 3_600_000;
const day = 24 * hour;
const ferry = '/2026/11/20/ferry-sails-again';
const council = '/2026/11/21/council-meets-twice';

interface Heard {
  readonly text: string;
  readonly told: Record<string, unknown> & { event: string; delivery: string; sentAt: string };
  readonly signature: string | undefined;
}

/** A receiver that answers with these statuses in turn, then 204; 0 is no answer. */
async function startReceiver(
  statuses: number[] = [],
  meanwhile: (heard: Heard) => Promise<unknown> = async () => {},
): Promise<Loopback & { heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = await serve((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += String(chunk);
    });
    request.on('end', () => {
      const signature = request.headers['x-backissue-signature']?.toString();
      const one = { text, told: JSON.parse(text) as Heard['told'], signature };
      heard.push(one);
      const status = statuses.shift() ?? 204;
      void meanwhile(one).finally(() => {
        if (status > 0) response.writeHead(status).end();
        else request.socket.destroy();
      });
    });
  });
  return { ...server, heard };
}

describe('a webhook', () => {
  const time = clock();
  let site: Site;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let archive: string;
  let clear: () => void;
  beforeEach(async () => {
    ({ folder: archive, clear } = scratch());
    site = await startSite({ '/feed': rss([ferry]), [ferry]: storyPage('Ferry sails') });
    expect((await run('follow', site.url('/feed'), '--allow-private')).code).toBe(0);
    await work();
  });
  afterEach(async () => {
    await site.close();
    await receiver.close();
    clear();
  });

  const run = (...parameters: string[]) =>
    command([...parameters, '--archive', archive, '--host-gap', '0'], {
      now: time.now,
    });
  const work = () => run('work', '--once', '--public-url', 'https://archive.test');
  const later = async (ms = 7 * hour) => {
    time.pass(ms);
    return await work();
  };
  const listen = async (statuses: number[] = [], ...own: string[]) => {
    receiver = await startReceiver(statuses);
    const url = receiver.url('/hook/pass-word');
    const added = await run('hooks', 'add', url, '--allow-private', '--json', ...own);
    expect(added.code).toBe(0);
    return String(added.json()['id']);
  };
  const publish = (path: string, title: string) => {
    site.set('/feed', rss([path, ferry]));
    site.set(path, storyPage(title));
  };
  const events = () => receiver.heard.map(({ told }) => told.event);

  it('is told of a new article, an edit and an absence once each, signed with the time', async () => {
    const file = join(archive, 'hook-secret');
    writeFileSync(file, 'quay-side\n');
    await listen([], '--secret-file', file);
    publish(council, 'Council meets');
    await later();
    expect(receiver.heard.map(({ told }) => told)).toMatchObject([
      {
        event: 'article',
        source: { title: 'Gazette' },
        article: { title: 'Council meets', url: site.url(council) },
      },
    ]);
    const { text, signature, told } = receiver.heard[0] as Heard;
    const right = createHmac('sha256', 'quay-side').update(text).digest('hex');
    expect(signature).toBe(`sha256=${right}`);
    expect(told.sentAt).toBe(new Date(time.now()).toISOString());
    expect(told['article']).toMatchObject({ page: expect.stringContaining('/article/') });
    site.set(council, storyPage('Council meets').replaceAll('every hour', 'no more'));
    await later(2 * day);
    site.set(council, { status: 404, body: 'Not here' });
    await later(3 * day);
    await later(1);
    expect(events()).toEqual(expect.arrayContaining(['edit', 'absence']));
    expect(events().filter((event) => event === 'article')).toHaveLength(1);
  });

  it('is told of nothing that was on record before it was added, or that it does not want', async () => {
    await listen([], '--on', 'edit,health', '--min-weight', '100');
    publish(council, 'Council meets');
    await later();
    expect(receiver.heard).toEqual([]);
  });

  it('goes on after a restart where its receiver failed, in order, under the same names', async () => {
    const id = await listen([500, 0, 503], '--on', 'article');
    publish(council, 'Council meets');
    expect((await later()).code).toBe(0);
    site.set('/feed', rss(['/2026/11/22/bridge-opens', council, ferry]));
    site.set('/2026/11/22/bridge-opens', storyPage('Bridge opens'));
    await later();
    expect(receiver.heard).toHaveLength(2);
    const { hooks } = (await run('hooks', '--json')).json() as unknown as {
      hooks: Record<string, unknown>[];
    };
    expect(hooks).toMatchObject([{ id, state: 'waiting', failures: 2 }]);
    expect(JSON.stringify(hooks)).not.toContain('pass-word');
    expect((await run('doctor')).out).toMatch(/hook [0-9a-f]+: not taken since .+ 2 times/);
    await later(1000);
    expect(receiver.heard).toHaveLength(2);
    await later();
    await later();
    const told = receiver.heard.map(({ told: { delivery }, text }) => ({
      delivery,
      title: (JSON.parse(text) as { article: { title: string } }).article.title,
    }));
    expect(told.map(({ title }) => title)).toEqual([
      ...Array.from({ length: 4 }, () => 'Council meets'),
      'Bridge opens',
    ]);
    expect(new Set(told.map(({ delivery }) => delivery)).size).toBe(2);
  });

  it('passes over what its receiver refuses for what it is', async () => {
    await listen([422, 422, 422], '--on', 'article');
    publish(council, 'Council meets');
    for (let round = 0; round < 4; round += 1) await later();
    expect(receiver.heard).toHaveLength(3);
    expect((await run('hooks')).out).toContain('1 refused and passed over');
  });

  it('is given up after three days, told of so, and resumed', async () => {
    const id = await listen(
      Array.from({ length: 99 }, () => 500),
      '--on',
      'article',
    );
    publish(council, 'Council meets');
    await later();
    await later(day);
    await later(3 * day);
    const count = receiver.heard.length;
    await later(day);
    expect(receiver.heard).toHaveLength(count);
    expect((await run('hooks')).out).toContain('given up: nothing was taken since');
    expect((await run('doctor')).out).toContain(`backissue hooks resume ${id} goes on`);
    expect((await run('hooks', 'resume', id)).code).toBe(0);
    expect((await run('hooks')).out).toContain('nothing sent yet');
  });

  it('is told of the hits of a saved search', async () => {
    expect((await run('search', 'council', '--save', 'town')).code).toBe(0);
    await listen([], '--query', 'town');
    publish(council, 'Council meets');
    await later();
    expect(receiver.heard.map(({ told }) => told)).toMatchObject([
      { event: 'hit', search: { name: 'town' }, article: { title: 'Council meets' } },
    ]);
  });

  it.each([
    ['an article', ['--on', 'article']],
    ['a hit', ['--query', 'town']],
  ])('is not told of %s that is taken down while it hears of another', async (_of, own) => {
    const bridge = '/2026/11/22/bridge-opens';
    expect((await run('search', 'shared', '--save', 'town')).code).toBe(0);
    let takeOther = async (_one: Heard): Promise<void> => {};
    receiver = await startReceiver([], (one) => takeOther(one));
    const url = receiver.url('/hook');
    expect((await run('hooks', 'add', url, '--allow-private', ...own)).code).toBe(0);
    site.set('/feed', rss([bridge, council, ferry]));
    site.set(council, storyPage('The council: words shared by both'));
    site.set(bridge, storyPage('The bridge: words shared by both'));
    const opened = await openForTest(archive, time.now);
    takeOther = async ({ told }) => {
      const isBridge = JSON.stringify(told['article']).includes('The bridge');
      await opened.takeDown(site.url(isBridge ? council : bridge), { reason: 'court' });
    };
    time.pass(7 * hour);
    await opened.fetch();
    await opened.fetch();
    await opened.close();
    expect(receiver.heard).toHaveLength(1);
  });

  it.skipIf(isOnPostgres)('is kept by a rebuild with its place', async () => {
    await listen([500], '--on', 'article');
    publish(council, 'Council meets');
    await later();
    expect((await run('rebuild')).code).toBe(0);
    await later();
    await later();
    expect(receiver.heard).toHaveLength(2);
    const [first, second] = receiver.heard;
    expect(second?.told.delivery).toBe(first?.told.delivery);
  });

  it('is not reached at a private address unless it was allowed', async () => {
    receiver = await startReceiver();
    const added = await run('hooks', 'add', receiver.url('/hook'), '--json');
    const test = await run('hooks', 'test', String(added.json()['id']));
    expect(test).toMatchObject({ code: 1, err: expect.stringContaining('did not take a test') });
    expect(receiver.heard).toEqual([]);
    const removed = await run('hooks', 'remove', String(added.json()['id']));
    expect(removed.code).toBe(0);
    expect((await run('hooks')).out).toContain('There is no hook');
  });

  it.each([
    [['add', 'nowhere'], 'nowhere: this is no http or https address'],
    [['add', 'https://desk.test/', '--on', 'article,rain'], '--on is article,rain'],
    [['add', 'https://desk.test/', '--min-weight', '101'], '--min-weight is 101'],
    [['add', 'https://desk.test/', '--source', 'none'], 'none: there is no such source'],
    [['add', 'https://desk.test/', '--secret', 'a', '--secret-file', 'b'], 'are two secrets'],
    [['add', 'https://desk.test/', '--secret-file', '/none/here'], '/none/here: '],
    [['remove', 'h0'], 'h0: there is no such hook'],
    [['rename', 'h0'], 'it takes add with an address'],
  ])('is refused in a sentence where it cannot be (%j)', async (parameters, says) => {
    receiver = await startReceiver();
    const { code, err } = await run('hooks', ...parameters);
    expect(code).toBeGreaterThan(0);
    expect(err).toContain(says);
  });
});
