import { ArchiveError, type Source } from '../model/index.ts';

/** What a page of one outlet shows. */
export interface Outlet {
  readonly source: Source;
  /** The sources that a main source stands for, itself first; any other source is alone. */
  readonly members: readonly Source[];
  readonly sourceIds: readonly string[];
}

/** Sources that stand for one outlet, under the first of them. */
export interface Outlets {
  /** The source whose name and page stand for the outlet of this one. */
  mainOf(sourceId: string): Source | undefined;
  /** What a source stands for. Throws ArchiveError `not-found` for an id that is none. */
  named(id: string): Outlet;
}

/**
 * An outlet is often followed by several sources: a feed, a sitemap, a section page. Sources of
 * one folder and host are one outlet where the title of one begins or ends with that of another:
 * «Courier», «Courier (json)», «Culture - Courier».
 */
export function outletsOf(sources: readonly Source[]): Outlets {
  const mains = new Map<string, Source>();
  const members = new Map<string, Source[]>();
  for (const neighbours of byPlace(sources).values()) {
    const found: Source[] = [];
    for (const source of neighbours) {
      const main = found.find(({ title }) => names(source.title, title)) ?? source;
      if (main === source) found.push(source);
      mains.set(source.id, main);
      members.set(main.id, [...(members.get(main.id) ?? []), source]);
    }
  }
  return {
    mainOf: (id) => mains.get(id),
    named(id) {
      const source = sources.find((one) => one.id === id);
      if (source === undefined) {
        throw new ArchiveError('not-found', `${id}: there is no such outlet in this archive.`);
      }
      const own = members.get(id) ?? [source];
      return { source, members: own, sourceIds: own.map((member) => member.id) };
    },
  };
}

/** Sources of the same folder and host, those of the shortest title first. */
function byPlace(sources: readonly Source[]): Map<string, Source[]> {
  const places = new Map<string, Source[]>();
  const sorted = [...sources].sort((one, other) => one.title.length - other.title.length);
  for (const source of sorted) {
    const place = `${new URL(source.url).host} ${source.folder ?? ''}`;
    const there = places.get(place) ?? [];
    there.push(source);
    places.set(place, there);
  }
  return places;
}

/** Whether a title is another, or holds it at one end with a word of its own beside it. */
function names(title: string, outlet: string): boolean {
  if (title === outlet) return true;
  if (outlet === '') return false;
  const after = title.startsWith(outlet) && !/^[\p{L}\p{N}]/u.test(title.slice(outlet.length));
  const before = title.endsWith(outlet) && !/[\p{L}\p{N}]$/u.test(title.slice(0, -outlet.length));
  return after || before;
}
