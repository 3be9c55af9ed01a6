import { setTimeout as pause } from 'node:timers/promises';
import {
  startWorker,
  type WorkerPlace,
  type WorkerProcess,
} from '../../test/crawl/worker-process.ts';
import type { Stand } from './ground.ts';

/** A worker that somebody sees to: whenever it ends, it is started again. */
export interface Employed {
  readonly place: WorkerPlace;
  /** Whether nothing is done to it just now. */
  isWell(): boolean;
  /** It is killed, and started again after so many ms. */
  kill(restMs: number): void;
  /** It stands still for so many ms. */
  stand(ms: number): void;
  /** Its way to one of those it reaches is gone for so many ms. */
  lose(whom: 'database' | 'bucket', how: 'cut' | 'deaf', ms: number): void;
  /** Ends when what was done to it is over. */
  restored(): Promise<void>;
  /** Asks it to end; gives the last lines of each time that it ended by itself with a fault, or not at all. */
  dismissed(): Promise<readonly string[]>;
}

const restartMs = 1000;
/** So long a worker may take to end, uploads included. */
const patienceMs = 180_000;

export function employ({ place, wires }: Stand): Employed {
  const ends: string[] = [];
  let running: WorkerProcess = startWorker(place);
  let restMs = restartMs;
  let isDismissed = false;
  let trouble: Promise<void> | undefined;
  const watch = async (): Promise<void> => {
    while (!isDismissed) {
      const { code, said } = await running.ended;
      // Null: it was killed.
      if (code !== null && code !== 0) ends.push(`(${code}) ${said.trim().split('\n').at(-1)}`);
      if (isDismissed) return;
      await pause(restMs);
      restMs = restartMs;
      running = startWorker(place);
    }
  };
  const watched = watch();
  const during = (ms: number, begin: () => void, end: () => void) => {
    begin();
    trouble = pause(ms).then(() => {
      end();
      trouble = undefined;
    });
  };
  return {
    place,
    isWell: () => trouble === undefined && running.isThere(),
    kill: (ms) => {
      restMs = ms;
      running.signal('SIGKILL');
    },
    stand: (ms) => {
      const one = running;
      during(
        ms,
        () => one.signal('SIGSTOP'),
        () => one.signal('SIGCONT'),
      );
    },
    lose: (whom, how, ms) =>
      during(
        ms,
        () => wires[whom].is(how),
        () => wires[whom].is('whole'),
      ),
    restored: async () => {
      await trouble;
    },
    dismissed: async () => {
      isDismissed = true;
      running.signal('SIGTERM');
      const late = new AbortController();
      const given = pause(patienceMs, undefined, { signal: late.signal }).then(
        () => {
          ends.push(`it did not end within ${patienceMs / 1000} seconds, and was killed`);
          running.signal('SIGKILL');
        },
        () => {},
      );
      await watched;
      late.abort();
      await given;
      for (const wire of Object.values(wires)) await wire.close();
      return ends;
    },
  };
}
