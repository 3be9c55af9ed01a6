import type { FeedEnclosure, FeedEntry, Instant, Url } from '../model/index.ts';
import { articleKey } from '../url/index.ts';

/** An item as its format tells it, before it is judged whether it can be followed. */
export interface Draft {
  readonly guid: string;
  /** Undefined when it gives no link that leads anywhere. */
  readonly url: Url | undefined;
  readonly title: string;
  readonly authors: readonly string[];
  readonly publishedAt: Instant | undefined;
  readonly updatedAt: Instant | undefined;
  readonly contentHtml: string | undefined;
  readonly summaryHtml: string | undefined;
  readonly image?: Url | undefined;
  readonly enclosures?: readonly FeedEnclosure[];
  readonly tags?: readonly string[];
  /** What is amiss with it: ends of sentences, such as `its date «x» could not be read`. */
  readonly faults: readonly string[];
}

/** At most this many entries are taken from one document. */
export const entryLimit = 10_000;
const warningLimit = 200;

/**
 * Collects drafts as entries in document order: those without link or with a guid that was there
 * already are left out, and every fault becomes a warning that names the item. A guid that stands on
 * items of different addresses identifies none: the address speaks for each of them.
 */
export class EntryList {
  private readonly kept: FeedEntry[] = [];
  /** The addresses that were listed under each guid. */
  private readonly guids = new Map<string, Set<string>>();
  private readonly told: string[] = [];
  private untold = 0;
  private position = 0;

  /** Adds one item; false when no more are taken. */
  add(draft: Draft): boolean {
    if (this.position >= entryLimit) {
      this.warn(`Only the first ${entryLimit} items were read; the document holds more.`);
      return false;
    }
    this.position += 1;
    const name = this.nameOf(draft);
    for (const fault of draft.faults) this.warn(`${name}: ${fault}.`);
    const entry = entryOf(draft);
    if (entry === undefined) this.warn(`${name} has no link; it was left out.`);
    else if (!this.isNew(entry)) {
      this.warn(`${name} repeats the guid «${short(entry.guid)}»; the first one was kept.`);
    } else this.kept.push(entry);
    return true;
  }

  /** Whether guid and address were not there together yet; from now on they are. */
  private isNew(entry: FeedEntry): boolean {
    const listed = this.guids.get(entry.guid) ?? new Set();
    const key = articleKey(entry.url);
    const isNew = !listed.has(key);
    this.guids.set(entry.guid, listed.add(key));
    return isNew;
  }

  warn(sentence: string): void {
    if (this.told.length < warningLimit) this.told.push(sentence);
    else this.untold += 1;
  }

  get entries(): readonly FeedEntry[] {
    const worn = (guid: string) => (this.guids.get(guid)?.size ?? 0) > 1;
    if (!this.kept.some((entry) => worn(entry.guid))) return this.kept;
    const named = this.kept.map((entry) =>
      worn(entry.guid) ? { ...entry, guid: entry.url } : entry,
    );
    return [...new Map(named.map((entry) => [entry.guid, entry])).values()];
  }

  get warnings(): readonly string[] {
    const worn = [...this.guids].filter(([, addresses]) => addresses.size > 1);
    const told = worn.slice(0, 5).map(([guid, { size }]) => {
      const says = 'their addresses tell them apart';
      return `The guid «${short(guid)}» stands on items of ${size} addresses; ${says}.`;
    });
    const cut = this.untold === 0 ? [] : [`${this.untold} more warnings were cut.`];
    return [...told, ...this.told, ...cut];
  }

  private nameOf(draft: Draft): string {
    const label = draft.title || draft.guid || draft.url || '';
    return label === '' ? `item ${this.position}` : `item ${this.position} «${short(label)}»`;
  }
}

function entryOf(draft: Draft): FeedEntry | undefined {
  const { url, title, authors, publishedAt, updatedAt, contentHtml, summaryHtml } = draft;
  const { image, enclosures = [], tags = [] } = draft;
  if (url === undefined) return undefined;
  return {
    guid: identifies(draft.guid) ? draft.guid : url,
    url,
    title,
    authors,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(contentHtml === undefined ? {} : { contentHtml }),
    ...(summaryHtml === undefined ? {} : { summaryHtml }),
    ...(image === undefined ? {} : { image }),
    ...(enclosures.length === 0 ? {} : { enclosures }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

/** Whether a guid can tell an item: not an empty one, nor the address of a whole site. */
function identifies(guid: string): boolean {
  const address = /^https?:/i.test(guid) ? URL.parse(guid) : null;
  return guid !== '' && (address === null || address.pathname + address.search !== '/');
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 80).toWellFormed()}…` : line;
}
