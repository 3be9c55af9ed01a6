import { recordContent } from '../capture/index.ts';
import { sha256 } from '../digest/index.ts';
import {
  ArchiveError,
  type Capture,
  type CutCapture,
  instant,
  type Takedown,
  type TakedownReason,
} from '../model/index.ts';
import {
  captureIdOf,
  cutRecord,
  fieldOf,
  httpResponse,
  metadataRecord,
  readRecord,
  referringRecord,
  removedRecord,
  removedSays,
  type WarcRecord,
  wholeRecord,
} from '../warc/index.ts';
import { knownWhole } from './known-whole.ts';
import { captureOf } from './related-captures.ts';
import { rewriteCaptures } from './rewrite-captures.ts';
import type { Services } from './services.ts';
import { cutDocument } from './takedown-documents.ts';
import { planTakedown } from './takedown-plan.ts';
import { strippedEntries, takedownNamed } from './takedown-subject.ts';
import { toldBeside } from './told-beside.ts';
import { filesWithWordsBeside, withoutWordsBeside } from './words-beside.ts';
import { joined, keepNotes } from './write.ts';

export interface TakedownOptions {
  readonly reason: TakedownReason;
  /** For the keeper of the archive. */
  readonly note?: string;
  /** Only tells what would be removed. */
  readonly dryRun?: boolean;
}

/**
 * Removes an article everywhere it lies and keeps the fact. Named again, an article that was taken
 * down is cut out of the feeds that came since. When this returns, no file of the archive holds it;
 * what a crash interrupts is finished by the next opening to capture. Throws `not-found`,
 * `corrupt` where a file that holds it is damaged, and `conflict` while another process reads the
 * catalogue without end: then it is shown to nobody, but not yet gone.
 */
export async function takeDown(
  services: Services,
  named: string,
  { reason, note, dryRun = false }: TakedownOptions,
): Promise<Takedown> {
  return await services.alone(async () => {
    const plan = await planTakedown(services, named);
    const at = instant(services.now());
    const takedown: Takedown = {
      ...plan,
      id: sha256(`${plan.articles[0]}\n${at}`).slice(0, 20),
      reason,
      ...(note === undefined ? {} : { note }),
      at,
      state: 'begun',
    };
    const { captures, cut, revisions } = plan.removal;
    const isEmpty = captures.length + cut.length + revisions.length === 0;
    if (dryRun) return takedown;
    if (isEmpty) return { ...takedown, state: 'done' };
    await services.store.commit({ takedowns: [takedown] });
    return await carryOut(services, takedown);
  });
}

/** Allows captures of the article again; what was removed stays so. Throws `not-found`. */
export async function liftTakedown(services: Services, named: string): Promise<Takedown> {
  return await services.alone(async () => {
    const takedown = await takedownNamed(services, named);
    if (takedown === undefined) {
      throw new ArchiveError(
        'not-found',
        `${named}: no takedown of it is in force; backissue takedown lists them.`,
      );
    }
    const { articles } = takedown;
    const at = instant(services.now());
    const lifted = (await services.store.takedowns())
      .filter((one) => one.liftedAt === undefined && one.articles[0] === articles[0])
      .map((one): Takedown => ({ ...one, liftedAt: at }));
    const value = { v: 1, kind: 'lifted', takedowns: lifted.map(({ id }) => id) };
    const noted = await keepNotes(services, [{ at, value }]);
    await services.store.commit(joined(noted, { takedowns: lifted }));
    return lifted.at(-1) ?? takedown;
  });
}

/** Finishes what a crash interrupted. One that a damaged file stops is told, and stays open. */
export async function finishTakedowns(services: Services): Promise<void> {
  for (const takedown of await services.store.takedowns()) {
    if (takedown.state === 'done') continue;
    try {
      await carryOut(services, takedown);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      services.tell({ type: 'warning', url: takedown.url, message: error.message });
    }
  }
}

/** Every step may be done again: what is done already is left as it is. */
async function carryOut(services: Services, takedown: Takedown): Promise<Takedown> {
  const { store } = services;
  if (takedown.state === 'begun') {
    await giveOn(services, takedown);
    const warc = await keepFact(services, takedown);
    const erased: Takedown = { ...takedown, state: 'erased' };
    const entries = await strippedEntries(store, takedown);
    await store.commit({ takedowns: [erased], erased: [erased], entries, warc });
  }
  await emptyFiles(services, takedown);
  // Before the word that it is done, or a crash between would leave what was erased for good.
  await store.scrub();
  const done: Takedown = { ...takedown, state: 'done' };
  await store.commit({ takedowns: [done] });
  return done;
}

/** Gives payloads that captures elsewhere refer to into the oldest of those, before they go. */
async function giveOn(services: Services, { removal }: Takedown): Promise<void> {
  const { store, captures } = services;
  const heirs = new Map(removal.moved.map(({ to, from }) => [to, from]));
  const files = await filesOf(services, [...heirs.keys()]);
  await rewriteCaptures(services, files, async (record) => {
    const from = heirs.get(captureIdOf(record));
    if (from === undefined || record.type !== 'revisit') return undefined;
    const whole = await store.capture(from);
    if (whole === undefined) throw new TypeError(`${from}: a capture on record is gone`);
    const { body } = httpResponse(await readRecord(captures, whole.record));
    return wholeRecord(record, body);
  });
}

