import { draftImport } from '../capture/index.ts';
import { extractorName, type FragmentInput } from '../extract/index.ts';
import { ArchiveError, type Capture, type Instant, type Source, type Url } from '../model/index.ts';
import { articleKey, canonicalUrl } from '../url/index.ts';
import { keysOfUrl } from './article-keys.ts';
import { commitImported } from './commit-imported.ts';
import { decide } from './decide.ts';
import type { Failure } from './events.ts';
import type { Find } from './find.ts';
import { type ImportOutlet, ImportSources } from './import-sources.ts';
import type { Prepared } from './prepare.ts';
import { createPreparer } from './preparer.ts';
import { refusals } from './refused.ts';
import type { Services } from './services.ts';

/** A file of another archive, read by its format's reader. */
export interface ImportItem {
  /** Where it lay: named in reports. */
  readonly path: string;
  /** The outlet it belongs to; followed sources of the same folder take it, else one is made. */
  readonly outlet: ImportOutlet;
  readonly url: Url;
  readonly title: string;
  readonly authors?: readonly string[];
  readonly publishedAt?: Instant;
  /** When this state was observed. */
  readonly observedAt: Instant;
  /** The file, byte for byte: the evidence. */
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** The article's body. */
  readonly html: string;
  /** What the format wants to find again beside the capture. */
  readonly about?: Readonly<Record<string, string | number | boolean>>;
}

export interface ImportReport {
  readonly read: number;
  /** Files newly on record. */
  readonly imported: number;
  /** Files that were on record already, byte for byte. */
  readonly unchanged: number;
  /** Revisions written. */
  readonly revisions: number;
  readonly failed: readonly {
    readonly path: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** Tells the format's reader where an item came to lie. */
export interface Imported {
  readonly item: ImportItem;
  readonly captureId: string;
  readonly articleId: string;
}

/** Items a commit. */
const batchSize = 100;
/** Bytes of files a commit, about: what is held at once stays small whatever the files are. */
const batchBytes = 400_000;

/**
 * Puts files of another archive on record in their order: each is captured as it lies, its article
 * found or made, a revision written when its words are new. Doing it again changes nothing. What
 * was committed before a failure stays.
 */
export async function importItems(
  services: Services,
  items: AsyncIterable<ImportItem | Failure>,
  onImported: (imported: Imported) => void,
): Promise<ImportReport> {
  const report = { read: 0, imported: 0, unchanged: 0, revisions: 0 };
  const failed: { path: string; code: string; message: string }[] = [];
  const sources = new ImportSources(services);
  const preparer = createPreparer();
  const write = async (batch: readonly ImportItem[], prepared: Promise<readonly Prepared[]>) => {
    const ready = await prepared;
    const { done, refused } = await decide(services, async (deciding) => {
      const isRefused = await refusals(deciding.store, batch, ({ url }) => keysOfUrl(url));
      const allowed = batch.filter((item) => !isRefused(item));
      const kept = ready.filter((_one, index) => allowed.includes(batch[index] as ImportItem));
      const done = await importBatch(deciding, sources, allowed, kept);
      return { done, refused: batch.filter(isRefused) };
    });
    for (const { path, url } of refused) {
      const message = `${url}: its article was removed; backissue takedown --lift allows it again.`;
      failed.push({ path, code: 'refused', message });
    }
    report.imported += done.imported;
    report.unchanged += done.unchanged;
    report.revisions += done.revisions;
    for (const imported of done.items) onImported(imported);
    services.tell({ type: 'imported', read: report.read });
  };
  try {
    // While one batch is written the next is prepared beside it, and no more: memory stays flat.
    let writing: Promise<void> = Promise.resolve();
    for await (const batch of batches(items, report, failed)) {
      const prepared = preparer.prepare(batch.map(bodyOf));
      // Told when its turn comes below.
      prepared.catch(() => {});
      await writing;
      writing = write(batch, prepared);
      writing.catch(() => {});
    }
    await writing;
  } finally {
    await preparer.close();
  }
  return { ...report, failed };
}

/** The items in batches; what could not be read goes to `failed`. */
async function* batches(
  items: AsyncIterable<ImportItem | Failure>,
  report: { read: number },
  failed: { path: string; code: string; message: string }[],
): AsyncGenerator<readonly ImportItem[]> {
  let batch: ImportItem[] = [];
  let bytes = 0;
  for await (const item of items) {
    report.read += 1;
    if ('message' in item) failed.push({ path: item.url, code: item.code, message: item.message });
    else {
      batch.push(item);
      bytes += item.bytes.length;
    }
    if (batch.length < batchSize && bytes < batchBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

const bodyOf = (item: ImportItem): FragmentInput => ({
  html: item.html,
  url: item.url,
  title: item.title,
  ...(item.authors === undefined ? {} : { authors: item.authors }),
  ...(item.publishedAt === undefined ? {} : { publishedAt: item.publishedAt }),
  site: item.outlet.title,
});

interface BatchDone {
  readonly imported: number;
  readonly unchanged: number;
  readonly revisions: number;
  readonly items: readonly Imported[];
}

async function importBatch(
  services: Services,
  sources: ImportSources,
  batch: readonly ImportItem[],
  prepared: readonly Prepared[],
): Promise<BatchDone> {
  const drafts = [];
  for (const [index, item] of batch.entries()) {
    const source = await sources.of(item.outlet, item.observedAt);
    const draft = draftImport({ ...item, sourceId: source.id });
    drafts.push({
      item,
      draft,
      source,
      prepared: prepared[index],
      about: {
        v: 1,
        kind: 'import',
        ...item.about,
        path: item.path,
        source: source.id,
        site: item.outlet.title,
      },
    });
  }
  const known = await services.store.knownCaptures(drafts.map(({ draft }) => draft.capture.id));
  const distinct = new Map(drafts.map((one) => [one.draft.capture.id, one]));
  const fresh = [...distinct.values()].filter(({ draft }) => !known.has(draft.capture.id));
  const findsOf = (captures: readonly Capture[]): readonly Find[] => {
    const byId = new Map(captures.map((capture) => [capture.id, capture]));
    return fresh.flatMap(({ item, draft, source, prepared: ready }) => {
      const capture = byId.get(draft.capture.id);
      return capture === undefined || ready === undefined
        ? []
        : [findIn(item, ready, capture, source)];
    });
  };
  const { revisions } = await commitImported(services, sources, fresh, findsOf);
  return {
    imported: fresh.length,
    unchanged: batch.length - fresh.length,
    revisions,
    items: await whereTheyLie(services, drafts),
  };
}

function findIn(item: ImportItem, prepared: Prepared, capture: Capture, source: Source): Find {
  return {
    capture,
    ...prepared,
    basis: 'import',
    isPast: true,
    extractor: extractorName,
    sourceId: source.id,
    urls: [canonicalUrl(item.url), item.url],
    revisit: false,
  };
}

async function whereTheyLie(
  services: Services,
  drafts: readonly { item: ImportItem; draft: { capture: { id: string } } }[],
): Promise<Imported[]> {
  const keys = drafts.map(({ item }) => articleKey(canonicalUrl(item.url)));
  const known = new Map(
    (await services.store.knownKeys([...new Set(keys)])).map((key) => [key.key, key.articleId]),
  );
  return drafts.map(({ item, draft }, index) => {
    const articleId = known.get(keys[index] ?? '');
    if (articleId === undefined) {
      throw new ArchiveError(
        'internal',
        `${item.path}: it was imported but cannot be found again; run doctor.`,
      );
    }
    return { item, captureId: draft.capture.id, articleId };
  });
}
