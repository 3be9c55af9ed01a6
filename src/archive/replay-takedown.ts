import type { Capture, Digest, Instant, Locator, Takedown, Url } from '../model/index.ts';
import type { Change, Store } from '../store/index.ts';
import { captureIdOf, idsBeforeCut, removedSays, type WarcRecord } from '../warc/index.ts';
import { strippedEntries } from './takedown-subject.ts';

/** The fact of a takedown, as it stands in the capture files. */
export interface TakedownFact
  extends Pick<Takedown, 'id' | 'articles' | 'url' | 'reason' | 'at' | 'keys'>,
    Omit<Takedown['removal'], 'left'> {
  readonly kind: 'takedown';
  /** Unset in records of old archives. */
  readonly left?: Takedown['removal']['left'];
}

/** That takedowns were lifted. */
export interface LiftNote {
  readonly kind: 'lifted';
  readonly takedowns: readonly string[];
}

/**
 * What a replay meets of takedowns: places of removed records, and captures that have another id since
 * something was cut from them.
 */
export class Removals {
  readonly #places = new Map<string, Locator>();
  /** The id in force by one from before. */
  readonly #now = new Map<string, string>();
  /** The ids from before, the first first, by the one in force. */
  readonly #before = new Map<string, readonly string[]>();

  /** Whether the record stands in the place of a removed one; it is remembered then. */
  isPlace(record: WarcRecord, locator: Locator): boolean {
    if (removedSays(record) === undefined) return false;
    this.#places.set(captureIdOf(record), locator);
    return true;
  }

  learnNames(record: WarcRecord): void {
    const before = idsBeforeCut(record);
    if (before.length === 0) return;
    this.#before.set(captureIdOf(record), before);
    for (const id of before) this.#now.set(id, captureIdOf(record));
  }

  /** The id in force of a capture that a record names. */
  idNow(named: string): string {
    return this.#now.get(named) ?? named;
  }

  /** All ids that a capture has had, that in force last. */
  namesOf(id: string): readonly string[] {
    return [...(this.#before.get(id) ?? []), id];
  }

  /** The id that a capture had when a record was written: as the record names it, else its first. */
  idThen(id: string, named: string | undefined): string {
    if (named !== undefined && this.idNow(named) === id) return named;
    return this.#before.get(id)?.[0] ?? id;
  }

  /** What the fact of a takedown means: it is refused from here on, and nothing of it is on record. */
  async meaning(store: Store, fact: TakedownFact): Promise<Change> {
    const { id, articles, url, reason, at, keys, captures, cut, revisions, moved } = fact;
    const known = await store.takedown(id);
    const isGone =
      captures.every((one) => this.#places.has(one.id)) &&
      cut.every((one) => this.idNow(one.id) === one.now.id);
    const takedown: Takedown = {
      ...known,
      id,
      articles,
      url,
      reason,
      at,
      keys,
      state: isGone || known?.state === 'done' ? 'done' : 'erased',
      removal: { captures, cut, revisions, left: fact.left ?? known?.removal.left ?? [], moved },
    };
    const removed = captures.flatMap((one) => this.#captureOf(one, id) ?? []);
    const entries = await strippedEntries(store, takedown);
    return { takedowns: [takedown], erased: [takedown], entries, captures: removed };
  }

  #captureOf(one: TakedownFact['captures'][number], removed: string): Capture | undefined {
    const record = this.#places.get(one.id);
    if (record === undefined) return undefined;
    const { id, url, finalUrl = url, capturedAt, status, payload, sourceId } = one;
    return {
      id,
      askedUrl: url as Url,
      finalUrl,
      capturedAt: capturedAt as Instant,
      status,
      headers: [],
      payload: payload as Digest,
      record,
      ...(sourceId === undefined ? {} : { sourceId }),
      removed,
    };
  }
}

/** What the lifting of takedowns means. */
export async function liftMeaning(
  store: Store,
  { takedowns }: LiftNote,
  at: Instant,
): Promise<Change> {
  const lifted = (await store.takedowns()).filter(({ id }) => takedowns.includes(id));
  return { takedowns: lifted.map((one) => ({ ...one, liftedAt: one.liftedAt ?? at })) };
}
