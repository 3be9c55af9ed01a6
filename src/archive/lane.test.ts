import { expect, it } from 'vitest';
import { type LaneOptions, startLane } from './lane.ts';

/** A lane over a list of jobs; its pauses end at once, and are written down. */
function lane(jobs: number[], options: Partial<LaneOptions<number>> = {}) {
  const stop = new AbortController();
  const rests: number[] = [];
  const started = startLane<number>({
    width: 2,
    take: async (room) => jobs.splice(0, room),
    act: async () => {},
    restMs: async () => {
      if (jobs.length === 0) stop.abort();
      return 500;
    },
    delay: async (ms) => {
      rests.push(ms);
      await new Promise(setImmediate);
    },
    signal: stop.signal,
    ...options,
  });
  return { ...started, rests, stop };
}

it('does every job, never more at once than it is wide', async () => {
  const done: number[] = [];
  let now = 0;
  let most = 0;
  const { ended } = lane([1, 2, 3, 4, 5], {
    act: async (job) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      done.push(job);
    },
  });
  await ended;
  expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

it('ends with what a job threw, after the others', async () => {
  const done: number[] = [];
  const { ended } = lane([1, 2], {
    act: async (job) => {
      if (job === 1) throw new Error('the disk is full');
      await new Promise(setImmediate);
      done.push(job);
    },
  });
  await expect(ended).rejects.toThrow('the disk is full');
  expect(done).toEqual([2]);
});

it('rests when nothing is due, and is woken before its time', async () => {
  const jobs: number[] = [];
  const done: number[] = [];
  const stop = new AbortController();
  const { ended, wake } = lane(jobs, {
    restMs: async () => 3_600_000,
    act: async (job) => {
      done.push(job);
      stop.abort();
    },
    delay: (_ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || _ms < 1000) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    signal: stop.signal,
  });
  await new Promise(setImmediate);
  jobs.push(7);
  wake();
  await ended;
  expect(done).toEqual([7]);
});

it('lets a job under way come to its end when it is told to stop', async () => {
  let whole = false;
  const { ended, stop } = lane([1], {
    act: async () => {
      stop.abort();
      await new Promise(setImmediate);
      whole = true;
    },
  });
  await ended;
  expect(whole).toBe(true);
});
