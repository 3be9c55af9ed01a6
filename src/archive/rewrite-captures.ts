import { ArchiveError, errorFrom } from '../model/index.ts';
import {
  type CapturePlace,
  discardFile,
  folderOf,
  listWarcFiles,
  replacementName,
  rewriteWarc,
  scanWarc,
  type WarcRecord,
} from '../warc/index.ts';
import type { Services } from './services.ts';

type Means = Pick<Services, 'store' | 'captures' | 'warc' | 'uploads' | 'worker'>;
/** What taking files away needs. */
type Settling = Pick<Services, 'captures'> & {
  readonly uploads: { discard(file: string): Promise<void> } | undefined;
};
type Known = Awaited<ReturnType<Means['store']['warcFiles']>>[number];

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
  const alone = <Done>(work: () => Promise<Done>) => services.uploads?.alone(work) ?? work();
  for (const { file } of await services.store.warcFiles()) {
    if (!wanted.has(file)) continue;
    await alone(async () => {
      // Looked up again: it may have been uploaded a moment ago.
      const known = await services.store.warcFile(file);
      if (known !== undefined) await rewriteOne(services, known, replace);
    });
  }
}

async function rewriteOne(
  services: Means,
  known: Known,
  replace: (record: WarcRecord) => Promise<WarcRecord | undefined>,
): Promise<void> {
  const { store, captures, worker } = services;
  const { file } = known;
  const replacement = replacementName(file);
  const own = { file, replacement, ...(worker === undefined ? {} : { worker }) };
  checkBucket(services, known);
  await store.commit({ rewrites: [{ ...own, state: 'begun' }] });
  try {
    const { changed, length, moved } = await rewriteWarc(captures, known, replacement, replace);
    if (changed === 0) {
      await discardFile(folderOf(captures), replacement);
    } else {
      const uploaded = known.uploaded && (await sent(services, replacement, length));
      const done = { ...own, length, moved, ...(uploaded === undefined ? {} : { uploaded }) };
      await store.commit({ rewrites: [{ ...done, state: 'done' }] });
      await discard(services, file);
    }
  } catch (thrown) {
    // Whichever of the two is to go is told by the note; the next opening sees to it.
    await settleRewrites(services).catch(() => {});
    throw thrown;
  }
  await store.commit({ rewrites: [{ ...own, state: 'over' }] });
}

/** What lies in a bucket must be written anew there too, or it stays there. */
function checkBucket({ uploads }: Means, { file, uploaded }: Known): void {
  if (uploaded === undefined || uploads !== undefined) return;
  throw new ArchiveError(
    'invalid',
    `${file} lies in a bucket since ${uploaded}; name the bucket with BACKISSUE_CAPTURES.`,
  );
}

async function sent({ uploads }: Means, file: string, length: number) {
  await uploads?.send(file, length);
  return uploads?.now();
}

/** A file is not in force any more: it goes from the folder, and from the bucket. */
async function discard({ captures, uploads }: Settling, file: string): Promise<void> {
  await uploads?.discard(file);
  await discardFile(folderOf(captures), file);
}

/** Ends what a crash left of rewriting: of two files the one that is not in force goes. Of several workers
 * each ends its own. */
export async function settleRewrites(
  services: Settling & Pick<Services, 'store' | 'worker'>,
): Promise<void> {
  const { store } = services;
  for (const { file, replacement, state, worker } of await store.rewrites()) {
    const isOthers = worker !== undefined && worker !== (services.worker ?? worker);
    if (isOthers) continue;
    await discard(services, state === 'done' ? file : replacement);
    await store.commit({ rewrites: [{ file, replacement, state: 'over' }] });
  }
}

/**
 * Takes out of the bucket what other workers have written anew and did not come to remove there, by the right to
 * take things down: they may be lost for good. What lies in their folders they remove themselves.
 */
export async function settleOthers({ store, uploads, worker }: Means): Promise<void> {
  if (uploads === undefined) return;
  for (const one of await store.rewrites()) {
    if (one.worker === undefined || one.worker === worker || one.state !== 'done') continue;
    await uploads.discard(one.file);
    await store.commit({ rewrites: [{ ...one, state: 'over' }] });
  }
}

/**
 * Ends the same where no catalogue tells which of two files is in force: the replacement, where it is
 * whole; until it is, nobody relied on it.
 */
export async function settleUnknownRewrites(services: Settling): Promise<void> {
  const { captures } = services;
  const files = new Set((await listWarcFiles(captures)).map(({ file }) => file));
  for (const file of files) {
    const replacement = replacementName(file);
    if (!files.has(replacement)) continue;
    const before = await recordsIn(captures, file);
    const after = await recordsIn(captures, replacement);
    const isWhole = before !== undefined && after !== undefined && after >= before;
    await discard(services, isWhole ? file : replacement);
  }
}

/** How many records a file holds; undefined for one that is damaged or ends too soon. */
async function recordsIn(captures: CapturePlace, file: string): Promise<number | undefined> {
  let records = 0;
  try {
    for await (const _one of scanWarc(captures, file)) records += 1;
    return records;
  } catch (thrown) {
    if (errorFrom(thrown, file).code === 'corrupt') return undefined;
    throw thrown;
  }
}
