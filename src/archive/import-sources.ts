import type { Instant, Source, Url } from '../model/index.ts';
import { sourceId } from './identity.ts';
import type { Services } from './services.ts';

/** The outlet that what is imported belongs to; followed sources of the same folder take it, else one
 * is made. */
export interface ImportOutlet {
  readonly folder: string;
  readonly title: string;
}

/** The sources that imported outlets belong to, made when there is none yet. */
export class ImportSources {
  readonly #services: Pick<Services, 'store'>;
  readonly #byFolder = new Map<string, Source>();
  readonly #new = new Set<Source>();

  constructor(services: Pick<Services, 'store'>) {
    this.#services = services;
  }

  async of(outlet: ImportOutlet, firstAt: Instant): Promise<Source> {
    if (this.#byFolder.size === 0) await this.#load();
    const found = this.#byFolder.get(outlet.folder);
    if (found !== undefined) return found;
    const url = importUrl(outlet.folder);
    const made: Source = {
      id: sourceId(url),
      kind: 'import',
      url,
      title: outlet.title,
      folder: outlet.folder,
      body: 'page',
      state: 'unfollowed',
      allowPrivate: false,
      followedAt: firstAt,
    };
    this.#byFolder.set(outlet.folder, made);
    this.#new.add(made);
    return made;
  }

  /** The sources made that are not on record yet. */
  fresh(): readonly Source[] {
    return [...this.#new];
  }

  /** These are on record now. */
  onRecord(made: readonly Source[]): void {
    for (const source of made) this.#new.delete(source);
  }

  async #load(): Promise<void> {
    for (const source of await this.#services.store.sources()) {
      if (source.folder !== undefined && !this.#byFolder.has(source.folder)) {
        this.#byFolder.set(source.folder, source);
      }
    }
  }
}

/** An imported outlet has no address of its own; this one names it and is never fetched. */
const importUrl = (folder: string): Url =>
  `https://import.invalid/${encodeURIComponent(folder)}/` as Url;
