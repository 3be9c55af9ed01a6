import { instant, longestHoldMs, type Now } from '../model/index.ts';
import { failure } from './failure.ts';
import { type Gatekeeper, noGate } from './gatekeeper.ts';
import { unlessAborted } from './stop.ts';

/** One request's place in line. */
interface Turn {
  readonly host: string;
  /** Named when the host asks for too long a pause. */
  readonly url: string;
  /**
   * Least time since the host's last request reached it; asked when the turn comes, with the
   * address that request went to.
   */
  readonly gapMs: (lastAddress: string | undefined) => number;
  readonly signal: AbortSignal;
}

export interface HostQueue {
  /** Runs `task` when its host's turn has come; tasks of one host never overlap. */
  run<T>(turn: Turn, task: () => Promise<T>): Promise<T>;
  /** The host was found at this address. To be told within its task, as `hold`. */
  met(host: string, address: string): void;
  /** Its request had reached it by this time, in ms, since it answered. To be told within its task; of a task that fails
   * it is when that ended. */
  reached(host: string, at: number): void;
  /** Nobody asks this host for so long; at most for an hour, however long it asked for. */
  hold(host: string, ms: number): void;
}

interface HostQueueOptions {
  readonly now: Now;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly maxConcurrent: number;
  /** Unset: there is no gate. */
  readonly gatekeeper?: Gatekeeper;
}

/** Owned by the queue alone. `tail` ends when the last task in line has ended. */
interface Line {
  tail: Promise<void>;
  waiting: number;
  /** When the last request may have reached the host, at the latest. */
  reachedAt: number;
  heldUntil: number;
  /** What the host asked for; `heldUntil` has its bound. */
  askedUntil: number;
  /** The last gap that was asked for; until it is over the line is needed. */
  gapMs: number;
  address?: string;
}

const longestWaitMs = 60_000;
/** Lines are forgotten, when they are many, once they are this old and their gap is over. */
const forgetMs = 60_000;
const manyLines = 1000;

/** Owned by the queue alone. */
interface Lines {
  readonly ofHost: Map<string, Line>;
  /** Looked through for idle ones at this size, twice what was needed then: once a line, about. */
  sweepAt: number;
}

/** A queue for each host, with a bound on what runs at one time over all hosts. */
export function createHostQueue(options: HostQueueOptions): HostQueue {
  const lines: Lines = { ofHost: new Map(), sweepAt: manyLines };
  const slots = createSlots(options.maxConcurrent);
  const { gatekeeper = noGate } = options;
  return {
    run: async (turn, task) => {
      const line = lineOf(lines, turn.host, options.now());
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      const myTurn = line.tail;
      line.tail = myTurn.then(() => ended);
      line.waiting += 1;
      try {
        await unlessAborted(myTurn, turn.signal);
        await pause(line, turn, options);
        return await gatekeeper.run(requestOf(line, turn), (mayStart) =>
          slots(turn.signal, async () => {
            if (!mayStart()) return undefined;
            return { result: await noted(line, options.now, task) };
          }),
        );
      } finally {
        line.waiting -= 1;
        end();
      }
    },
    met: (host, address) => {
      lineOf(lines, host, options.now()).address = address;
    },
    reached: (host, at) => {
      const line = lineOf(lines, host, options.now());
      line.reachedAt = Math.max(line.reachedAt, at);
    },
    hold: (host, ms) => {
      const line = lineOf(lines, host, options.now());
      line.heldUntil = Math.max(line.heldUntil, options.now() + Math.min(ms, longestHoldMs));
      line.askedUntil = Math.max(line.askedUntil, options.now() + ms);
    },
  };
}

/** Notes when the task began, or that it failed just now: its request may have come that late. */
async function noted<T>(line: Line, now: Now, task: () => Promise<T>): Promise<T> {
  line.reachedAt = now();
  try {
    return await task();
  } catch (thrown) {
    line.reachedAt = now();
    throw thrown;
  }
}

async function pause(line: Line, turn: Turn, options: HostQueueOptions): Promise<void> {
  const now = options.now();
  // A clock that was set back finds in the future what it was asked for, and its last request.
  const over = Math.max(0, line.heldUntil - now - longestHoldMs);
  line.heldUntil -= over;
  line.askedUntil -= over;
  checkPause(turn, now, line.heldUntil, line.askedUntil);
  line.gapMs = turn.gapMs(line.address);
  const ms = Math.max(line.heldUntil, Math.min(line.reachedAt, now) + line.gapMs) - now;
  if (ms > 0) await options.wait(ms, turn.signal);
}

/** Throws where a host is to be left alone for longer than anybody waits in line. */
function checkPause({ url }: Turn, now: number, heldUntil: number, askedUntil: number): void {
  if (heldUntil - now <= longestWaitMs) return;
  const what = `the host asks to be left alone; try again after ${instant(heldUntil)}`;
  throw failure('wait', url, what, { retryAfterMs: askedUntil - now });
}

const requestOf = (line: Line, turn: Turn): Parameters<Gatekeeper['run']>[0] => ({
  host: turn.host,
  gapMs: line.gapMs,
  signal: turn.signal,
  checkPause: (now, heldUntil, askedUntil) => checkPause(turn, now, heldUntil, askedUntil),
  held: () => line,
});

function lineOf(lines: Lines, host: string, now: number): Line {
  const known = lines.ofHost.get(host);
  if (known !== undefined) return known;
  if (lines.ofHost.size >= lines.sweepAt) forgetIdle(lines, now);
  const line: Line = {
    tail: Promise.resolve(),
    waiting: 0,
    reachedAt: Number.NEGATIVE_INFINITY,
    heldUntil: Number.NEGATIVE_INFINITY,
    askedUntil: Number.NEGATIVE_INFINITY,
    gapMs: 0,
  };
  lines.ofHost.set(host, line);
  return line;
}

function forgetIdle(lines: Lines, now: number): void {
  for (const [host, line] of lines.ofHost) {
    const rested = line.reachedAt + Math.max(forgetMs, line.gapMs) < now;
    if (line.waiting === 0 && line.heldUntil < now && rested) lines.ofHost.delete(host);
  }
  lines.sweepAt = Math.max(manyLines, lines.ofHost.size * 2);
}

type Slots = <T>(signal: AbortSignal, task: () => Promise<T>) => Promise<T>;

/** Runs at most `count` tasks at one time, first come, first served. */
function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();
  return async (signal, task) => {
    if (free > 0) free -= 1;
    else await handedOver(waiting, signal);
    try {
      return await task();
    } finally {
      const [next] = waiting;
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** Ends when a slot is handed over; a slot is never handed to one who has stopped waiting. */
async function handedOver(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const take = () => {
    waiting.delete(take);
    signal.removeEventListener('abort', leave);
    resolve();
  };
  const leave = () => {
    waiting.delete(take);
    reject(signal.reason);
  };
  waiting.add(take);
  signal.addEventListener('abort', leave, { once: true });
  await promise;
}
