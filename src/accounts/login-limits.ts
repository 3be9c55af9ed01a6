import type { Now } from '../model/index.ts';

const windowMs = 15 * 60_000;
/** Failures in a quarter of an hour: of one address, and of one name from everywhere, so that many
 * addresses together guess no faster. */
const most = { address: 10, name: 50 } as const;
/** Addresses and names remembered, most. */
const remembered = 10_000;

interface Tries {
  readonly since: number;
  count: number;
}

/** How often somebody may try to log in, by address and by name; remembered while the process runs. */
export class LoginLimits {
  readonly #now: Now;
  readonly #tries = { address: new Map<string, Tries>(), name: new Map<string, Tries>() };

  constructor(now: Now) {
    this.#now = now;
  }

  /** Counts a try before it is made, so that many at once are no way round. Gives the seconds to wait
   * where there were too many. */
  begin(address: string, name: string): number | undefined {
    const both = [this.#of('address', networkOf(address)), this.#of('name', name)] as const;
    const waits = both.map(({ since, count }, at) =>
      count < most[at === 0 ? 'address' : 'name'] ? 0 : since + windowMs - this.#now(),
    );
    const wait = Math.max(...waits);
    if (wait > 0) return Math.ceil(wait / 1000);
    for (const tries of both) tries.count += 1;
    return undefined;
  }

  /** A try that was right counts no more; those before it do. */
  forgive(address: string, name: string): void {
    this.#of('address', networkOf(address)).count -= 1;
    this.#of('name', name).count -= 1;
  }

  #of(kind: keyof typeof most, key: string): Tries {
    const known = this.#tries[kind];
    const tries = known.get(key);
    if (tries !== undefined && tries.since + windowMs > this.#now()) return tries;
    const begun = { since: this.#now(), count: 0 };
    known.delete(key);
    known.set(key, begun);
    const [oldest] = known.keys();
    if (known.size > remembered && oldest !== undefined) known.delete(oldest);
    return begun;
  }
}

/** What one person has: an IPv4 address, or the /64 of an IPv6 address. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase();
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...(tail === undefined ? [] : zeros), ...right].slice(0, 4).join(':');
}
