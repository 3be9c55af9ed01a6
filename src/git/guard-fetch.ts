import { errorFrom } from '../model/index.ts';
import { bytesIn } from './fetched-folder.ts';
import { memoryOf } from './memory-of.ts';
import type { RunningGit } from './run-git.ts';

/** What a fetch may take of this machine. */
export interface FetchBounds {
  /** Seconds that it may take. */
  readonly seconds: number;
  /** Seconds after which it is ended where nothing comes and nothing is done. */
  readonly silentSeconds: number;
  /** Bytes that the repository may have on the disk, together with what it had before. */
  readonly mostBytes: number;
  /** Bytes that its processes may hold in memory: git keeps each ref that it is told of, without end. */
  readonly mostMemory: number;
}

/** The bound that was crossed. */
export type Crossed = keyof FetchBounds;

const everyMs = 200;

/** Watches a git that reads from a host that need not be trusted, and ends it at a bound. */
export class FetchGuard {
  readonly #bounds: FetchBounds;
  readonly #folder: string;
  readonly #over: AbortSignal;
  #silentMs = 0;
  #bytes = -1;

  /** `over` tells that the seconds are over. */
  constructor(folder: string, bounds: FetchBounds, over: AbortSignal) {
    [this.#folder, this.#bounds, this.#over] = [folder, bounds, over];
  }

  /** Watches until git has ended; tells which bound ended it, if one did. */
  async watch(running: RunningGit): Promise<Crossed | undefined> {
    running.child.stderr.on('data', () => {
      this.#silentMs = 0;
    });
    const end = running.ended.then(() => 'ended' as const);
    // Where it is ended here, nobody waits for this one.
    end.catch(() => undefined);
    for (;;) {
      const crossed = await this.#crossed(running.child.pid).catch((thrown: unknown) => {
        running.stop();
        throw errorFrom(thrown, this.#folder);
      });
      if (crossed !== undefined) {
        running.stop();
        await running.ended;
        return crossed;
      }
      if ((await Promise.race([end, pause()])) === 'ended') return await this.#atLast();
      this.#silentMs += everyMs;
    }
  }

  async #crossed(pid: number | undefined): Promise<Crossed | undefined> {
    const bytes = await bytesIn(this.#folder);
    if (bytes !== this.#bytes) this.#silentMs = 0;
    this.#bytes = bytes;
    if (bytes > this.#bounds.mostBytes) return 'mostBytes';
    if (this.#over.aborted) return 'seconds';
    if (this.#silentMs >= this.#bounds.silentSeconds * 1000) return 'silentSeconds';
    const isTooMuch = pid !== undefined && (await memoryOf(pid)) > this.#bounds.mostMemory;
    return isTooMuch ? 'mostMemory' : undefined;
  }

  /** What came since it was looked at last. */
  async #atLast(): Promise<Crossed | undefined> {
    return (await bytesIn(this.#folder)) > this.#bounds.mostBytes ? 'mostBytes' : undefined;
  }
}

const pause = () =>
  new Promise<'pause'>((resolve) => {
    setTimeout(resolve, everyMs, 'pause');
  });