/** The fact as a record of its own, which outlives the catalogue. */
async function keepFact({ warc }: Services, takedown: Takedown) {
  if (warc === undefined) throw new TypeError('an archive opened to capture has a writer');
  const { id, articles, url, reason, at, keys, removal } = takedown;
  const facts = { articles, keys, ...removal };
  const record = metadataRecord({
    about: removal.captures[0]?.id ?? removal.cut[0]?.now.id ?? id,
    url,
    date: at,
    // The facts are plain values; through JSON they are seen to be.
    value: JSON.parse(JSON.stringify({ v: 1, kind: 'takedown', id, url, reason, at, ...facts })),
  });
  const locators = await warc.append([record]);
  await warc.flush();
  return locators.map(({ file, offset, length }) => ({ file, length: offset + length }));
}

/** Rewrites every file that holds something of what was removed. */
async function emptyFiles(services: Services, takedown: Takedown): Promise<void> {
  const { captures, cut, moved } = takedown.removal;
  const heirs = new Map<string, Capture>();
  const others: string[] = [];
  for (const { payload, to } of moved) {
    for (const capture of await services.store.capturesWith(payload)) {
      if (capture.id === to) heirs.set(payload, capture);
      else others.push(capture.id);
    }
  }
  const ids = [...captures.map(({ id }) => id), ...cut.map(({ now }) => now.id), ...others];
  const files = await filesOf(services, ids);
  const removing: Removing = {
    takedown,
    removed: new Set(captures.map(({ id }) => id)),
    cut: new Map(cut.map((one) => [one.id, one])),
    heirs,
  };
  const replace = (record: WarcRecord) => replacementOf(services, removing, record);
  await rewriteCaptures(services, files, replace);
  // Last, for this reads every file and stops at a damaged one.
  await rewriteCaptures(services, await filesWithWordsBeside(services, takedown), replace);
}

async function filesOf({ store }: Services, ids: readonly string[]): Promise<Set<string>> {
  const files = new Set<string>();
  for (const id of ids) {
    const capture = await store.capture(id);
    if (capture !== undefined) files.add(capture.record.file);
  }
  return files;
}

interface Removing {
  readonly takedown: Takedown;
  readonly removed: ReadonlySet<string>;
  readonly cut: ReadonlyMap<string, CutCapture>;
  /** By payload the capture that holds it from now on. */
  readonly heirs: ReadonlyMap<string, Capture>;
}

async function replacementOf(
  services: Services,
  removing: Removing,
  record: WarcRecord,
): Promise<WarcRecord | undefined> {
  const { takedown, removed, cut, heirs } = removing;
  if (removedSays(record) !== undefined) return undefined;
  const cutting = cut.get(captureIdOf(record));
  if (removed.has(captureIdOf(record))) return removedRecord(record, takedown);
  if (cutting !== undefined) return await cutOut(services, removing, record, cutting);
  const about = captureOf(record);
  if (record.type === 'metadata' && removed.has(about)) {
    return toldBeside(record)?.['kind'] === 'takedown'
      ? undefined
      : removedRecord(record, takedown);
  }
  const bare = withoutWordsBeside(takedown, record);
  if (bare !== undefined) return bare;
  const renamed = cut.get(about);
  if (renamed !== undefined) return namedAfter(record, renamed.now.id);
  const heir = heirs.get(payloadOf(record));
  if (record.type !== 'revisit' || heir === undefined || heir.id === captureIdOf(record)) {
    return undefined;
  }
  return referringRecord(record, earlier(heir));
}

const payloadOf = (record: WarcRecord): string =>
  (fieldOf(record, 'WARC-Payload-Digest') ?? '').replace('sha256:', '');

const earlier = ({ id, capturedAt, finalUrl }: Capture) => ({
  captureId: id,
  capturedAt,
  url: finalUrl,
});

function namedAfter(record: WarcRecord, id: string): WarcRecord {
  const headers = record.headers.map(([name, value]) =>
    /^WARC-Concurrent-To$/i.test(name)
      ? ([name, `<urn:uuid:${id}>`] as const)
      : ([name, value] as const),
  );
  return { ...record, headers };
}

async function cutOut(
  { store, captures }: Services,
  { takedown }: Removing,
  record: WarcRecord,
  { now }: CutCapture,
): Promise<WarcRecord> {
  const names = { captureId: now.id, payload: now.payload };
  if (record.type === 'revisit') {
    const whole = await knownWhole({ store, captures })(now.payload);
    const renamed = cutRecord(record, { ...names, body: new Uint8Array() });
    return whole === undefined ? renamed : referringRecord(renamed, earlier(whole));
  }
  const capture = await store.capture(now.id);
  const { headers } = httpResponse(record);
  const cutting =
    capture && cutDocument({ ...capture, headers }, recordContent(record), takedown.keys);
  if (cutting?.is !== 'cut' || cutting.payload !== now.payload) {
    throw new ArchiveError(
      'corrupt',
      `${record.targetUri}: its capture ${now.id} is not what was planned to be cut; run doctor.`,
    );
  }
  return cutRecord(record, { ...names, body: cutting.body });
}
