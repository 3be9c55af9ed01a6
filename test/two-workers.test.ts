import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Archive, createArchive } from '../src/archive/index.ts';
import { createHttpClient } from '../src/http/index.ts';
import { type Loopback, serve } from '../src/http/testing/loopback.ts';
import type { Revision, Source } from '../src/model/index.ts';
import type { ArticleRecord, Store } from '../src/store/index.ts';
import { openPostgresStore } from '../src/store/postgres/index.ts';
import { openWarcWriter } from '../src/warc/index.ts';
import { databaseFor, postgres } from './fresh-database.ts';
import { clock, scratch } from './newspaper.ts';

const time = clock();
const { now } = time;

/** What the feeds tell just now: of one story, at each its own words. */
let story = 'none';
let words: readonly string[] = ['', ''];

const text = (word: string) =>
  `<p>The harbour of the old town is dredged anew this winter, said the ${word}, after years of waiting.</p>
   <p>Ships of more than ninety metres will be able to turn there; the ${word} thinks of the spring.</p>`;

const feed = (name: string, base: string, word: string) => `<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${name}</title>
<link>${base}/</link><item><title>Harbour dredged anew: ${story}</title><guid isPermaLink="false">${name}-${story}</guid>
<link>${base}/2026/11/24/${story}</link>
<content:encoded><![CDATA[${text(word)}]]></content:encoded></item></channel></rss>`;

/** Waits until it is a call's turn. */
let turn = async (_of: string): Promise<void> => {};

function inTurns(store: Store): Store {
  return {
    ...store,
    knownKeys: async (keys) => {
      await turn('keys');
      return await store.knownKeys(keys);
    },
    site: async (host, basis) => {
      await turn('site');
      return await store.site(host, basis);
    },
    commit: async (change, terms) => {
      await turn('commit');
      await store.commit(change, terms);
    },
  };
}

describe.skipIf(postgres() === '')('two workers over one PostgreSQL', () => {
  const { folder, clear } = scratch();
  let server: Loopback;
  let store: Store;
  let workers: readonly Archive[] = [];
  let sources: readonly Source[] = [];
  let stories = 0;

  beforeAll(async () => {
    server = await serve((request, response) => {
      const which = request.url === '/0.xml' ? 0 : 1;
      response.setHeader('content-type', 'application/rss+xml');
      response.end(feed(`paper${which}`, server.url('').replace(/\/$/, ''), words[which] ?? ''));
    });
    const url = await databaseFor('two workers');
    store = await openPostgresStore({ url });
    workers = [await openWorker('one', url), await openWorker('two', url)];
    const followed = workers.map((worker, which) =>
      worker.follow(server.url(`/${which}.xml`), { allowPrivate: true, body: 'feed' }),
    );
    sources = await Promise.all(followed);
  });

  afterAll(async () => {
    for (const worker of workers) await worker.close();
    await store.close();
    await server.close();
    clear();
  });

  async function openWorker(name: string, url: string): Promise<Archive> {
    const captures = join(folder, name, 'captures');
    return await createArchive({
      ...{ store: inTurns(await openPostgresStore({ url })), captures, now, holder: name },
      http: createHttpClient({ now, userAgent: 'Backissue-test/1.0', hostGapMs: 0 }),
      openWarc: () => openWarcWriter({ folder: captures, now, software: 'test' }),
      images: false,
    });
  }

  /** Each polls its own source at the same moment. */
  async function pollBoth(): Promise<void> {
    time.pass(60_000);
    const reports = await Promise.all(
      workers.map((worker, which) => worker.fetch({ sourceId: sources[which]?.id ?? '' })),
    );
    expect(reports.flatMap(({ failed }) => failed)).toEqual([]);
  }

  const isOneArticle = async (): Promise<readonly Revision[]> => {
    const found = (await store.articles({ limit: 1000 })).filter(({ url }) => url.endsWith(story));
    expect(found).toHaveLength(1);
    const [{ id, revisions: count }] = found as [ArticleRecord];
    expect(await store.mergedInto([id])).toEqual([]);
    const keys = (await store.keysOf(id)).map(({ key }) => key);
    expect(keys.filter((key) => key.startsWith('guid'))).toHaveLength(2);
    const revisions = await store.revisions(id);
    expect(revisions.map(({ number }) => number)).toEqual(
      Array.from({ length: count }, (_, index) => index + 1),
    );
    for (const [index, revision] of revisions.entries()) {
      expect(revision.previous).toBe(revisions[index - 1]?.id ?? null);
      expect(revision.textDigest).not.toBe(revisions[index - 1]?.textDigest);
    }
    return revisions;
  };

  it('make one article, with one revision, of what two sources tell at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      story = `quay-${stories++}`;
      words = ['mayor', 'mayor'];
      await pollBoth();
      expect(await isOneArticle()).toHaveLength(1);
      words = ['governor', 'governor'];
      await pollBoth();
      expect(await isOneArticle()).toHaveLength(2);
    }
  });

  it('number its revisions one by one, in whatever order their steps come', async () => {
    const word = fc.constantFrom('mayor', 'governor', 'harbour master', 'minister');
    const rounds = fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), rounds, async (scheduler, told) => {
        story = `dredged-${stories++}`;
        turn = (of) => scheduler.schedule(Promise.resolve(), of);
        try {
          for (const both of told) {
            words = both;
            await scheduler.waitFor(pollBoth());
          }
        } finally {
          turn = async () => {};
        }
        const revisions = await isOneArticle();
        expect(new Set(revisions.map(({ textDigest }) => textDigest)).size).toBe(
          new Set(told.flat()).size,
        );
      }),
      { numRuns: 12 },
    );
  });
});
