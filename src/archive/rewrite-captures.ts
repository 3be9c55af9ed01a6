import { errorFrom } from '../model/index.ts';
import {
  discardFile,
  listWarcFiles,
  replacementName,
  rewriteWarc,
  scanWarc,
  type WarcRecord,
} from '../warc/index.ts';
import type { Services } from './services.ts';

type Means = Pick<Services, 'store' | 'captures' | 'warc'>;

/**
 * Writes capture files anew, each record as `replace` gives it (undefined: as it stands). Whatever
 * moment a crash comes at, the catalogue and the file it names agree: the new file is written whole
 * beside the old one, one transaction moves all locators to it, then the old one is deleted. A note
 * in the catalogue tells `settleRewrites` which of two files is the one to go.
 */
export async function rewriteCaptures(
  services: Means,
  files: Iterable<string>,
  replace: (record: WarcRecord) => Promise<WarcRecord | undefined>,
): Promise<void> {
  const wanted = new Set(files);
  const current = services.warc?.position?.file;
  if (current !== undefined && wanted.has(current)) await services.warc?.leave();
  for (const known of await services.store.warcFiles()) {
    if (wanted.has(known.file)) await rewriteOne(services, known, replace);
  }
}

async function rewriteOne(
  { store, captures }: Means,
  known: { readonly file: string; readonly length: number },
  replace: (record: WarcRecord) => Promise<WarcRecord | undefined>,
): Promise<void> {
  const { file } = known;
  const replacement = replacementName(file);
  const note = async (state: 'begun' | 'over') =>
    await store.commit({ rewrites: [{ file, replacement, state }] });
  await note('begun');
  try {
    const { changed, length, moved } = await rewriteWarc(captures, known, replacement, replace);
    if (changed === 0) {
      await discardFile(captures, replacement);
    } else {
      await store.commit({ rewrites: [{ file, replacement, state: 'done', length, moved }] });
      await discardFile(captures, file);
    }
  } catch (thrown) {
    // Whichever of the two is to go is told by the note; the next opening sees to it.
    await settleRewrites({ store, captures }).catch(() => {});
    throw thrown;
  }
  await note('over');
}

/** Ends what a crash left of rewriting: of two files the one that is not in force goes. */
export async function settleRewrites({
  store,
  captures,
}: Pick<Services, 'store' | 'captures'>): Promise<void> {
  for (const { file, replacement, state } of await store.rewrites()) {
    await discardFile(captures, state === 'done' ? file : replacement);
    await store.commit({ rewrites: [{ file, replacement, state: 'over' }] });
  }
}

/**
 * Ends the same where no catalogue tells which of two files is in force: the replacement, where it is
 * whole; until it is, nobody relied on it.
 */
export async function settleUnknownRewrites(captures: string): Promise<void> {
  const files = new Set((await listWarcFiles(captures)).map(({ file }) => file));
  for (const file of files) {
    const replacement = replacementName(file);
    if (!files.has(replacement)) continue;
    const before = await recordsIn(captures, file);
    const after = await recordsIn(captures, replacement);
    const isWhole = before !== undefined && after !== undefined && after >= before;
    await discardFile(captures, isWhole ? file : replacement);
  }
}

/** How many records a file holds; undefined for one that is damaged or ends too soon. */
async function recordsIn(captures: string, file: string): Promise<number | undefined> {
  let records = 0;
  try {
    for await (const _one of scanWarc(captures, file)) records += 1;
    return records;
  } catch (thrown) {
    if (errorFrom(thrown, file).code === 'corrupt') return undefined;
    throw thrown;
  }
}
