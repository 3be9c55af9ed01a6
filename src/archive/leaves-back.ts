import type { PublishedLeaves } from '../ledger/index.ts';
import type { Digest, Takedown } from '../model/index.ts';
import type { Change, LeafRow, Store } from '../store/index.ts';
import { type Leaf, parseLeaf } from '../tlog/index.ts';
import { LeafDrafts, type LeafMeans } from './leaf-drafts.ts';
import { LeafSubjects } from './leaf-subjects.ts';
import { lastLeaf } from './noting-leaves.ts';
import { readRecord } from './record-of-leaf.ts';

/** What was put back on record of a ledger. */
export interface LeavesBack {
  readonly leaves: number;
  /** Records that no takedown removed and that are not there, or are damaged. */
  readonly lacking: number;
}

/**
 * Puts the leaves of a published ledger on record in a catalogue that has been made of the captures and has none:
 * each with its record, and with what it is about as far as that is there. What was taken down stays
 * so; of takedowns and liftings that the ledger had not been told of, it gets the leaves now.
 */
export async function putLeavesBack(
  means: LeafMeans,
  published: PublishedLeaves,
): Promise<LeavesBack> {
  const { store } = means;
  const pointing = await pointingLeaves(store, published);
  const subjects = new LeafSubjects(store, pointing.unlogged);
  let lacking = 0;
  for (let from = 0; from < published.size; ) {
    const lines = await published.linesFrom(from);
    const leaves: LeafRow[] = [];
    for (const [at, line] of lines.entries()) {
      const row = await rowOf({ published, pointing, subjects }, line, from + at);
      if (row.bytes === undefined && row.removed === undefined) lacking += 1;
      leaves.push(row);
    }
    await store.commit({ leaves });
    from += lines.length;
  }
  await logRest(means, pointing);
  return { leaves: published.size, lacking };
}

/** What the leaves that point at others say. */
interface Pointing {
  /** By the index of a leaf of a takedown, the takedown. */
  readonly takedowns: ReadonlyMap<number, Takedown>;
  /** By the index of a leaf that was taken down, the index of the leaf that says so. */
  readonly removed: ReadonlyMap<number, number>;
  /** Takedowns without a leaf, by time. */
  readonly unlogged: readonly Takedown[];
  /** Takedowns that were lifted, and whose leaves no leaf lifts, by time of that. */
  readonly unrestored: readonly Takedown[];
}

async function pointingLeaves(store: Store, published: PublishedLeaves): Promise<Pointing> {
  const all = await store.takedowns();
  const byRecord = new Map<Digest, Takedown | undefined>();
  const takedowns = new Map<number, Takedown>();
  const removed = new Map<number, number>();
  const restored = new Set<number>();
  const note = async ({ kind, record, ref = 0 }: Leaf, index: number): Promise<void> => {
    if (kind === 'restore') restored.add(ref);
    if (kind !== 'takedown') return;
    removed.set(ref, index);
    if (!byRecord.has(record)) {
      const { reason, at } = readRecord(await published.record(record));
      byRecord.set(
        record,
        all.find((one) => one.at === at && one.reason === reason),
      );
    }
    const takedown = byRecord.get(record);
    if (takedown !== undefined) takedowns.set(index, takedown);
  };
  for (let from = 0; from < published.size; ) {
    const lines = await published.linesFrom(from);
    for (const [at, line] of lines.entries()) {
      if (/^na1 (?:takedown|restore) /.test(line)) await note(parseLeaf(line), from + at);
    }
    from += lines.length;
  }
  const logged = new Set([...takedowns.values()].map(({ id }) => id));
  const open = [...takedowns].filter(([index]) => !restored.has(index));
  const unrestored = new Set(open.map(([, { id }]) => id));
  return {
    takedowns,
    removed,
    unlogged: all.filter(({ id }) => !logged.has(id)),
    unrestored: all.filter(({ id, liftedAt }) => liftedAt !== undefined && unrestored.has(id)),
  };
}

async function rowOf(
  { published, pointing, subjects }: RowMeans,
  line: string,
  index: number,
): Promise<LeafRow> {
  const { kind, record, ref } = parseLeaf(line);
  const own = { index, line, record };
  const takedown = pointing.removed.get(index);
  if (takedown !== undefined) {
    return { ...own, ...articleOf(pointing.takedowns.get(takedown)), removed: true };
  }
  const bytes = await published.record(record);
  const told = bytes === undefined ? {} : { bytes };
  if (ref === undefined) return { ...own, ...(await subjects.of(kind, bytes)), ...told };
  const by = kind === 'takedown' ? index : ref;
  return { ...own, ...articleOf(pointing.takedowns.get(by)), ...told };
}

interface RowMeans {
  readonly published: PublishedLeaves;
  readonly pointing: Pointing;
  readonly subjects: LeafSubjects;
}

const articleOf = (takedown: Takedown | undefined): Pick<LeafRow, 'articleId'> =>
  takedown === undefined ? {} : { articleId: takedown.articles[0] };

/** A crash, or the loss of the catalogue, came between what was decided and its publishing. */
async function logRest(means: LeafMeans, { unlogged, unrestored }: Pointing): Promise<void> {
  const { store } = means;
  const open = unlogged.map((takedown) => ({ at: takedown.at, takedown }));
  const lifted = [...unrestored, ...unlogged].flatMap((one) =>
    one.liftedAt === undefined ? [] : { at: one.liftedAt, takedown: one, isLifted: true },
  );
  const events = [...open, ...lifted].sort((one, other) => (one.at < other.at ? -1 : 1));
  for (const event of events) {
    const { takedown } = event;
    const drafts = new LeafDrafts(means, {}, await lastLeaf(store));
    await ('isLifted' in event ? drafts.restore(takedown) : drafts.takedown(takedown));
    await store.commit({ ...drafts.change, ...reopened(takedown, drafts.change) });
  }
}

/** The files of its records still have to go: the next opening to capture finishes it. */
const reopened = (
  takedown: Takedown,
  { recordsRemoved = [] }: Pick<Change, 'recordsRemoved'>,
): Pick<Change, 'takedowns'> =>
  recordsRemoved.length === 0 ? {} : { takedowns: [{ ...takedown, state: 'erased' }] };
