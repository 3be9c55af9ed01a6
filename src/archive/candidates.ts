import type { Url } from '../model/index.ts';
import type { Listing } from './document.ts';

/** Something that could be followed. */
export interface Candidate {
  readonly url: Url;
  readonly title: string;
  readonly kind: Listing['kind'];
  /** In the field's terms; empty where it was not looked at. */
  readonly format: string;
  /** How many entries it lists; undefined where it was not looked at. */
  readonly entries?: number;
}

/** Owns what a search met that could be followed, each once, in the order it was met. */
export class Candidates {
  readonly #met = new Map<Url, Candidate>();

  /** Something that was named; with `listing` it was looked at. */
  note(url: Url, listing: Listing | undefined, title = ''): void {
    if (listing === undefined && this.#met.has(url)) return;
    this.#met.set(url, {
      url,
      title: listing?.title || title,
      kind: listing?.kind ?? 'feed',
      format: listing?.format ?? '',
      ...(listing === undefined ? {} : { entries: listing.entries.length }),
    });
  }

  /** Something that turned out to be nothing to follow. */
  drop(url: Url): void {
    this.#met.delete(url);
  }

  /** All of them, the one that was chosen first. */
  all(chosen: Url | undefined): readonly Candidate[] {
    const first = chosen === undefined ? undefined : this.#met.get(chosen);
    const rest = [...this.#met.values()].filter((one) => one !== first);
    return first === undefined ? rest : [first, ...rest];
  }
}
