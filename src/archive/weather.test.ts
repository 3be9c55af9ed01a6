import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { clock, scratch } from '../../test/newspaper.ts';
import { type OpenParts, openParts } from '../../test/open-parts.ts';
import { rss, storyPage } from '../../test/small-site.ts';
import { type Loopback, serve } from '../http/testing/loopback.ts';

const minute = 60_000;
const hosts = ['a', 'b', 'c', 'd'].map((name) => `${name}.test`);

describe('an archive whose own network is down', () => {
  let time: ReturnType<typeof clock>;
  let clear: () => void;
  let server: Loopback;
  let parts: OpenParts;
  let isDown: boolean;

  beforeEach(async () => {
    const { folder, clear: clearFolder } = scratch();
    clear = clearFolder;
    time = clock();
    isDown = false;
    server = await serve((request, response) => {
      const base = `http://${request.headers.host}`;
      if (isDown) request.socket.destroy();
      else if (request.url === '/feed')
        response
          .writeHead(200, { 'content-type': 'application/rss+xml' })
          .end(rss(['/one']).replaceAll('{base}', base));
      else if (request.url === '/one')
        response.writeHead(200, { 'content-type': 'text/html' }).end(storyPage(`One of ${base}`));
      else response.writeHead(404).end();
    });
    parts = await openParts(
      folder,
      await openTestStore({ file: join(folder, 'backissue.sqlite') }),
      {
        now: time.now,
        revisitDays: 30,
        lookup: (_name, options, callback) =>
          options.all === true
            ? callback(null, [{ address: '127.0.0.1', family: 4 }])
            : callback(null, '127.0.0.1', 4),
      },
    );
  });
  afterEach(async () => {
    await parts.archive.close();
    await server.close();
    clear();
  });

  async function live(hours: number): Promise<void> {
    for (let passed = 0; passed < hours * 60; passed += 5) {
      time.pass(5 * minute);
      await parts.archive.fetch();
    }
  }
  const findings = () => parts.told.filter(({ type }) => type === 'health');
  const absences = async () => (await parts.store.stats()).absences;

  it('tells of nothing wrong, records no absence, and is well soon after', async () => {
    for (const host of hosts) await parts.follow(server.url('/feed', host));
    await parts.archive.fetch();
    expect((await parts.store.stats()).articles).toBe(4);
    isDown = true;
    await live(5);
    expect(findings()).toEqual([]);
    expect(await absences()).toBe(0);
    expect((await parts.archive.sources()).map(({ health }) => health.state)).toEqual(
      hosts.map(() => 'failing'),
    );
    isDown = false;
    await live(0.5);
    expect((await parts.archive.sources()).map(({ health }) => health.state)).toEqual(
      hosts.map(() => 'ok'),
    );
    expect(findings()).toEqual([]);
  });

  it('is no excuse for the one outlet that does not answer while others do', async () => {
    for (const host of hosts) await parts.follow(server.url('/feed', host));
    await parts.archive.fetch();
    const [first] = await parts.store.sources();
    const dead = await serve((request) => request.socket.destroy());
    if (first === undefined) throw new Error('nothing is followed');
    await parts.store.commit({ sources: [{ ...first, url: dead.url('/feed', 'a.test') }] });
    await live(5);
    expect(findings()).toEqual([
      expect.objectContaining({ began: [expect.objectContaining({ kind: 'failing' })] }),
    ]);
    await dead.close();
  });

  it('has a proxy that is dead, and tells nothing of its sources', async () => {
    const dead = await serve((request) => request.socket.destroy());
    const proxy = `http://127.0.0.1:${dead.port}`;
    await dead.close();
    const [host = ''] = hosts;
    const source = await parts.follow(server.url('/feed', host));
    await parts.archive.fetch();
    await parts.store.commit({ sources: [{ ...source, proxy }] });
    await live(5);
    expect(findings()).toEqual([]);
    expect(await absences()).toBe(0);
    const [overview] = await parts.archive.sources();
    expect(overview?.health.state).toBe('failing');
  });
});
