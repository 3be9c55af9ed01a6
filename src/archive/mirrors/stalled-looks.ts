import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../model/index.ts';
import { copyingFolder, type KeptLedger } from '../../replica/index.ts';
import type { Services } from '../services.ts';
import { readMark } from './taking-mark.ts';

/** Looks to the bound from which nothing came: in fewer the largest ledger that is taken at all is copied. */
const mostStalled = 8;

const nameOf = (mirror: string): string => `stalled ${mirror}`;

/** Whether looks at a mirror that end at their bound bring anything. */
export class StalledLooks {
  readonly #services: Pick<Services, 'store'>;
  readonly #mirror: string;
  readonly #touched = new Map<KeptLedger, string>();

  /** `mirror`: the id of its source. */
  constructor(services: Pick<Services, 'store'>, mirror: string) {
    [this.#services, this.#mirror] = [services, mirror];
  }

  /** To be called before a ledger is brought level. */
  async begin(kept: KeptLedger): Promise<void> {
    this.#touched.set(kept, await this.#stateOf(kept));
  }

  /**
   * What is to be told after a look; `isSpent`: it ended at its bound. Where too many in a row brought nothing, what is
   * on its way is thrown away, and the mirror is asked as one that fails.
   */
  async end(isSpent: boolean): Promise<Omit<Finding, 'since'> | undefined> {
    const { store } = this.#services;
    const before = Number((await store.mark(nameOf(this.#mirror))) ?? 0);
    const count = isSpent && !(await this.#hasBrought()) ? before + 1 : 0;
    if (count !== before) {
      await store.commit({ marks: [{ name: nameOf(this.#mirror), value: String(count) }] });
    }
    if (count < mostStalled) return undefined;
    for (const { folder } of this.#touched.keys()) {
      await rm(join(folder, copyingFolder), { recursive: true, force: true });
    }
    const says = `It was read ${count} times as far as one look goes, and nothing that it shows came to an end that can be verified; what was brought of it is thrown away.`;
    return { kind: 'failing', of: 'listing', says };
  }

  async #hasBrought(): Promise<boolean> {
    for (const [kept, before] of this.#touched) {
      if ((await this.#stateOf(kept)) !== before) return true;
    }
    return false;
  }

  async #stateOf(kept: KeptLedger): Promise<string> {
    const { next, wanting } = await readMark(this.#services.store, kept.id);
    return `${(await kept.head())?.size ?? 0} ${next} ${wanting.length}`;
  }
}
