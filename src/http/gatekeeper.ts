import { randomBytes } from 'node:crypto';
import type { HostAhead, HostClaim, HostLeft, Now } from '../model/index.ts';
import type { HostGate } from './contract.ts';

/** A request that is about to be sent. */
interface AtGate {
  readonly host: string;
  readonly gapMs: number;
  readonly signal: AbortSignal;
  /** Throws where the host wants to be left alone for longer than anybody waits. */
  readonly checkPause: (now: number, heldUntil: number, askedUntil: number) => void;
  /** When the last request reached the host at the latest, and what it asked for, as this client knows it. */
  readonly held: () => Held;
}

interface Held {
  readonly reachedAt: number;
  readonly heldUntil: number;
  readonly askedUntil: number;
}

export interface Gatekeeper {
  /**
   * Runs a task once its host may be asked. Right before it sends, the task asks `mayStart`; where that says
   * no, it gives undefined without having sent anything, and is run again after another claim.
   */
  run<T>(
    request: AtGate,
    task: (mayStart: () => boolean) => Promise<{ readonly result: T } | undefined>,
  ): Promise<T>;
  /** Ends when every claim that was given up is. */
  settled(): Promise<void>;
}

interface GatekeeperOptions {
  readonly gate: HostGate | undefined;
  readonly now: Now;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly timeoutMs: number;
}

/** So long after its claim a request may still be sent. */
const graceMs = 5000;
/** How much later than it may, a request that was sent is surely over. */
const slackMs = 1000;

/** Keeps to what other clients agreed on with this one; without a gate there are no others. */
export function createGatekeeper(options: GatekeeperOptions): Gatekeeper {
  const { gate, now } = options;
  if (gate === undefined) return noGate;
  const own = randomBytes(8).toString('hex');
  let serial = 0;
  const leaving = new Map<string, Promise<void>>();
  const leave = (left: HostLeft): void => {
    // What cannot be told to the gate ends by time.
    const over = gate.leave(left).catch(() => {});
    leaving.set(left.host, over);
    void over.then(() => {
      if (leaving.get(left.host) === over) leaving.delete(left.host);
    });
  };
  return {
    async run(request, task) {
      for (;;) {
        request.signal.throwIfAborted();
        // Or it would find the host taken, by itself.
        await leaving.get(request.host);
        serial += 1;
        const pass = `${own} ${serial}`;
        const at = await enter(options, gate, request, pass);
        let begunAt: number | undefined;
        const mayStart = () => {
          const time = now();
          // Who was paused meanwhile may find that another has the host.
          if (time > at + graceMs || request.signal.aborted) return false;
          begunAt = time;
          return true;
        };
        try {
          request.signal.throwIfAborted();
          const done = await task(mayStart);
          if (done !== undefined) return done.result;
        } finally {
          leave({ host: request.host, pass, ...told(begunAt, now(), request.held()) });
        }
      }
    },
    settled: async () => {
      await Promise.all(leaving.values());
    },
  };
}

/** Of a client that is alone. */
export const noGate: Gatekeeper = {
  async run(_request, task) {
    const done = await task(() => true);
    if (done === undefined) throw new TypeError('a task that may start has not started');
    return done.result;
  },
  settled: async () => {},
};

/** Waits until the gate grants the claim; gives when that was asked. */
async function enter(
  { now, wait, timeoutMs }: GatekeeperOptions,
  gate: HostGate,
  { host, gapMs: gap, signal, checkPause }: AtGate,
  pass: string,
): Promise<number> {
  const gapMs = Math.ceil(gap);
  const longest = graceMs + Math.max(timeoutMs, gapMs) + slackMs;
  let seen: HostClaim['seen'];
  for (;;) {
    const at = Math.floor(now());
    const claim: HostClaim = { host, pass, at, until: Math.ceil(at + longest), gapMs };
    const answer = await gate.enter({ ...claim, ...(seen === undefined ? {} : { seen }) });
    if (answer.isGranted) return at;
    // It may have been put there while the gate was asked.
    seen = firstSeen(answer.ahead, seen, Math.ceil(now()));
    const { heldUntil = 0, askedUntil = heldUntil } = answer;
    checkPause(now(), heldUntil, askedUntil);
    await wait(Math.max(1, answer.againAt - now()), signal);
  }
}

/** What a clock that is ahead has put there, since when it has been seen so. */
function firstSeen(
  ahead: HostAhead | undefined,
  seen: HostClaim['seen'],
  at: number,
): HostClaim['seen'] {
  const isSame = ahead?.reachedAt === seen?.reachedAt && ahead?.pass === seen?.pass;
  return isSame ? seen : ahead && { ...ahead, at };
}

function told(
  begunAt: number | undefined,
  now: number,
  { reachedAt, heldUntil, askedUntil }: Held,
): Partial<HostLeft> {
  return {
    ...(begunAt === undefined ? {} : { reachedAt: Math.ceil(Math.max(begunAt, reachedAt)) }),
    ...(heldUntil > now ? { heldUntil: Math.ceil(heldUntil) } : {}),
    ...(askedUntil > now ? { askedUntil: Math.ceil(askedUntil) } : {}),
  };
}
