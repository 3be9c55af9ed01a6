import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore } from '../../test/house-store.ts';
import { scratch } from '../../test/newspaper.ts';
import { draftExchanges } from '../capture/index.ts';
import { sha256 } from '../digest/index.ts';
import { createHttpClient } from '../http/index.ts';
import { type Loopback, serve } from '../http/testing/loopback.ts';
import { ArchiveError } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { openWarcWriter, type WarcWriter } from '../warc/index.ts';
import type { Deed } from './deed.ts';
import { createRecorder } from './recorder.ts';

const now = () => Date.UTC(2026, 0, 1);

describe('deeds that are put on record together', () => {
  let folder: string;
  let clear: () => void;
  let server: Loopback;
  let store: Store;
  let warc: WarcWriter;
  const http = createHttpClient({ now, userAgent: 'Backissue-test/1.0', hostGapMs: 0 });

  const open = async () => {
    ({ folder, clear } = scratch());
    store = await openTestStore({ file: join(folder, 'c.sqlite') });
    warc = await openWarcWriter({ folder: join(folder, 'captures'), now, software: 'test' });
  };
  const shut = async () => {
    await warc.close().catch(() => {});
    await store.close();
    clear();
  };
  beforeEach(async () => {
    server = await serve((request, response) => response.end(`page ${request.url}`));
    await open();
  });
  afterEach(async () => {
    await shut();
    await server.close();
  });

  /** A deed of one capture; `fails`: what it means cannot be told. */
  async function deed(path: string, fails = false): Promise<Deed> {
    const { drafts } = await draftExchanges(
      http,
      { url: server.url(path), allowPrivate: true, ignoreRobots: true },
      { known: async () => undefined, payloadOf: sha256 },
    );
    return {
      keepings: drafts.map((draft) => ({ draft })),
      means: async () => {
        if (fails) throw new ArchiveError('conflict', `${path}: somebody else polls it.`);
        return {};
      },
    };
  }

  function recorder(over: Partial<WarcWriter> = {}) {
    const appended: number[] = [];
    const counted: WarcWriter = {
      append: async (records) => {
        appended.push(records.length);
        return await warc.append(records);
      },
      leave: () => warc.leave(),
      flush: () => warc.flush(),
      close: () => warc.close(),
      position: undefined,
      ...over,
    };
    let last: Promise<unknown> = Promise.resolve();
    const alone = <Result>(step: () => Promise<Result>): Promise<Result> => {
      const turn = last.then(step);
      last = turn.catch(() => {});
      return turn;
    };
    const { record } = createRecorder({
      store,
      captures: folder,
      warc: counted,
      now,
      revisitDays: 30,
      alone,
      holder: 'us',
    });
    return { record, appended };
  }

  const known = async (paths: readonly string[]) => {
    const found = await Promise.all(paths.map((path) => store.captureOf(server.url(path))));
    return paths.filter((_, index) => found[index] !== undefined);
  };

  it('leave the others whole when one fails, and write no capture twice', async () => {
    const deeds = [await deed('/a'), await deed('/b', true), await deed('/c')];
    const { record, appended } = recorder();
    const ends = await Promise.allSettled(deeds.map(record));
    expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(appended).toHaveLength(1);
    // What was seen stays evidence, whatever became of its meaning.
    expect(await known(['/a', '/b', '/c'])).toEqual(['/a', '/b', '/c']);
  });

  it('all hear of a full disk', async () => {
    const full = async () => {
      throw new ArchiveError('internal', `${folder}: the disk is full (ENOSPC).`);
    };
    const deeds = [await deed('/a'), await deed('/b')];
    const { record } = recorder({ append: full });
    const ends = await Promise.allSettled(deeds.map(record));
    for (const end of ends) {
      expect(end).toMatchObject({ status: 'rejected', reason: { code: 'internal' } });
    }
    expect(await known(['/a', '/b'])).toEqual([]);
  });

  it('give the same catalogue in whatever groups they come', async () => {
    const script = fc.array(fc.record({ fails: fc.boolean(), waits: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        await shut();
        await open();
        const { record } = recorder();
        const paths = steps.map((_, index) => `/${index}`);
        const ends: Promise<string>[] = [];
        for (const [index, { fails, waits }] of steps.entries()) {
          const end = record(await deed(`/${index}`, fails)).then(
            () => 'done',
            () => 'failed',
          );
          ends.push(end);
          if (waits) await end;
        }
        expect(await Promise.all(ends)).toEqual(
          steps.map(({ fails }) => (fails ? 'failed' : 'done')),
        );
        expect(await known(paths)).toEqual(paths);
        const [file] = await store.warcFiles();
        expect(file?.length).toBe(warc.position?.length);
      }),
      { numRuns: 15 },
    );
  });
});
