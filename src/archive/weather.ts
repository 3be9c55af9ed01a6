/** Tells a network of ours that is down from outlets that are. Owns what was seen of hosts lately. */
export class Weather {
  #goodAt = Number.NEGATIVE_INFINITY;
  readonly #bad = new Map<string, number>();

  /** A host answered, whatever it said. */
  good(now: number): void {
    this.#goodAt = now;
    this.#bad.clear();
  }

  /** No answer came from a host. */
  bad(host: string, now: number): void {
    this.#bad.set(host, now);
  }

  /** Whether it is us: several hosts in a row did not answer, and none did. */
  isOurs(now: number): boolean {
    return this.#bad.size >= leastHosts && now - this.#goodAt > leastMs;
  }
}

const leastHosts = 3;
const leastMs = 60_000;
