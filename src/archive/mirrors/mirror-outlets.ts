import { instant, type Source } from '../../model/index.ts';
import { sourceId } from '../identity.ts';
import { ImportSources } from '../import-sources.ts';
import type { Services } from '../services.ts';
import type { ArchiveAbout } from './about-note.ts';
import type { MirroredFacts } from './mirrored.ts';

/**
 * The sources that articles of a mirror belong to: those that its archive follows, by the signed list, as
 * if they had been followed here once, so that following them again goes on where it ended; else one
 * for each host.
 */
export class MirrorOutlets {
  readonly #services: Pick<Services, 'store' | 'now'>;
  readonly #told: ReadonlyMap<string, ArchiveAbout['sources'][number]>;
  readonly #hosts: ImportSources;
  readonly #made = new Map<string, Source>();
  readonly #new = new Set<Source>();

  constructor(services: Pick<Services, 'store' | 'now'>, about: ArchiveAbout | undefined) {
    this.#services = services;
    this.#told = new Map(about?.sources.map((one) => [one.id, one]));
    this.#hosts = new ImportSources(services);
  }

  async of({ record, url, fetched }: MirroredFacts): Promise<Source> {
    const id = typeof record['source'] === 'string' ? record['source'] : '';
    const known = this.#made.get(id) ?? (await this.#services.store.source(id));
    if (known !== undefined) return known;
    const told = this.#told.get(id);
    const host = new URL(url).host;
    if (told === undefined) return await this.#hosts.of({ folder: host, title: host }, fetched);
    const { isFollowed: _there, ...source } = told;
    // By its own address, whatever id is told: whoever follows that address here must not be led to another.
    const ownId = sourceId(told.url);
    const own = await this.#services.store.source(ownId);
    if (own !== undefined) return own;
    const made: Source = {
      ...{ ...source, id: ownId, body: 'page', state: 'unfollowed', allowPrivate: false },
      followedAt: instant(this.#services.now()),
    };
    this.#made.set(id, made);
    this.#new.add(made);
    return made;
  }

  /** The sources made that are not on record yet. */
  fresh(): readonly Source[] {
    return [...this.#new, ...this.#hosts.fresh()];
  }

  /** These are on record now. */
  onRecord(made: readonly Source[]): void {
    for (const source of made) this.#new.delete(source);
    this.#hosts.onRecord(made);
  }
}
