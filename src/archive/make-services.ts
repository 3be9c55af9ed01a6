import { setTimeout as timer } from 'node:timers/promises';
import { sha256 } from '../digest/index.ts';
import type { WarcWriter } from '../warc/index.ts';
import { createRecorder } from './recorder.ts';
import type { ArchiveOptions, Services } from './services.ts';

/** The parts of an archive as its rooms use them; `warc` is unset while nothing may be captured. */
export function servicesOf(options: ArchiveOptions, warc: WarcWriter | undefined): Services {
  const alone = oneAtATime();
  const services = {
    store: options.store,
    http: options.http,
    captures: options.captures,
    warc,
    now: options.now,
    delay: options.delay ?? wait,
    holder: options.holder ?? 'this process',
    tell: options.onEvent ?? (() => {}),
    images: options.images ?? true,
    pollSeconds: options.pollSeconds,
    revisitDays: options.revisitDays ?? 30,
    alone,
    payloadOf: sha256,
  };
  return { ...services, record: createRecorder(services).record };
}

/** A timer that a signal ends early. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await timer(ms, undefined, { signal }).catch(() => {});
}

function oneAtATime(): Services['alone'] {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const turn = last.then(step);
    // The next step runs whether this one failed or not; who asked for this one hears of it.
    last = turn.catch(() => {});
    return turn;
  };
}
