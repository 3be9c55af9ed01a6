import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { createHttpClient } from '../http/index.ts';
import { type Loopback, serve } from '../http/testing/loopback.ts';
import { instant, type Url } from '../model/index.ts';
import type { Happening, Hook, Store } from '../store/index.ts';
import { sampleSource } from '../store/testing/samples.ts';
import { deliverAll } from './hook-lane.ts';
import { soleLeases } from './work-leases.ts';

let folder: string;
let store: Store;
let server: Loopback;
let asked: Set<string>;
let answers: number[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backissue-test-'));
  store = await openTestStore({ file: join(folder, 'c.sqlite') });
  asked = new Set();
  answers = [];
  server = await serve((request, response) => {
    asked.add(String(request.headers['x-backissue-delivery']));
    response.writeHead(answers.shift() ?? 400).end();
  });
});
afterEach(async () => {
  await server.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const moved: Happening = {
  ...{ kind: 'health', at: instant(0), sourceId: sampleSource.id, facts: { event: 'moved' } },
};

it('gives up a hook that refuses fifty messages one after another, and keeps nothing for it', async () => {
  const hook: Hook = {
    ...{ id: 'h1', url: server.url('/') as Url, kinds: ['health'], least: 1, allowPrivate: true },
    ...{ addedAt: instant(0), progress: { cursor: 0, failures: 0, passedOver: 0 } },
  };
  await store.commit({ sources: [sampleSource], hooks: [hook] });
  await store.commit({ happenings: Array.from({ length: 80 }, () => moved) });
  let time = 0;
  const now = () => time;
  const http = createHttpClient({ now, userAgent: 'Backissue-test/1.0', hostGapMs: 0 });
  const services = { store, http, now, tell: () => {}, readerUrl: undefined, leases: soleLeases };
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round += 1) {
      time += 600_000;
      await deliverAll(services, new AbortController().signal);
    }
  };
  await rounds(21);
  const [early] = await store.hooks();
  expect(early?.progress.refusedInRow).toBe(10);
  // One that is taken begins the count anew.
  answers.push(204);
  await rounds(110);
  await http.close();
  expect(asked.size).toBe(10 + 1 + 50);
  expect(await store.hooks()).toMatchObject([{ progress: { refusedInRow: 50, passedOver: 60 } }]);
  expect((await store.hooks())[0]?.progress.stoppedAt).toBeDefined();
  expect((await store.gauges(instant(time))).happenings).toBe(0);
});
