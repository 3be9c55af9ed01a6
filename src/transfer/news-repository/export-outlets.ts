import { ArchiveError, type Instant } from '../../model/index.ts';
import { byCodeUnit } from './code-unit-order.ts';
import { formatFileName } from './file-name.ts';
import { type ListEntry, mostListed } from './list-page.ts';
import { listPageName, outletFolderName } from './outlets.ts';

/** What the writer is told of an outlet. */
export interface ExportOutlet {
  readonly folder: string;
  readonly title: string;
}

interface Listed extends ListEntry {
  readonly slot: number;
}

interface Outlet {
  readonly folder: string;
  readonly page: string;
  readonly slots: Set<number>;
  /** At least the 300 lowest slots seen so far, at most twice that. */
  newest: Listed[];
}

export interface ListPage {
  readonly path: string;
  readonly title: string;
  readonly entries: readonly ListEntry[];
}

/** The outlets of one export as its files pass: which slots are taken, what the lists will hold. */
export class ExportOutlets {
  private readonly outlets = new Map<string, Outlet>();
  /** List page titles by page name without regard to case; the first spelling stays. */
  private readonly pages = new Map<string, { readonly path: string; readonly title: string }>();

  /** The path a file gets. Throws `conflict` when its slot is taken, `invalid` for no slot. */
  place(outlet: ExportOutlet, slot: number): string {
    const known = this.outletOf(outlet);
    const path = formatFileName(known.folder, slot);
    if (known.slots.has(slot)) {
      throw new ArchiveError('conflict', `${path} is taken by another article; give another slot.`);
    }
    known.slots.add(slot);
    return path;
  }

  /** Gives a slot up whose file could not be written. */
  release(outlet: ExportOutlet, slot: number): void {
    this.outletOf(outlet).slots.delete(slot);
  }

  list(
    outlet: ExportOutlet,
    slot: number,
    path: string,
    title: string,
    publishedAt: Instant,
  ): void {
    const known = this.outletOf(outlet);
    known.newest.push({ slot, path, title, publishedAt });
    if (known.newest.length >= 2 * mostListed) known.newest = newestOf(known.newest);
  }

  /** The slots in use by folder. */
  slots(): ReadonlyMap<string, ReadonlySet<number>> {
    return new Map([...this.outlets.values()].map((outlet) => [outlet.folder, outlet.slots]));
  }

  /** The folder in use for a name without regard to case. */
  folderLike(name: string): string | undefined {
    return this.outlets.get(name.toLowerCase())?.folder;
  }

  /** The list pages by path; outlets with one title share one. */
  listPages(): readonly ListPage[] {
    const pages = [...this.pages].map(([key, { path, title }]) => {
      const sharing = [...this.outlets.values()].filter((outlet) => outlet.page === key);
      const shelves = sharing.map((outlet) => newestOf(outlet.newest));
      return { path, title, entries: merged(shelves) };
    });
    return pages
      .filter((page) => page.entries.length > 0)
      .sort((one, other) => byCodeUnit(one.path, other.path));
  }

  private outletOf({ folder, title }: ExportOutlet): Outlet {
    const name = outletFolderName(folder);
    const key = name.toLowerCase();
    const known = this.outlets.get(key);
    if (known !== undefined) return known;
    const path = listPageName(title);
    const page = path.toLowerCase();
    if (!this.pages.has(page)) this.pages.set(page, { path, title });
    const fresh = { folder: name, page, slots: new Set<number>(), newest: [] };
    this.outlets.set(key, fresh);
    return fresh;
  }
}

function newestOf(listed: readonly Listed[]): Listed[] {
  return [...listed].sort((one, other) => one.slot - other.slot).slice(0, mostListed);
}

/** Several outlets' entries by date, each outlet's own order kept. */
function merged(shelves: readonly (readonly Listed[])[]): ListEntry[] {
  const at = shelves.map(() => 0);
  const entries: ListEntry[] = [];
  while (entries.length < mostListed) {
    let best = -1;
    shelves.forEach((shelf, index) => {
      const head = shelf[at[index] ?? 0];
      const rival = shelves[best]?.[at[best] ?? 0];
      if (head !== undefined && (rival === undefined || head.publishedAt > rival.publishedAt)) {
        best = index;
      }
    });
    const next = shelves[best]?.[at[best] ?? 0];
    if (next === undefined) break;
    entries.push(next);
    at[best] = (at[best] ?? 0) + 1;
  }
  return entries;
}
