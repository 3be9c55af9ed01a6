/** A clock that stands still while work is under way and leaps to the next thing that is waited for. */
export interface SimulatedTime {
  readonly now: () => number;
  /** Waits until that time has come, or until the signal. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Lets time pass until `end`; `isBusy` tells whether work is under way that waits for no time. */
  runUntil(end: number, isBusy: () => boolean): Promise<void>;
  /** Lets time pass until `work` is done, however long it takes; gives what it gives. */
  runThrough<Result>(work: Promise<Result>, isBusy: () => boolean): Promise<Result>;
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
  const leapTo = async (next: Waiting) => {
    waiting.delete(next);
    if (next.at > time) {
      time = next.at;
      await passes(time);
    }
    next.go();
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
        await leapTo(next);
      }
      time = Math.max(time, end);
    },
    async runThrough(work, isBusy) {
      let isDone = false;
      const end = () => {
        isDone = true;
      };
      work.then(end, end);
      for (;;) {
        await quiet(isBusy);
        if (isDone) return work;
        const next = earliest();
        if (next !== undefined) await leapTo(next);
      }
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
