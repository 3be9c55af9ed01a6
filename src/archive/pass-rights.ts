import { byRight, unlessLost } from './by-right.ts';
import type { Services } from './services.ts';
import type { Right } from './work-leases.ts';

interface Use {
  readonly right: Promise<Right | undefined>;
  users: number;
}

/** The rights of one pass; parts of it that run side by side share one, and the last gives it back. */
export class PassRights {
  readonly #services: Services;
  readonly #uses = new Map<string, Use>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Does work by a right, through services that commit by it. Gives whether it is done: false where another
   * worker has the right. */
  async use(
    name: string,
    url: string,
    work: (services: Services) => Promise<void>,
  ): Promise<boolean> {
    const use = this.#uses.get(name) ?? this.#taken(name);
    use.users += 1;
    try {
      const right = await use.right;
      if (right === undefined) return false;
      await unlessLost(this.#services, url, () => work(byRight(this.#services, right)));
      return true;
    } finally {
      use.users -= 1;
      if (use.users === 0) await this.#giveBack(name, use);
    }
  }

  #taken(name: string): Use {
    const right = this.#services.leases.take([name]).then((rights) => rights.get(name));
    const use = { right, users: 0 };
    this.#uses.set(name, use);
    return use;
  }

  async #giveBack(name: string, use: Use): Promise<void> {
    this.#uses.delete(name);
    const right = await use.right;
    if (right !== undefined) this.#services.leases.release(right);
  }
}
