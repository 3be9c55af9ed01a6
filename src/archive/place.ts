import { readContent, readPayload } from '../capture/index.ts';
import { ArchiveError, type Basis, type Instant, type Source, type Url } from '../model/index.ts';
import type { ArticleRecord, RevisionRecord, Slot } from '../store/index.ts';
import { decide } from './decide.ts';
import { readListing } from './document.ts';
import { guidOf } from './identity.ts';
import type { Services } from './services.ts';

/** The highest place in an outlet's folder: 0xFFFFF. Places count down, the newest lowest. */
const highest = 0xfffff;

/** An article at its place in a news repository. */
export interface PlacedArticle {
  readonly slot: Slot;
  readonly source: Source;
  readonly article: ArticleRecord;
  /** The state that stands at this place: a pinned capture's, else the newest revision. */
  readonly revision: RevisionRecord;
  readonly title: string;
  readonly url: Url;
  /** As told; the first sight where nothing was told. */
  readonly publishedAt: Instant;
}

/** The body as its origin wrote it. */
export interface OriginalBody {
  readonly basis: Basis;
  /** An imported file, byte for byte. */
  readonly file?: Uint8Array;
  /** The body's HTML where it is not a whole file. */
  readonly html?: string;
}

/** Gives every article without a place the next lower one of its outlet, oldest record first. */
export async function placeNew(
  services: Services,
  outletOf: (source: Source) => string,
): Promise<number> {
  const sources = new Map((await services.store.sources()).map((source) => [source.id, source]));
  let placed = 0;
  for await (const page of unplaced(services)) {
    placed += await decide(services, async ({ store }) => {
      const slots: Slot[] = [];
      const lowest = new Map<string, number>();
      for (const article of await withoutPlace(store, page)) {
        const source = sources.get(article.sourceId);
        if (source === undefined) continue;
        const outlet = outletOf(source);
        const taken = lowest.get(outlet) ?? (await store.lowestSlot(outlet));
        const next = nextBelow(outlet, taken);
        lowest.set(outlet, next);
        slots.push({ outlet, slot: next, articleId: article.id });
      }
      await store.commit({ slots });
      return slots.length;
    });
  }
  return placed;
}

/** Gives articles these places. One that another article has already stays that one's; the capture
 * that wanted it gets the next lower place of the outlet, unless it has a place. */
export async function placeGiven(services: Services, wanted: readonly Slot[]): Promise<void> {
  const held = new Map<string, Slot>();
  const lowest = new Map<string, number>();
  for (const outlet of new Set(wanted.map((slot) => slot.outlet))) {
    for await (const slot of allSlots(services, outlet)) held.set(placeName(slot), slot);
  }
  const standing = await standingFor(services, wanted, held);
  const isFree = (slot: Slot) => {
    const holder = held.get(placeName(slot))?.articleId ?? slot.articleId;
    return (standing.get(holder) ?? holder) === slot.articleId;
  };
  const given = wanted.filter(isFree);
  const blocked = wanted.filter((slot) => !isFree(slot));
  for (const slot of given) held.set(placeName(slot), slot);
  for (const { outlet, slot } of held.values()) {
    lowest.set(outlet, Math.min(slot, lowest.get(outlet) ?? slot));
  }
  const captures = new Set([...held.values()].map((slot) => slot.captureId));
  for (const slot of blocked) {
    if (slot.captureId === undefined || captures.has(slot.captureId)) continue;
    const next = nextBelow(slot.outlet, lowest.get(slot.outlet));
    lowest.set(slot.outlet, next);
    given.push({ ...slot, slot: next });
  }
  await services.store.commit({ slots: given });
}

/** The merged among the holders of wanted places, with the article that stays: the place is its. */
async function standingFor(
  services: Services,
  wanted: readonly Slot[],
  held: ReadonlyMap<string, Slot>,
): Promise<ReadonlyMap<string, string>> {
  const holders = wanted.flatMap((slot) => {
    const holder = held.get(placeName(slot))?.articleId ?? slot.articleId;
    return holder === slot.articleId ? [] : [holder];
  });
  const articles = await services.store.articlesById([...new Set(holders)]);
  return new Map(articles.map(({ id, mergedInto }) => [id, mergedInto ?? id]));
}

const placeName = ({ outlet, slot }: Slot): string => `${outlet}\n${slot}`;

/** The place under the lowest that is taken. Throws `refused` when there is none left. */
function nextBelow(outlet: string, lowest: number | undefined): number {
  const next = (lowest ?? highest + 1) - 1;
  if (next >= 0) return next;
  throw new ArchiveError(
    'refused',
    `${outlet}: all ${highest + 1} places of a news repository's outlet are taken; give newer sources another folder.`,
  );
}

