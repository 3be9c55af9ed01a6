/** A clock that stands still while work is under way and leaps to the next thing that is waited for. */
export interface SimulatedTime {
  readonly now: () => number;
  /** Waits until that time has come, or until the signal. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Lets time pass until `end`; `isBusy` tells whether work is under way that waits for no time. */
  runUntil(end: number, isBusy: () => boolean): Promise<void>;
}

interface Waiting {
  readonly at: number;
  readonly go: () => void;
}

/** `passes` is told each new time, while nothing is under way. */
export function simulatedTime(
  start: number,
  passes: (time: number) => Promise<void> = async () => {},
): SimulatedTime {
  let time = start;
  const waiting = new Set<Waiting>();
  const earliest = () => {
    let first: Waiting | undefined;
    for (const one of waiting) if (first === undefined || one.at < first.at) first = one;
    return first;
  };
  return {
    now: () => time,
    delay: (ms, signal) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const one = { at: time + ms, go: resolve };
      const leave = () => {
        waiting.delete(one);
        resolve();
      };
      if (signal.aborted) return Promise.resolve();
      waiting.add(one);
      signal.addEventListener('abort', leave, { once: true });
      return promise.finally(() => signal.removeEventListener('abort', leave));
    },
    async runUntil(end, isBusy) {
      for (;;) {
        await quiet(isBusy);
        const next = earliest();
        if (next === undefined || next.at > end) break;
        waiting.delete(next);
        if (next.at > time) {
          time = next.at;
          await passes(time);
        }
        next.go();
      }
      time = Math.max(time, end);
    },
  };
}

/** Ends when nothing has been under way for some turns of the event loop. */
async function quiet(isBusy: () => boolean): Promise<void> {
  for (let turns = 0; turns < 4; turns += 1) {
    await new Promise(setImmediate);
    if (isBusy()) turns = -1;
  }
}
