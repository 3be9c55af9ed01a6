import { join } from 'node:path';
import { type Archive, type ArchiveEvent, createArchive } from '../src/archive/index.ts';
import type { ArchiveOptions } from '../src/archive/services.ts';
import { createHttpClient, type HttpOptions } from '../src/http/index.ts';
import type { Source } from '../src/model/index.ts';
import type { Store } from '../src/store/index.ts';
import { openWarcWriter } from '../src/warc/index.ts';

/** An archive with the parts it is made of in the hand of a test. */
export interface OpenParts {
  readonly archive: Archive;
  readonly store: Store;
  readonly told: ArchiveEvent[];
  /** Follows a URL on loopback, with what the command line would give the source. */
  follow(url: string, given?: Partial<Source>): Promise<Source>;
}

interface PartsOptions extends Partial<ArchiveOptions> {
  readonly now: () => number;
  readonly lookup?: HttpOptions['lookup'];
}

/** Opens an archive over a catalogue without its lock: real HTTP, real WARC. */
export async function openParts(
  folder: string,
  store: Store,
  options: PartsOptions,
): Promise<OpenParts> {
  const { now, lookup, ...rest } = options;
  const told: ArchiveEvent[] = [];
  const captures = join(folder, 'captures');
  const archive = await createArchive({
    store,
    http: createHttpClient({
      now,
      userAgent: 'Backissue-test/1.0 (loopback)',
      hostGapMs: 0,
      timeoutMs: 60_000,
      ...(lookup === undefined ? {} : { lookup }),
    }),
    captures,
    openWarc: (last) =>
      openWarcWriter({
        folder: captures,
        now,
        software: 'test',
        ...(last === undefined ? {} : { resume: last }),
      }),
    now,
    revisitDays: 0,
    onEvent: (event) => told.push(event),
    ...rest,
  });
  return {
    archive,
    store,
    told,
    follow: async (url, given = {}) => {
      const source = { ...(await archive.follow(url, { allowPrivate: true })), ...given };
      await store.commit({ sources: [source] });
      return source;
    },
  };
}
