import { sha256 } from '../digest/index.ts';
import {
  ArchiveError,
  type Capture,
  instant,
  type Takedown,
  type TakedownReason,
} from '../model/index.ts';
import {
  captureIdOf,
  discardFile,
  folderOf,
  httpResponse,
  listTornTails,
  metadataRecord,
  readRecord,
  type WarcRecord,
  wholeRecord,
} from '../warc/index.ts';
import { mayGoOn } from './away.ts';
import { BesideRemoved, filesBeside } from './beside-removed.ts';
import { decide, untilFirst } from './decide.ts';
import { forgetMirrored } from './mirrors/removed-here.ts';
import { removing, removingNow } from './removing.ts';
import { rewriteCaptures, settleOthers } from './rewrite-captures.ts';
import type { Services } from './services.ts';
import { planTakedown } from './takedown-plan.ts';
import { type Removing, replacementOf } from './takedown-records.ts';
import { strippedEntries, takedownNamed } from './takedown-subject.ts';
import { watching } from './watching.ts';
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
  const why = { reason, ...(note === undefined ? {} : { note }) };
  if (dryRun) return await services.alone(() => plannedOf(services, named, why));
  return await removingNow(services, named, (own) =>
    own.alone(async () => {
      await settleOthers(own);
      await finishFormer(own, named);
      const takedown = await begun(own, named, why);
      return takedown.state === 'done' ? takedown : await carryOut(own, takedown);
    }),
  );
}

/** The takedown as it is on record before anything is removed. */
async function begun(
  services: Services,
  named: string,
  why: Pick<Takedown, 'reason' | 'note'>,
): Promise<Takedown> {
  return await untilFirst(async () => {
    const deciding = { ...services, store: watching(services.store) };
    const planned = await plannedOf(deciding, named, why);
    if (planned.state === 'begun') await deciding.store.commit({ takedowns: [planned] });
    return planned;
  });
}

/** What a takedown would do; done already where there is nothing to be removed. */
async function plannedOf(
  services: Services,
  named: string,
  why: Pick<Takedown, 'reason' | 'note'>,
): Promise<Takedown> {
  const plan = await planTakedown(services, named);
  const at = instant(services.now());
  const id = sha256(`${plan.articles[0]}\n${at}`).slice(0, 20);
  const { captures, cut, revisions } = plan.removal;
  const isEmpty = captures.length + cut.length + revisions.length === 0;
  return { ...plan, id, ...why, at, state: isEmpty ? 'done' : 'begun' };
}

/** Allows captures of the article again; what was removed stays so. Throws `not-found`. */
export async function liftTakedown(outer: Services, named: string): Promise<Takedown> {
  return await removingNow(outer, named, (own) =>
    decide(own, (deciding) => lifted(deciding, named)),
  );
}

async function lifted(services: Services, named: string): Promise<Takedown> {
  const takedown = await takedownNamed(services, named);
  if (takedown === undefined) {
    throw new ArchiveError(
      'not-found',
      `${named}: no takedown of it is in force; backissue takedown lists them.`,
    );
  }
  const { articles } = takedown;
  const at = instant(services.now());
  const those = (await services.store.takedowns())
    .filter((one) => one.liftedAt === undefined && one.articles[0] === articles[0])
    .map((one): Takedown => ({ ...one, liftedAt: at }));
  const value = { v: 1, kind: 'lifted', takedowns: those.map(({ id }) => id) };
  const noted = await keepNotes(services, [{ at, value }]);
  await services.store.commit(joined(noted, { takedowns: those }));
  return those.at(-1) ?? takedown;
}

/** Finishes what a crash interrupted. One that a damaged file stops is told, and stays open; so does what
 * another worker is still at. */
export async function finishTakedowns(services: Services): Promise<void> {
  const isOpen = (await services.store.takedowns()).find(({ state }) => state !== 'done');
  if (isOpen === undefined) return;
  // The right of one that died ends by itself.
  const wait = services.leases.termMs + 5000;
  const finished = async (own: Services) => {
    await finishAll(own);
    return true;
  };
  if ((await removing(services, finished, wait)) !== undefined) return;
  const message = `${isOpen.url}: another worker takes it down just now; backissue takedown tells when that is done.`;
  services.tell({ type: 'warning', url: isOpen.url, message });
}

async function finishAll(services: Services): Promise<void> {
  await settleOthers(services);
  for (const takedown of await services.store.takedowns()) {
    if (takedown.state === 'done') continue;
    try {
      await carryOut(services, takedown);
    } catch (error) {
      if (!mayGoOn(error)) throw error;
      services.tell({ type: 'warning', url: takedown.url, message: error.message });
    }
  }
}

/** What stopped the opening from finishing one is thrown to who names it: it must not be told as done. */
async function finishFormer(services: Services, named: string): Promise<void> {
  const former = await takedownNamed(services, named);
  if (former === undefined) return;
  for (const takedown of await services.store.takedowns()) {
    const isOpen = takedown.state !== 'done' && takedown.articles[0] === former.articles[0];
    if (isOpen) await carryOut(services, takedown);
  }
}

/** Every step may be done again: what is done already is left as it is. */
async function carryOut(services: Services, takedown: Takedown): Promise<Takedown> {
  const { store } = services;
  if (takedown.state === 'begun') {
    await giveOn(services, takedown);
    await forgetMirrored(services, takedown);
    const warc = await keepFact(services, takedown);
    const erased: Takedown = { ...takedown, state: 'erased' };
    const entries = await strippedEntries(store, takedown);
    await store.commit({ takedowns: [erased], erased: [erased], entries, warc });
  }
  await removeRecords(services, takedown);
  await discardTorn(services, takedown);
  await emptyFiles(services, takedown);
  // Before the word that it is done, or a crash between would leave what was erased for good.
  await store.scrub();
  const done: Takedown = { ...takedown, state: 'done' };
  await store.commit({ takedowns: [done] });
  return done;
}

/** Their salts go with them, so that nobody can find out what they said by trying. */
async function removeRecords({ store, publisher }: Services, { articles }: Takedown) {
  // First the word that they go: who verifies between the two must not miss them.
  await publisher?.settle();
  const leaves = await store.leavesOf(articles);
  await publisher?.removeRecords(leaves.flatMap((leaf) => (leaf.removed ? leaf.record : [])));
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

/** What was torn off capture files was acknowledged to nobody, and nobody can tell what it holds. */
async function discardTorn({ captures, tell }: Services, { url }: Takedown): Promise<void> {
  for (const file of await listTornTails(folderOf(captures))) {
    await discardFile(folderOf(captures), file);
    const message = `${file}: it was deleted, for what is torn may hold something of ${url}.`;
    tell({ type: 'warning', url, message });
  }
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
  const replace = (record: WarcRecord) => replacementOf(services, what, record);
  const what: Removing = {
    takedown,
    beside: new BesideRemoved(takedown),
    removed: new Set(captures.map(({ id }) => id)),
    cut: new Map(cut.map((one) => [one.id, one])),
    heirs,
  };
  await rewriteCaptures(services, files, replace);
  // Last, for this reads every file and stops at a damaged one.
  await rewriteCaptures(services, await filesBeside(services, takedown), replace);
}

async function filesOf({ store }: Services, ids: readonly string[]): Promise<Set<string>> {
  const files = new Set<string>();
  for (const id of ids) {
    const capture = await store.capture(id);
    if (capture !== undefined) files.add(capture.record.file);
  }
  return files;
}
