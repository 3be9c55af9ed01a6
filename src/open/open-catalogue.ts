import { accessSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveError, databaseName, errorFrom } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';

/** The file that says in a folder that a restore has begun there and has not ended. */
export const unfinishedRestore = 'restore.unfinished';

/** The mark of a catalogue in a database that `rebuild` makes: `begun`, then `made`. */
export const madeMark = 'rebuild';

/** Where an archive lies. */
export interface ArchivePlace {
  /** Its folder: captures, keys, the published ledger, the lock, and the catalogue unless `database`. */
  readonly folder: string;
  /** The PostgreSQL database that holds its catalogue: `postgres://user:password@host:port/database`. */
  readonly database?: string;
}

/** Makes an archive's folder, or throws ArchiveError where it is not there to be read. */
export function prepareFolder({ folder, database }: ArchivePlace, mode: 'read' | 'write'): void {
  const hasFile = existsSync(join(folder, 'backissue.sqlite'));
  if (mode === 'read') {
    if (hasFile) return;
    if (existsSync(folder)) checkReadable(folder);
    // What is in a database can be read on a machine that has no captures.
    if (database !== undefined) return;
    throw new ArchiveError(
      'not-found',
      existsSync(folder) && hasMoved(folder)
        ? movedAway(folder)
        : `${folder}: there is no archive here; follow a source first, or name another folder with --archive.`,
    );
  }
  try {
    mkdirSync(join(folder, 'captures'), { recursive: true });
    accessSync(folder, constants.W_OK);
    if (hasFile || database !== undefined || hasNoCaptures(folder)) return;
  } catch (error) {
    throw errorFrom(error, folder);
  }
  // An empty catalogue beside full captures would look like an archive without articles.
  throw new ArchiveError(
    'corrupt',
    hasMoved(folder)
      ? movedAway(folder)
      : `${folder}: there are captures here but no catalogue (backissue.sqlite); make it again with backissue rebuild, or bring it back from a backup.`,
  );
}

const hasNoCaptures = (folder: string): boolean =>
  readdirSync(join(folder, 'captures')).length === 0;

const hasMoved = (folder: string): boolean =>
  readdirSync(folder).some((name) => name.startsWith('backissue.sqlite.moved-'));

const movedAway = (folder: string): string =>
  `${folder}: its catalogue has moved to a database; name that with --database or BACKISSUE_DATABASE_URL.`;

function checkReadable(folder: string): void {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
  } catch (error) {
    throw errorFrom(error, folder);
  }
}

/** Opens the catalogue of a folder that was prepared; `worker`: whose folder it is, if anybody's. Throws
 * ArchiveError, as its engine does, and `corrupt` for an empty database beside captures. */
export async function openCatalogue(
  place: ArchivePlace,
  mode: 'read' | 'write',
  worker?: string,
): Promise<Store> {
  const { folder, database } = place;
  const readOnly = mode === 'read';
  if (database === undefined) {
    return await openSqliteStore({ file: join(folder, 'backissue.sqlite'), readOnly });
  }
  // Loaded by those alone who have a database: every command starts the sooner.
  const { openPostgresStore } = await import('../store/postgres/index.ts');
  if (existsSync(join(folder, unfinishedRestore))) {
    throw new ArchiveError(
      'conflict',
      `${folder}: a restore has begun here and has not ended; run backissue restore again.`,
    );
  }
  const store = await openPostgresStore({ url: database, readOnly });
  try {
    await refuseUnmade(store, databaseName(database));
    if (!readOnly) await refuseEmpty(store, folder, databaseName(database), worker);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Another archive's database, or one without tables yet: what the captures tell would all be taken for
 * what a crash left. It is that where the worker was here before its first capture, which is noted. */
async function refuseEmpty(
  store: Store,
  folder: string,
  name: string,
  worker: string | undefined,
): Promise<void> {
  const isFresh = hasNoCaptures(folder);
  if ((await store.warcFiles()).length > 0 || (await store.sources()).length > 0) return;
  const mark = worker === undefined ? undefined : `beside ${worker}`;
  const isNoted = mark !== undefined && (await store.mark(mark)) !== undefined;
  if (isFresh && mark !== undefined && !isNoted) {
    await store.commit({ marks: [{ name: mark, value: 'no captures' }] });
  }
  if (isFresh || isNoted) return;
  const mend = existsSync(join(folder, 'backissue.sqlite'))
    ? 'move the one in backissue.sqlite there with backissue migrate --from sqlite --to postgres'
    : 'make it of them with backissue rebuild, or name their database with --database';
  throw new ArchiveError(
    'corrupt',
    `${folder}: there are captures here but the catalogue in ${name} is empty; ${mend}.`,
  );
}

async function refuseUnmade(store: Store, name: string): Promise<void> {
  if ((await store.mark(madeMark)) !== 'begun') return;
  throw new ArchiveError(
    'conflict',
    `${name}: a rebuild of it goes on, or was interrupted; wait for it, or run it again into an empty schema.`,
  );
}
