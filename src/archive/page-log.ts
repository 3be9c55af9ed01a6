import { learnShape, type ShapeMemory } from '../feed/index.ts';
import type { Observation } from '../guardian/index.ts';
import type { Url } from '../model/index.ts';

/** What the pages of a source were, since its state was last written. */
export interface Logged {
  readonly seen: readonly Observation[];
  /** Adds what was learned of the shapes of addresses. */
  readonly learn: (memory: ShapeMemory | undefined) => ShapeMemory | undefined;
}

/** Bounds what is held for one source. */
const most = 200;

/** Owns what was seen of article pages until the state of their source is written with it. */
export class PageLog {
  readonly #pages = new Map<string, { readonly url: Url; readonly seen: Observation }[]>();

  /** One page of a source: the article, or what came in its place. */
  note(sourceId: string, url: Url, seen: Observation): void {
    const pages = this.#pages.get(sourceId) ?? [];
    this.#pages.set(sourceId, [...pages, { url, seen }].slice(-most));
  }

  /** What was noted of a source; it is forgotten here. */
  take(sourceId: string): Logged {
    const pages = this.#pages.get(sourceId) ?? [];
    this.#pages.delete(sourceId);
    return {
      seen: pages.map(({ seen }) => seen),
      learn: (memory) =>
        pages.reduce<ShapeMemory | undefined>((known, { url, seen }) => {
          const outcome = seen.kind === 'page' ? seen.outcome : undefined;
          // A captcha or a broken server says nothing of the address.
          if (outcome !== 'article' && outcome !== 'not-found') return known;
          return learnShape(known, url, outcome === 'article');
        }, memory),
    };
  }

  /** The sources of which something was noted. */
  sources(): string[] {
    return [...this.#pages.keys()];
  }
}
