import { worstOf } from './away.ts';

/** Work of one kind that becomes due again and again. */
export interface LaneOptions<Job> {
  /** Jobs at one time. */
  readonly width: number;
  /** Jobs that are due and may run beside those under way; at most `room`. */
  readonly take: (room: number) => Promise<readonly Job[]>;
  /** Does a job. What it throws ends the lane. */
  readonly act: (job: Job) => Promise<void>;
  /** Milliseconds to wait when nothing is due. */
  readonly restMs: () => Promise<number>;
  /** Waits so long, or until the signal. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Ends the lane after the jobs under way. */
  readonly signal: AbortSignal;
}

/** A lane that runs. */
export interface Lane {
  /** Looks for work now: something may have become due. */
  wake(): void;
  /** Ends with the lane: after the signal, or with what a job threw. */
  readonly ended: Promise<void>;
}

/** Time for several ends of jobs to fall together, so that work is looked for once for all. */
const gatherMs = 20;

/** Starts a lane: its jobs run side by side, and new ones are taken as soon as there is room. */
export function startLane<Job>(options: LaneOptions<Job>): Lane {
  const crew = new Crew(options);
  return { wake: () => crew.stir(), ended: crew.work() };
}

/** Owns what is under way in a lane, and the pause that it is in. */
class Crew<Job> {
  readonly #options: LaneOptions<Job>;
  readonly #running = new Set<Promise<void>>();
  readonly #faults: unknown[] = [];
  #pause = new AbortController();

  constructor(options: LaneOptions<Job>) {
    this.#options = options;
  }

  /** Ends the pause. */
  stir(): void {
    this.#pause.abort();
  }

  async work(): Promise<void> {
    const { signal } = this.#options;
    const stir = () => this.stir();
    signal.addEventListener('abort', stir, { once: true });
    try {
      while (!signal.aborted && this.#faults.length === 0) await this.#turn();
    } catch (thrown) {
      this.#faults.push(thrown);
    } finally {
      signal.removeEventListener('abort', stir);
      await Promise.all(this.#running);
    }
    if (this.#faults.length > 0) throw worstOf(this.#faults);
  }

  /** Takes what there is room for, then waits until there may be more. */
  async #turn(): Promise<void> {
    const { width, take, restMs, delay, signal } = this.#options;
    this.#pause = new AbortController();
    const room = width - this.#running.size;
    const jobs = room > 0 ? await take(room) : [];
    for (const job of jobs) this.#start(job);
    if (jobs.length === 0 || jobs.length === room) {
      // A full lane is stirred by the end of a job.
      await delay(jobs.length === 0 && room > 0 ? await restMs() : 60_000, this.#pause.signal);
    }
    if (!signal.aborted) await delay(gatherMs, signal);
  }

  #start(job: Job): void {
    const work = this.#options
      .act(job)
      .catch((thrown: unknown) => {
        this.#faults.push(thrown);
      })
      .finally(() => {
        this.#running.delete(work);
        this.stir();
      });
    this.#running.add(work);
  }
}
