import { readFileSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../digest/index.ts';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { type LyingFile, lyingFile, lyingFiles } from './site-listing.ts';
import { ownFiles, ownFolders, siteMark } from './site-paths.ts';
import {
  type FileMark,
  isDue,
  readState,
  type SiteState,
  turns,
  type Unit,
  writeState,
} from './site-state.ts';

/** What is remembered of a site lies in its folder and is no part of it. */
const stateFile = '.backissue-site.jsonl';
const draftFile = '.backissue-site.tmp';

/** What a unit is made of, and the files that it is, made one after the other as they are written. */
export interface UnitMade extends Omit<Unit, 'key' | 'files'> {
  readonly files: Iterable<{ readonly path: string; readonly bytes: string | Uint8Array }>;
}

/** How much of a folder was written. */
export interface FolderReport {
  readonly files: number;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Paths written or removed, sorted. */
  readonly changedPaths: readonly string[];
}

/**
 * The folder of a site: writes what differs from what lies there, removes what is not written any more,
 * and remembers by units what it was made of. Files of others stay.
 */
export class SiteFolder {
  readonly #folder: string;
  readonly #made: string;
  readonly #before: SiteState['units'];
  readonly #isSame: boolean;
  readonly #turn: number;
  readonly #there: Map<string, LyingFile>;
  readonly #units = new Map<string, Unit>();
  readonly #changed = new Set<string>();
  readonly #left = new Set<string>();
  readonly #folders = new Set<string>();

  private constructor(
    folder: string,
    made: string,
    there: Map<string, LyingFile>,
    before: SiteState | undefined,
  ) {
    this.#folder = folder;
    this.#made = made;
    this.#there = there;
    this.#before = before?.units ?? new Map();
    this.#isSame = before?.made === made;
    this.#turn = before?.turn ?? 0;
  }

  /** `made` stands for version and settings: another one makes all anew. Throws ArchiveError `refused`
   * for a folder that holds something else. */
  static async open(folder: string, made: string): Promise<SiteFolder> {
    try {
      await mkdir(folder, { recursive: true });
      const before = await readState(join(folder, stateFile));
      if (before === undefined) {
        await refuseOthers(folder);
        // Who is killed before the end leaves pages without a front: the next export knows them for ours.
        await replaceState(folder, { made: '', turn: 0, units: new Map() });
      }
      return new SiteFolder(folder, made, await lyingFiles(folder), before);
    } catch (thrown) {
      throw errorFrom(thrown, folder);
    }
  }

  /** Units as they were left, of whatever version. */
  get before(): SiteState['units'] {
    return this.#before;
  }

  /** Units of this export so far. */
  get units(): ReadonlyMap<string, Unit> {
    return this.#units;
  }

  /** A unit as an earlier export left it, if it was made of the same. */
  former(name: string, key: string): Unit | undefined {
    const unit = this.#before.get(name);
    return this.#isSame && unit?.key === key ? unit : undefined;
  }

  /** The bytes of a file of such a unit; undefined where they are not as they were written. */
  intact({ path, digest }: FileMark): Buffer | undefined {
    if (!this.#there.has(path)) return undefined;
    const bytes = readFileSync(join(this.#folder, path));
    return sha256(bytes) === digest ? bytes : undefined;
  }

  /** Leaves a unit as it lies there if it was made of the same and nobody altered it; says whether it was. */
  keep(name: string, key: string): boolean {
    const unit = this.former(name, key);
    const files = unit && this.#asWritten(unit.files);
    if (unit === undefined || files === undefined) return false;
    // A picture is a unit by its path, and stays with whatever shows it.
    const keeps = (path: string) => this.#units.has(path) || this.keep(path, path);
    if (!(unit.pictures ?? []).every(keeps)) return false;
    this.#units.set(name, unit.files === files ? unit : { ...unit, files });
    return true;
  }

  /** Leaves a unit that could not be made as it was; says whether there is one. */
  keepFormer(name: string): boolean {
    const unit = this.#before.get(name);
    if (unit === undefined) return false;
    for (const path of unit.pictures ?? []) this.keep(path, path);
    this.#units.set(name, { ...unit, key: '' });
    return true;
  }

  /** Writes a unit. */
  async put(name: string, key: string, { files, ...made }: UnitMade): Promise<void> {
    const former = new Map(this.#before.get(name)?.files.map((file) => [file.path, file]));
    const marks: FileMark[] = [];
    for (const { path, bytes } of files) {
      const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
      const digest = sha256(content);
      const before = former.get(path);
      const isThere = before?.digest === digest && this.#asWritten([before]) !== undefined;
      const lying = (isThere && this.#there.get(path)) || (await this.#write(path, content));
      marks.push({ path, digest, ...lying });
    }
    this.#units.set(name, { key, files: marks, ...made });
  }

  /** Makes a unit unless it was made of the same. */
  async unit(name: string, key: string, make: () => Promise<UnitMade>): Promise<void> {
    if (!this.keep(name, key)) await this.put(name, key, await make());
  }

  /** Whether a file lies there. */
  has(path: string): boolean {
    return this.#there.has(path);
  }

  /** Leaves files of the site that others write and remember. */
  leave(paths: readonly string[]): void {
    for (const path of paths) this.#left.add(path);
  }

  /** Removes what no unit is of, and remembers the rest. */
  async finish(): Promise<FolderReport> {
    const wanted = new Set(
      [...this.#units.values()].flatMap((one) => one.files.map((f) => f.path)),
    );
    let removed = 0;
    for (const path of this.#there.keys()) {
      if (wanted.has(path) || this.#left.has(path)) continue;
      await rm(join(this.#folder, path), { force: true });
      await removeEmpty(this.#folder, dirname(path));
      this.#changed.add(path);
      removed += 1;
    }
    const turn = (this.#turn + 1) % turns;
    await replaceState(this.#folder, { made: this.#made, turn, units: this.#units });
    const written = this.#changed.size - removed;
    const unchanged = wanted.size - written;
    const changedPaths = [...this.#changed].sort();
    return { files: wanted.size, written, unchanged, removed, changedPaths };
  }

  /**
   * The same files where they lie as they were written; undefined where one does not. Size and time tell, as for
   * copies: those of another time are read, and in each turn some of the others.
   */
  #asWritten(files: readonly FileMark[]): readonly FileMark[] | undefined {
    let isUntouched = true;
    for (const file of files) {
      const lying = this.#there.get(file.path);
      if (lying?.size !== file.size) return undefined;
      const isSame = lying.changedAt === file.changedAt;
      if (isSame && !isDue(file, this.#turn)) continue;
      if (this.intact(file) === undefined) return undefined;
      isUntouched &&= isSame;
    }
    return isUntouched ? files : files.map((file) => ({ ...file, ...this.#there.get(file.path) }));
  }

  async #write(path: string, content: Uint8Array): Promise<LyingFile> {
    const target = join(this.#folder, path);
    const there = this.#there.get(path);
    const maySame = there?.size === content.length;
    if (maySame && (await readFile(target)).equals(content)) return there;
    const parent = dirname(path);
    if (!this.#folders.has(parent)) await ensureFolder(this.#folder, parent);
    this.#folders.add(parent);
    const draft = join(this.#folder, draftFile);
    await writeFile(draft, content);
    await rename(draft, target);
    const lying = lyingFile(target) ?? { size: content.length, changedAt: 0 };
    this.#there.set(path, lying);
    this.#changed.add(path);
    return lying;
  }
}

/** Puts a state in the place of the one before, whole or not at all. */
async function replaceState(folder: string, state: SiteState): Promise<void> {
  const draft = join(folder, draftFile);
  await writeState(draft, state);
  await rename(draft, join(folder, stateFile));
}

/** A folder without a state is taken over only if it is empty, or holds a site of ours. */
async function refuseOthers(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const ours = [...ownFiles, ...ownFolders] as readonly string[];
  if (!names.some((name) => ours.includes(name))) return;
  const front = await readFile(join(folder, siteMark.path), 'utf8').catch(() => '');
  if (front.includes(siteMark.holds)) return;
  throw new ArchiveError(
    'refused',
    `${folder} holds something that is no site of an archive; give an empty folder.`,
  );
}

/** Makes a folder below another; refuses to write through a link. */
async function ensureFolder(root: string, path: string): Promise<void> {
  let at = root;
  for (const name of path.split('/')) {
    at = join(at, name);
    const found = await lstat(at).catch(() => undefined);
    if (found === undefined) await mkdir(at);
    else if (!found.isDirectory()) {
      throw new ArchiveError('refused', `${at} is no folder; move it away to export there.`);
    }
  }
}

async function removeEmpty(root: string, path: string): Promise<void> {
  for (let at = path; at !== '.'; at = dirname(at)) {
    if ((await readdir(join(root, at))).length > 0) return;
    await rmdir(join(root, at));
  }
}
