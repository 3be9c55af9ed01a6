import {
  emptyMemory,
  formatMemory,
  type LearnedPage,
  learnPage,
  parseMemory,
  type SiteMemory,
  siteKey,
  withoutFurniture,
} from '../extract/index.ts';
import type { Basis, Url } from '../model/index.ts';
import type { RevisionRecord, SiteRow, Store } from '../store/index.ts';
import { canonicalUrl } from '../url/index.ts';
import type { Find } from './find.ts';

/** A memory read, with its text: while that is the same it is not parsed and counted again. */
interface Read {
  readonly text: string;
  readonly memory: SiteMemory;
}

/** Memories held parsed, of the sites asked for last. */
const mostRead = 64;
const readOf = new WeakMap<Store, Map<string, Read>>();

/** The site that a find's words are of, and what they were taken from: each has a memory. */
export interface SiteName {
  readonly host: string;
  readonly basis: Basis;
}

/** The site of a find: the host that served its page, or that of the address it is known by. */
export const siteOf = ({ basis, capture, urls }: Find): SiteName =>
  siteAt(basis === 'page' ? capture.finalUrl : urls[0], basis);

/** What is known of a site, as a text that changes with it. */
export async function siteTrace(store: Store, url: Url): Promise<string> {
  const host = siteKey(url);
  const rows = [
    await store.site(host, 'page'),
    await store.site(host, 'feed'),
    await store.site(host, 'import'),
  ];
  return rows.map((row) => (row === undefined ? '' : `${row.learned} ${row.memory}`)).join('\n');
}

const siteAt = (url: Url, basis: Basis): SiteName => ({
  host: siteKey(url),
  basis,
});

/**
 * Revisions as one memory cuts them, what is known of their site now: what was learned between two of
 * them is then no difference. By their ids; one whose capture is not on record is as it is there, and
 * what is not on record is left out.
 */
export async function cutAlike(
  store: Store,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RevisionRecord>> {
  const sites = new Sites(store);
  const alike = new Map<string, RevisionRecord>();
  for (const id of ids) {
    const revision = await store.revision(id);
    if (revision === undefined) continue;
    alike.set(id, revision);
    const capture = await store.capture(revision.captureId);
    if (capture === undefined) continue;
    const { basis, content } = revision;
    const url = basis === 'page' ? capture.finalUrl : canonicalUrl(content.url);
    const memory = await sites.memoryOf(siteAt(url, basis));
    const { article, cut } = withoutFurniture(
      { article: content, cut: revision.cut ?? [] },
      memory,
    );
    alike.set(id, { ...revision, content: article, ...(cut.length === 0 ? {} : { cut }) });
  }
  return alike;
}

/** Owns what is known of the sites of some finds while these are worked through. */
export class Sites {
  readonly #store: Store;
  readonly #read: Map<string, Read>;
  readonly #changed = new Map<string, { readonly site: SiteName; readonly memory: SiteMemory }>();

  constructor(store: Store) {
    this.#store = store;
    this.#read = readOf.get(store) ?? new Map<string, Read>();
    readOf.set(store, this.#read);
  }

  async memoryOf(site: SiteName): Promise<SiteMemory> {
    const name = nameOf(site);
    const changed = this.#changed.get(name);
    if (changed !== undefined) return changed.memory;
    const row = await this.#store.site(site.host, site.basis);
    return row === undefined ? emptyMemory : this.#parsed(name, row.memory);
  }

  /** Puts another memory in the place of the one known. */
  change(site: SiteName, memory: SiteMemory): void {
    this.#changed.set(nameOf(site), { site, memory });
  }

  async learn(site: SiteName, page: LearnedPage): Promise<void> {
    const before = await this.memoryOf(site);
    const after = learnPage(before, page);
    if (after !== before) this.change(site, after);
  }

  /** What is to be written. */
  changed(): SiteRow[] {
    return [...this.#changed.values()].map(({ site, memory }) => {
      const text = formatMemory(memory);
      this.#hold(nameOf(site), { text, memory });
      return { ...site, learned: memory.learned, memory: text };
    });
  }

  #parsed(name: string, text: string): SiteMemory {
    const known = this.#read.get(name);
    const read = known?.text === text ? known : { text, memory: parseMemory(text) };
    this.#hold(name, read);
    return read.memory;
  }

  #hold(name: string, read: Read): void {
    this.#read.delete(name);
    this.#read.set(name, read);
    const [oldest] = this.#read.keys();
    if (this.#read.size > mostRead && oldest !== undefined) this.#read.delete(oldest);
  }
}

const nameOf = ({ host, basis }: SiteName): string => `${basis} ${host}`;
