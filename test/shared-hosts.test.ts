import { setTimeout as timer } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpClient, type HttpOptions } from '../src/http/index.ts';
import { type Loopback, serve } from '../src/http/testing/loopback.ts';
import type { Store } from '../src/store/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { databaseFor, postgres } from './fresh-database.ts';

describe.skipIf(postgres() === '')('four clients over one PostgreSQL', () => {
  let stores: readonly Store[] = [];
  let clients: readonly HttpClient[] = [];
  const servers: Loopback[] = [];
  /** How many requests each host was sent, and how many at once. */
  const hosts = [0, 1, 2, 3].map(() => ({ asked: 0, running: 0, most: 0 }));
  const gapMs = 40;

  beforeAll(async () => {
    const url = await databaseFor('hosts');
    stores = [await openPostgresStore({ url })];
    for (let more = 1; more < 4; more += 1) stores = [...stores, await openPostgresStore({ url })];
    clients = stores.map((store) => createHttpClient(optionsOver(store)));
    for (const host of hosts) {
      const server = await serve((request, response) => {
        if (request.url === '/robots.txt') response.writeHead(404);
        host.asked += 1;
        host.running += 1;
        host.most = Math.max(host.most, host.running);
        setImmediate(() => {
          host.running -= 1;
          response.end();
        });
      });
      servers.push(server);
    }
  });
  afterAll(async () => {
    for (const client of clients) await client.close();
    for (const store of stores) await store.close();
    for (const server of servers) await server.close();
  });

  const optionsOver = (store: Store): HttpOptions => ({
    ...{ now: Date.now, userAgent: 'Backissue-test/1.0', hostGapMs: gapMs },
    gate: { enter: store.claimHost, leave: store.leaveHost },
  });

  it('ask a host one at a time, and never sooner than its gap', async () => {
    const sent = clients.flatMap((client, which) =>
      servers.flatMap((server) =>
        Array.from({ length: 13 }, (_, one) =>
          client.fetch({ url: server.url(`/${which}/${one}`), allowPrivate: true }),
        ),
      ),
    );
    const answers = await Promise.all(sent);
    // Each of the four asks each host for its robots.txt.
    expect(hosts).toEqual(hosts.map(() => ({ asked: 4 * 13 + 4, running: 0, most: 1 })));
    for (const server of servers) {
      const path = server.url('/');
      const starts = answers
        .filter(({ finalUrl }) => finalUrl.startsWith(path))
        .map(({ hops: [hop] }) => Date.parse(hop?.startedAt ?? ''))
        .sort((one, other) => one - other);
      for (const [index, start] of starts.entries()) {
        if (index > 0) expect(start - (starts[index - 1] ?? 0)).toBeGreaterThanOrEqual(gapMs);
      }
    }
  });

  it('let one that died keep its host no longer than its request could last', async () => {
    const [one, other] = stores;
    // Not one of those whose requests are counted: tests run in any order.
    const server = await serve((_request, response) => response.end());
    const host = `127.0.0.1:${server.port}`;
    const at = Date.now();
    await timer(gapMs);
    const until = at + gapMs + 300;
    const dead = { host, pass: 'dead', at: Date.now(), until, gapMs };
    expect(await one?.claimHost(dead)).toEqual({ isGranted: true });
    if (other === undefined) throw new Error('not open');
    const client = createHttpClient(optionsOver(other));
    const answer = await client.fetch({
      ...{ url: server.url('/late'), allowPrivate: true },
      ignoreRobots: true,
    });
    await client.close();
    await server.close();
    expect(Date.parse(answer.hops[0]?.startedAt ?? '')).toBeGreaterThanOrEqual(until);
  });
});
