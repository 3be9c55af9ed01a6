import { existsSync, mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBrowser } from '../src/browser/index.ts';
import type { Store } from '../src/store/index.ts';
import { openWarcWriter } from '../src/warc/index.ts';
import { isOnPostgres, openTestStore } from './house-store.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { openParts } from './open-parts.ts';

/** Where Linux tells what files this process has open. */
const fds = '/proc/self/fd';
const openFiles = (): readonly string[] =>
  readdirSync(fds).flatMap((fd) => {
    try {
      return readlinkSync(join(fds, fd));
    } catch {
      // The folder itself, read a moment ago.
      return [];
    }
  });

describe('an archive that fails while it is opened or closed', () => {
  const { now } = clock();
  /** Whether the catalogue is a file, and who has it open can be seen. */
  const hasFile = !isOnPostgres && existsSync(fds);
  let place: ReturnType<typeof scratch>;
  let closed: string[];

  beforeEach(() => {
    place = scratch();
    closed = [];
  });
  afterEach(() => place.clear());

  const storeOf = async (own: Partial<Store> = {}): Promise<Store> => {
    const store = await openTestStore({ file: join(place.folder, 'catalogue.sqlite') });
    const close = async () => {
      closed.push('store');
      await store.close();
    };
    return { ...store, ...own, close };
  };
  const openWarc = async () => {
    const writer = await openWarcWriter({
      folder: join(place.folder, 'captures'),
      now,
      software: 'test',
    });
    const close = writer.close.bind(writer);
    return Object.assign(writer, {
      close: async () => {
        closed.push('captures');
        await close();
      },
    });
  };

  it('leaves no capture file open when it cannot be made ready', async () => {
    const takedowns = async () => {
      throw new TypeError('no takedowns today');
    };
    const store = await storeOf({ takedowns });
    await expect(openParts(place.folder, store, { now, openWarc })).rejects.toThrow('today');
    expect(closed).toEqual(['captures']);
    await store.close();
  });

  it.skipIf(!hasFile)('leaves no catalogue open when it cannot ask over HTTP', async () => {
    await expect(openForTest(place.folder, now, { proxy: 'gopher://nowhere' })).rejects.toThrow();
    expect(existsSync(join(place.folder, 'backissue.sqlite'))).toBe(true);
    expect(openFiles().filter((file) => file.startsWith(place.folder))).toEqual([]);
  });

  it.skipIf(!hasFile).each(['read', 'capture'] as const)(
    'leaves no catalogue open that is none, to %s',
    async (mode) => {
      mkdirSync(join(place.folder, 'captures'));
      writeFileSync(join(place.folder, 'backissue.sqlite'), 'no database\n'.repeat(999));
      await expect(openForTest(place.folder, now, { mode })).rejects.toThrow('backissue.sqlite');
      expect(openFiles().filter((file) => file.startsWith(place.folder))).toEqual([]);
    },
  );

  it('is closed to the end though its browser cannot be closed', async () => {
    const browser = {
      ...createBrowser(),
      close: async () => {
        throw new TypeError('the browser hangs');
      },
    };
    const store = await storeOf();
    const { archive } = await openParts(place.folder, store, { now, openWarc, browser });
    await expect(archive.close()).rejects.toThrow('the browser hangs');
    expect(closed).toEqual(['captures', 'store']);
  });
});