async function* allSlots(services: Services, outlet: string): AsyncGenerator<Slot> {
  let after: Slot | undefined;
  for (;;) {
    const page = await services.store.slots({ outlet, ...(after && { after }), limit: 1000 });
    if (page.length === 0) return;
    after = page.at(-1);
    yield* page;
  }
}

/** Those that have no place, without merged records. */
async function withoutPlace(
  store: Services['store'],
  articles: readonly ArticleRecord[],
): Promise<readonly ArticleRecord[]> {
  const slots = await store.slotsOf(articles.map(({ id }) => id));
  const placed = new Set(slots.map(({ articleId }) => articleId));
  return articles.filter(({ id, mergedInto }) => !placed.has(id) && mergedInto === undefined);
}

/** Articles without a place, but no merged records, in pages, in the order they came on record. */
async function* unplaced(services: Services): AsyncGenerator<readonly ArticleRecord[]> {
  let after: number | undefined;
  for (;;) {
    const page = await services.store.recordedAfter(after, 500);
    if (page.articles.length === 0) return;
    after = page.last;
    const free = await withoutPlace(services.store, page.articles);
    if (free.length > 0) yield free;
  }
}

/** Everything that has a place, by outlet and place. */
export async function* placedArticles(services: Services): AsyncGenerator<PlacedArticle> {
  const { store } = services;
  const sources = new Map((await store.sources()).map((source) => [source.id, source]));
  let after: Slot | undefined;
  for (;;) {
    const slots = await store.slots({ ...(after === undefined ? {} : { after }), limit: 200 });
    if (slots.length === 0) return;
    after = slots.at(-1);
    yield* placedIn(services, slots, sources);
  }
}

/** The articles at these places; a place whose article is not on record is passed over. */
async function* placedIn(
  services: Services,
  slots: readonly Slot[],
  sources: ReadonlyMap<string, Source>,
): AsyncGenerator<PlacedArticle> {
  const { store } = services;
  const ids = [...new Set(slots.map((slot) => slot.articleId))];
  const articles = new Map((await store.articlesById(ids)).map((article) => [article.id, article]));
  const latest = new Map((await store.latestRevisions(ids)).map((one) => [one.article, one]));
  const places = Map.groupBy(await store.slotsOf(ids), (slot) => slot.articleId);
  for (const slot of slots) {
    const article = articles.get(slot.articleId);
    const source = article && sources.get(article.sourceId);
    const newest = latest.get(slot.articleId);
    if (article === undefined || source === undefined || newest === undefined) continue;
    const several = (places.get(article.id)?.length ?? 0) > 1;
    const revision = several ? ((await pinned(services, slot)) ?? newest) : newest;
    const { title, url } = revision.content;
    const publishedAt = revision.content.publishedAt ?? article.publishedAt ?? article.firstSeenAt;
    yield { slot, source, article, revision, title, url, publishedAt };
  }
}

/** The revision that stood when a place's capture was made: of an article with several places each
 * shows its own state. */
async function pinned(services: Services, slot: Slot): Promise<RevisionRecord | undefined> {
  const capture =
    slot.captureId === undefined ? undefined : await services.store.capture(slot.captureId);
  if (capture === undefined) return undefined;
  const chain = await services.store.revisions(slot.articleId);
  const its =
    chain.find((revision) => revision.captureId === capture.id) ??
    chain.findLast((revision) => revision.seenAt <= capture.capturedAt);
  return its && (await services.store.revision(its.id));
}

/** The body as its origin wrote it: an imported file whole, a feed item's own HTML; undefined html
 * for a page, whose origin is a whole page. Throws `corrupt` when the capture is damaged. */
export async function originalBody(
  services: Services,
  placed: PlacedArticle,
): Promise<OriginalBody> {
  const { store, captures } = services;
  // An imported file may have changed without its words: the place knows the newest one.
  const imported = placed.revision.basis === 'import' ? placed.slot.captureId : undefined;
  const capture = await store.capture(imported ?? placed.revision.captureId);
  if (capture === undefined) return { basis: placed.revision.basis };
  if (placed.revision.basis === 'import') {
    return {
      basis: 'import',
      file: await readPayload(captures, capture, store.captureWithPayload),
    };
  }
  if (placed.revision.basis !== 'feed') return { basis: placed.revision.basis };
  const content = await readContent(captures, capture, store.captureWithPayload);
  const listing = readListing({ url: capture.finalUrl, content, headers: capture.headers });
  const guids = (await store.keysOf(placed.article.id)).flatMap(
    (key) => guidOf(key.key)?.guid ?? [],
  );
  const html = listing.entries.find((entry) => guids.includes(entry.guid))?.contentHtml;
  return html === undefined ? { basis: 'feed' } : { basis: 'feed', html };
}
