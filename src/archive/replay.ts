import { decodeContent, readContent } from '../capture/index.ts';
import { sha256 } from '../digest/index.ts';
import type { Capture, Instant, Locator, Url } from '../model/index.ts';
import type { Change } from '../store/index.ts';
import { captureIdOf, httpResponse, payloadDigest, type WarcRecord } from '../warc/index.ts';
import { untilFirst } from './decide.ts';
import { type MirroredAbout, mirroredMeaning } from './mirrors/replay-mirrored.ts';
import { ownMeaning, RecordsBeside } from './own-records.ts';
import { type ImportAbout, importMeaning } from './replay-import.ts';
import { type LessAbout, lessMeaning } from './replay-less.ts';
import { type ListingAbout, listingMeaning } from './replay-listing.ts';
import { type Evidence, type ReplayMeans, unlessUnreadable } from './replay-means.ts';
import { type Note, noteMeaning } from './replay-note.ts';
import { type PageAbout, pageMeaning } from './replay-page.ts';
import { Removals, type TakedownFact } from './replay-takedown.ts';
import { captureIdBeside } from './told-beside.ts';
import { joined } from './write.ts';

type About = ListingAbout | PageAbout | ImportAbout | Note | { readonly kind: string };

/** Captures held back for a record that tells what they were for. */
const mostHeld = 200;

/**
 * Makes a catalogue of capture records in the order they were written: by what stands beside each
 * capture it is told what it was for, and recorded by the functions that record live. A capture with
 * nothing beside it is evidence alone.
 */
export class Replayer {
  readonly #means: ReplayMeans;
  #held: Capture[] = [];
  #last: { readonly id: string; readonly body: Uint8Array } | undefined;
  /** Sitemaps of an index that is to follow, by source. */
  readonly #parts = new Map<string, Capture[]>();
  readonly #removals = new Removals();
  readonly #beside = new RecordsBeside();
  /** The listing that the record at hand names. */
  #listing: string | undefined;
  /** Captures taken so far. */
  captures = 0;
  /** Records of ours whose meaning, or part of it, cannot be read: what they tell of is evidence alone. */
  unread = 0;

