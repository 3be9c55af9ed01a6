import { join } from 'node:path';
import { servicesOf } from '../src/archive/make-services.ts';
import type { Services } from '../src/archive/services.ts';
import { createHttpClient } from '../src/http/index.ts';
import type { Store } from '../src/store/index.ts';

/** The parts that the rooms of the flow work with, real ones, over a catalogue. */
export function partsForTest(
  store: Store,
  folder: string,
  now: () => number,
): { services: Services; close(): Promise<void> } {
  const http = createHttpClient({
    now,
    userAgent: 'Backissue-test/1.0 (loopback)',
    hostGapMs: 0,
    timeoutMs: 60_000,
  });
  const captures = join(folder, 'captures');
  const services = servicesOf({ store, http, captures, now }, undefined);
  const close = async () => {
    await http.close();
    await store.close();
  };
  return { services, close };
}
