import type { Now } from '../model/index.ts';

const windowMs = 15 * 60_000;
/** Failures in a quarter of an hour: of one address, and of one name from everywhere, so that many
 * addresses together guess no faster. */
const most = { address: 10, name: 50 } as const;
/** Addresses and names remembered, most: more than hashes are computed in a quarter of an hour. */
const remembered = 20_000;

interface Tries {
  readonly since: number;
  count: number;
}

type Keys = Readonly<Record<keyof typeof most, string>>;

/** How often somebody may try to log in, by address and by name; remembered while the process runs. */
export class LoginLimits {
  readonly #now: Now;
  readonly #tries = { address: new Map<string, Tries>(), name: new Map<string, Tries>() };

  constructor(now: Now) {
    this.#now = now;
  }

  /** Counts a try before it is made, so that many at once are no way round. Gives the seconds to wait
   * where there were too many: such a try leaves nothing behind, or a flood of names from one address
   * would push out what is remembered of others. */
  begin(address: string, name: string): number | undefined {
    const keys = { address: networkOf(address), name };
    const wait = Math.max(this.#wait('address', keys), this.#wait('name', keys));
    if (wait > 0) return Math.ceil(wait / 1000);
    this.#count('address', keys);
    this.#count('name', keys);
    return undefined;
  }

  /** A try that was right, or was not made after all, counts no more; those before it do. */
  forgive(address: string, name: string): void {
    const keys = { address: networkOf(address), name };
    for (const kind of ['address', 'name'] as const) {
      const tries = this.#known(kind, keys);
      if (tries === undefined) continue;
      tries.count -= 1;
      if (tries.count === 0) this.#tries[kind].delete(keys[kind]);
    }
  }

  #wait(kind: keyof Keys, keys: Keys): number {
    const tries = this.#known(kind, keys);
    if (tries === undefined || tries.count < most[kind]) return 0;
    return tries.since + windowMs - this.#now();
  }

  #known(kind: keyof Keys, keys: Keys): Tries | undefined {
    const tries = this.#tries[kind].get(keys[kind]);
    return tries !== undefined && tries.since + windowMs > this.#now() ? tries : undefined;
  }

  #count(kind: keyof Keys, keys: Keys): void {
    const tries = this.#known(kind, keys);
    if (tries !== undefined) {
      tries.count += 1;
      return;
    }
    const kept = this.#tries[kind];
    kept.delete(keys[kind]);
    kept.set(keys[kind], { since: this.#now(), count: 1 });
    const [oldest] = kept.keys();
    if (kept.size > remembered && oldest !== undefined) kept.delete(oldest);
  }
}

/** What one person has: an IPv4 address, or the /64 of an IPv6 address. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase();
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...(tail === undefined ? [] : zeros), ...right].slice(0, 4).join(':');
}
