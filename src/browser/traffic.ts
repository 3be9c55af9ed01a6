import type { BrowserAnswer, BrowserRequest, PageToRender } from './contract.ts';

interface TrafficLimits {
  readonly requests: number;
  readonly bytes: number;
}

/** The requests of one page: counted, bounded, and watched for silence. */
export class Traffic {
  readonly #answer: PageToRender['answer'];
  readonly #signal: AbortSignal;
  #requests: number;
  #bytes: number;
  #pending = 0;
  #changed = Promise.withResolvers<void>();

  constructor(answer: PageToRender['answer'], limits: TrafficLimits, signal: AbortSignal) {
    this.#answer = answer;
    this.#signal = signal;
    this.#requests = limits.requests;
    this.#bytes = limits.bytes;
  }

  /** The answer to a request; undefined without one, and beyond the limits. */
  async ask(request: BrowserRequest): Promise<BrowserAnswer | undefined> {
    if (this.#requests <= 0 || this.#bytes <= 0 || this.#signal.aborted) return undefined;
    this.#requests -= 1;
    this.#count(1);
    try {
      const answer = await this.#answer(request, this.#signal);
      this.#bytes -= answer?.content.length ?? 0;
      return this.#bytes < 0 ? undefined : answer;
    } finally {
      this.#count(-1);
    }
  }

  /** Ends when nothing has been asked and nothing was under way for so long. */
  async quiet(ms: number): Promise<void> {
    for (;;) {
      const { promise } = this.#changed;
      if (this.#pending > 0) await promise;
      else if (await isFirst(promise, ms)) continue;
      else return;
    }
  }

  #count(by: number): void {
    this.#pending += by;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

/** Whether something happens within so many milliseconds. */
async function isFirst(happens: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([happens.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
