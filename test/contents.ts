import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { emptyDatabase, isOnPostgres, openTestStore } from './house-store.ts';

/**
 * All that a catalogue holds of articles: records, keys, revisions whole, edits, absences, captures of
 * their addresses; takedowns with what they removed; and sources and captures, each whole.
 */
export async function contents(folder: string) {
  const store = await openTestStore({ file: join(folder, 'backissue.sqlite'), readOnly: true });
  try {
    const { articles } = await store.recordedAfter(undefined, 100_000);
    const all = [];
    for (const article of [...articles].sort((one, other) => (one.id < other.id ? -1 : 1))) {
      const revisions = await store.revisions(article.id);
      all.push({
        article,
        keys: (await store.keysOf(article.id)).map(({ key }) => key).sort(),
        revisions: await Promise.all(revisions.map(({ id }) => store.revision(id))),
        edits: await store.editsOf(article.id),
        absences: await store.absences(article.id),
        captures: await store.capturesOf([article.url], 100),
      });
    }
    const takedowns = await store.takedowns();
    const ids = takedowns.flatMap(({ removal }) => removal.captures.map(({ id }) => id));
    const removed = await Promise.all(ids.map((id) => store.capture(id)));
    const cut = new Set(takedowns.flatMap(({ removal }) => removal.cut.map(({ now }) => now.id)));
    const { sources, pending, failed, captures } = await store.stats();
    return {
      ...{ all, takedowns, removed },
      sources: await store.sources(),
      // A takedown names the codings of a document that it cuts otherwise than a rebuild does.
      captures: (await store.captures({ limit: 100_000 })).map((one) =>
        cut.has(one.id) ? { ...one, headers: [] } : one,
      ),
      counts: { sources, pending, failed, captures },
    };
  } finally {
    await store.close();
  }
}

/** Deletes the catalogue, and what belongs to it; but for the file named. */
export async function forgetCatalogue(folder: string, but?: string): Promise<void> {
  if (isOnPostgres) await emptyDatabase(folder);
  for (const name of readdirSync(folder)) {
    if (name.startsWith('backissue.sqlite') && name !== but) rmSync(join(folder, name));
  }
}
