import type { Capture, PollState } from '../model/index.ts';
import { type Change, DatabaseAway, type WarcFile } from '../store/index.ts';
import { untilFirst } from './decide.ts';
import type { Deed, Done, Recorder } from './deed.ts';
import { recordFinds, recording } from './record.ts';
import type { Services } from './services.ts';
import { watching } from './watching.ts';
import { joined, keepCaptures, longest } from './write.ts';

interface Waiting {
  readonly deed: Deed;
  /** Set once the captures lie on disk, so that another try does not write them again. */
  kept?: { readonly captures: readonly Capture[]; readonly warc: readonly WarcFile[] };
  readonly done: (done: Done) => void;
  readonly fail: (thrown: unknown) => void;
}

/** Bounds what a group holds in memory. */
const mostTogether = 64;

export function createRecorder(
  services: Pick<
    Services,
    'store' | 'captures' | 'warc' | 'now' | 'revisitDays' | 'alone' | 'holder'
  > &
    Partial<Pick<Services, 'siteRules'>>,
): Recorder {
  let waiting: Waiting[] = [];
  const next = async (): Promise<void> => {
    const group = waiting.slice(0, mostTogether);
    waiting = waiting.slice(mostTogether);
    if (waiting.length > 0) void services.alone(next);
    await recordGroup(services, group);
  };
  return {
    record: (deed) => {
      const { promise, resolve, reject } = Promise.withResolvers<Done>();
      waiting.push({ deed, done: resolve, fail: reject });
      if (waiting.length === 1) void services.alone(next);
      return promise;
    },
  };
}

type Means = Parameters<typeof createRecorder>[0];

/** What another process was first with is decided anew. What fails together is tried one by one: the fault
 * of one must not lose what others brought. Where the database went away, what lies on disk is taken in when it is
 * back, with what it was for; until then no later length of its file may hide it. */
async function recordGroup(services: Means, group: readonly Waiting[]): Promise<void> {
  try {
    await untilFirst(() => recordTogether(services, group));
  } catch (thrown) {
    if (thrown instanceof DatabaseAway) await failAll(services, group, thrown);
    else await recordApart(services, group, thrown);
  }
}

async function failAll(
  { warc }: Means,
  group: readonly Waiting[],
  thrown: DatabaseAway,
): Promise<void> {
  let told: unknown = thrown;
  try {
    await warc?.leave();
  } catch (further) {
    told = further;
  }
  for (const { fail } of group) fail(told);
}

/** The captures first, all of them: a crash between two deeds must not hide those of the second
 * below a length of the file that the first has put on record. */
async function recordApart(
  services: Means,
  group: readonly Waiting[],
  thrown: unknown,
): Promise<void> {
  try {
    const kept = keptBy(group);
    if ((kept.captures ?? []).length > 0) await services.store.commit(kept);
  } catch (further) {
    if (further instanceof DatabaseAway) return await failAll(services, group, further);
    for (const { fail } of group) fail(further);
    return;
  }
  const [only, other] = group;
  if (other === undefined) only?.fail(thrown);
  else for (const one of group) await recordGroup(services, [one]);
}

async function recordTogether(services: Means, group: readonly Waiting[]): Promise<void> {
  await keepAll(services, group);
  const store = watching(services.store);
  const meanings = await Promise.all(
    group.map(async ({ deed, kept }) => await deed.means(kept?.captures ?? [], store)),
  );
  const finds = meanings.flatMap((meaning) => meaning.finds ?? []);
  const means = recording({ ...services, store }, services.now());
  const { change, recorded } = await recordFinds(store, finds, means);
  const rest = meanings.flatMap((meaning) => meaning.change ?? []);
  const all = [keptBy(group), change, ...rest].reduce(joined, {});
  await store.commit(all, { leasedBy: services.holder });
  let from = 0;
  for (const [index, one] of group.entries()) {
    const count = meanings[index]?.finds?.length ?? 0;
    one.done({
      captures: one.kept?.captures ?? [],
      recorded: recorded.slice(from, from + count),
    });
    from += count;
  }
}

/** The captures of a group; of a file's lengths the longest. */
function keptBy(group: readonly Waiting[]): Change {
  return {
    captures: group.flatMap((one) => one.kept?.captures ?? []),
    warc: longest(group.flatMap((one) => one.kept?.warc ?? [])),
  };
}

async function keepAll(services: Means, group: readonly Waiting[]): Promise<void> {
  const fresh = group.filter((one) => one.kept === undefined && one.deed.keepings.length > 0);
  if (fresh.length === 0) return;
  const keepings = fresh.flatMap((one) => one.deed.keepings);
  const { captures, change } = await keepCaptures(services, keepings);
  let from = 0;
  for (const one of fresh) {
    const to = from + one.deed.keepings.length;
    const own = captures.slice(from, to);
    // How long a capture file is, is told with the captures of all.
    one.kept = { captures: own, warc: change.warc ?? [] };
    from = to;
  }
}

/** Writes what a poll without news leaves behind. */
export async function notePoll(services: Pick<Services, 'record'>, poll: PollState): Promise<void> {
  await services.record({ keepings: [], means: async () => ({ change: { polls: [poll] } }) });
}
