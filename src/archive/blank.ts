import type { Article } from '../model/index.ts';

/** What a host answers at an address that cannot be there; without words where it says so. */
export interface Blank {
  readonly words?: Pick<Article, 'title' | 'text'>;
}

const hour = 3_600_000;
/** For so long a host is believed to answer nothing with the same. */
const believedMs = hour;
/** For so long after a question without an answer a host is not asked again. */
const restMs = hour / 6;
/** A host that answers other questions, and for so long not this one, is taken to have no such page. */
const silentMs = 6 * hour;

interface Asked {
  readonly at: number;
  /** Undefined where no answer came. */
  readonly blank: Blank | undefined;
  /** The first of the questions without an answer. */
  readonly since: number;
}

/** Owns what hosts answer at addresses that cannot be there, as far as it was asked lately. */
export class Blanks {
  readonly #asked = new Map<string, Asked>();

  /** What is known of a host: its answer; `silent` where it gave none a moment ago; undefined where it
   * is to be asked. */
  of(host: string, now: number): Blank | 'silent' | undefined {
    const asked = this.#asked.get(host);
    if (asked === undefined) return undefined;
    if (asked.blank !== undefined) return now - asked.at < believedMs ? asked.blank : undefined;
    return now - asked.at < restMs ? 'silent' : undefined;
  }

  /** Notes what a host answered, undefined for nothing; gives what that means. */
  note(host: string, blank: Blank | undefined, now: number): Blank | 'silent' {
    const before = this.#asked.get(host);
    const since = before !== undefined && before.blank === undefined ? before.since : now;
    const isOver = blank === undefined && now - since >= silentMs;
    const known = isOver ? {} : blank;
    for (const [name, { at }] of this.#asked) if (now - at > silentMs) this.#asked.delete(name);
    this.#asked.set(host, { at: now, blank: known, since });
    return known ?? 'silent';
  }
}