  constructor(means: ReplayMeans) {
    this.#means = {
      ...means,
      idThen: (id) => this.#removals.idThen(id, this.#listing),
      unread: () => {
        this.unread += 1;
      },
    };
  }

  async take(record: WarcRecord, locator: Locator): Promise<void> {
    if (this.#removals.isPlace(record, locator)) return;
    if (record.type === 'request') return;
    if (record.type === 'metadata') return await this.#meanings(this.#beside.wait(record));
    await this.pass(record);
    const captured = captureIn(record, locator);
    if (captured === undefined) return;
    this.#removals.learnNames(record);
    this.captures += 1;
    this.#held.push(captured.capture);
    this.#last =
      record.type === 'revisit' ? undefined : { id: captured.capture.id, body: captured.body };
    if (this.#held.length >= mostHeld) await this.#commit({});
  }

  /** Passes a capture that is not taken; what stands beside it is not held to be of the one before. */
  async pass(record: WarcRecord): Promise<void> {
    await this.#meanings(this.#beside.next(captureIdOf(record)));
  }

  /** Puts on record what is held back still, and more. */
  async end(also: Change = {}): Promise<void> {
    await this.#meanings(this.#beside.take());
    await this.#commit(also);
    this.#last = undefined;
  }

  async #meanings(records: readonly WarcRecord[]): Promise<void> {
    for (const record of records) await this.#meaning(record);
  }

  async #meaning(record: WarcRecord): Promise<void> {
    const told = ownMeaning(record, (id) => this.#removals.namesOf(id));
    if (told === 'malformed') this.unread += 1;
    if (told === undefined || told === 'malformed') return;
    if (told['kind'] === 'takedown') {
      return await this.#takenDown(told as unknown as TakedownFact);
    }
    const about = this.#named(told as unknown as About);
    const id = captureIdBeside(record);
    if (id === '') {
      return await this.#understood(() => noteMeaning(this.#means, about as Note, record.date));
    }
    const evidence = await this.#evidence(id, about);
    if (evidence !== undefined) await this.#understood(() => this.#meaningOf(about, evidence));
  }

  async #understood(meaning: () => Promise<Change>): Promise<void> {
    await untilFirst(async () => {
      await this.#commit((await unlessUnreadable(this.#means.unread, meaning)) ?? {});
    });
  }

  async #takenDown(fact: TakedownFact): Promise<void> {
    await this.#commit({});
    await this.#commit(await this.#removals.meaning(this.#means.store, fact));
  }

  /** What a record tells, naming its listing as that is named today. */
  #named(about: About): About {
    const { listing } = about as { readonly listing?: string };
    this.#listing = listing;
    if (listing === undefined) return about;
    const named = { listing: this.#removals.idNow(listing) };
    return { ...about, ...named };
  }

  async #meaningOf(about: About, evidence: Evidence): Promise<Change> {
    const { kind } = about;
    const { sourceId = '' } = evidence.capture;
    if (kind === 'page') return await pageMeaning(this.#means, about as PageAbout, evidence);
    if (kind === 'import') return await importMeaning(this.#means, about as ImportAbout, evidence);
    if (kind === 'mirrored') {
      return await mirroredMeaning(this.#means, about as MirroredAbout, evidence);
    }
    if (kind === 'evidence') return await lessMeaning(this.#means, about as LessAbout, evidence);
    if (kind === 'part') {
      this.#parts.set(sourceId, [...(this.#parts.get(sourceId) ?? []), evidence.capture]);
    }
    if (kind !== 'listing') return {};
    this.#parts.delete(sourceId);
    return await listingMeaning(this.#means, about as ListingAbout, evidence);
  }

  /** The capture that a record is about, told of its source and of the way to it. */
  async #evidence(id: string, about: About): Promise<Evidence | undefined> {
    const { store, captures } = this.#means;
    // The same answer at the same moment is one capture: where it was written twice, the first.
    const bare = (await store.capture(id)) ?? this.#held.find((capture) => capture.id === id);
    if (bare === undefined) return undefined;
    const sourceId = await this.#sourceOf(about, id);
    const told = sourceId === undefined ? {} : { sourceId };
    const capture = { ...bare, ...told, ...importedAddress(about, bare) };
    const ids = new Set((about as { hops?: readonly string[] }).hops ?? []);
    this.#held = this.#held.map((one) => {
      if (one.id === id) return capture;
      return ids.has(one.id) ? { ...one, ...told, finalUrl: capture.finalUrl } : one;
    });
    const last = this.#last;
    return {
      capture,
      hops: this.#held.filter((one) => ids.has(one.id)),
      parts: this.#parts.get(sourceId ?? '') ?? [],
      isWhole: last?.id === id,
      captureOf: async (named) =>
        this.#held.find((one) => one.id === named) ?? (await store.capture(named)),
      content: async (one) =>
        last?.id === one.id
          ? decodeContent(last.body, one.headers)
          : await readContent(captures, one, store.captureWithPayload),
    };
  }

  async #sourceOf(about: About, id: string): Promise<string | undefined> {
    const { source } = about as { source?: string | { readonly id: string } };
    if (typeof source === 'object') return source.id;
    return source ?? (await this.#means.sourceBefore?.(id));
  }

  async #commit(change: Change): Promise<void> {
    const all = joined({ captures: this.#held }, change);
    if (Object.values(all).some((rows: readonly unknown[]) => rows.length > 0)) {
      await this.#means.store.commit(all);
    }
    this.#held = [];
  }
}

/** The address of a capture of another archive as its import puts it on record: others write it in
 * other ways than a browser asks for it. */
function importedAddress(about: About, { askedUrl }: Capture): Partial<Capture> {
  const { kind, format } = about as { readonly kind: string; readonly format?: string };
  if (kind !== 'import' || format !== 'warc' || !URL.canParse(askedUrl)) return {};
  const url = new URL(askedUrl).href as Url;
  return { askedUrl: url, finalUrl: url };
}

/** Fields that the writer of records has named otherwise, as they came. */
const renamed = new Map([['X-Archive-Orig-Transfer-Encoding', 'Transfer-Encoding']]);

/** The capture that a record is the heart of; undefined for the records beside it. */
function captureIn(
  record: WarcRecord,
  locator: Locator,
): { readonly capture: Capture; readonly body: Uint8Array } | undefined {
  const { type } = record;
  if (!['response', 'revisit', 'resource', 'conversion'].includes(type)) return undefined;
  const url = record.targetUri as Url | undefined;
  const stated = payloadDigest(record);
  // What a revisit of another archive refers to is known to its import, which brings it again.
  if (url === undefined || (type === 'revisit' && stated === undefined)) return undefined;
  const { status, headers, body } = httpResponse(record);
  const capture = {
    id: captureIdOf(record),
    askedUrl: url,
    finalUrl: url,
    capturedAt: record.date as Instant,
    status,
    headers: headers.map(([name, value]) => [renamed.get(name) ?? name, value] as const),
    payload: stated ?? sha256(body),
    record: locator,
  };
  return { capture, body };
}
