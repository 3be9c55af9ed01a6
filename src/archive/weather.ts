/** What was seen of a host that does not answer. */
interface Bad {
  readonly since: number;
  readonly last: number;
}

/** Tells a network of ours that is down from outlets that are. Owns what was seen of hosts lately. */
export class Weather {
  #goodAt = Number.NEGATIVE_INFINITY;
  readonly #bad = new Map<string, Bad>();

  /** A host answered, whatever it said. */
  good(now: number): void {
    this.#goodAt = now;
    this.#bad.clear();
  }

  /** No answer came from a host. */
  bad(host: string, now: number): void {
    const known = this.#bad.get(host);
    const isLately = known !== undefined && now - known.last < latelyMs;
    this.#bad.set(host, { since: isLately ? known.since : now, last: now });
  }

  /** Whether it is us: several hosts in a row did not answer, and none did. */
  isOurs(now: number): boolean {
    const bad = [...this.#bad.values()].filter(({ last }) => now - last < latelyMs);
    return bad.length >= leastHosts && now - this.#goodAt > leastMs;
  }

  /** Whether it may be us: nobody answered since, and this host has not been silent for long. What
   * goes on record for ever waits until it is sure. */
  mayBeOurs(host: string, now: number): boolean {
    if (now - this.#goodAt <= leastMs) return false;
    const since = this.#bad.get(host)?.since ?? now;
    return this.isOurs(now) || now - since < doubtMs;
  }
}

const leastHosts = 3;
const leastMs = 60_000;
/** What no host answered is asked again after five minutes; twice is enough. */
const doubtMs = 8 * 60_000;
/** The failure of a source that is asked a few times a day says nothing of this hour. */
const latelyMs = 3 * 3_600_000;
