import type { FeedEnclosure, FeedEntry, Instant, Url } from '../model/index.ts';

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
 * already are left out, and every fault becomes a warning that names the item.
 */
export class EntryList {
  private readonly kept: FeedEntry[] = [];
  private readonly guids = new Set<string>();
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
    else if (this.guids.has(entry.guid)) {
      this.warn(`${name} repeats the guid «${short(entry.guid)}»; the first one was kept.`);
    } else {
      this.guids.add(entry.guid);
      this.kept.push(entry);
    }
    return true;
  }

  warn(sentence: string): void {
    if (this.told.length < warningLimit) this.told.push(sentence);
    else this.untold += 1;
  }

  get entries(): readonly FeedEntry[] {
    return this.kept;
  }

  get warnings(): readonly string[] {
    return this.untold === 0 ? this.told : [...this.told, `${this.untold} more warnings were cut.`];
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
    guid: draft.guid === '' ? url : draft.guid,
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

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 80).toWellFormed()}…` : line;
}
