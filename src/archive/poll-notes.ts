import { ArchiveError, type PollState } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import type { Services } from './services.ts';

interface Note {
  readonly poll: PollState;
  readonly done: () => void;
  readonly fail: (thrown: unknown) => void;
}

/**
 * Writes poll states: those that come while another step is writing go into one transaction, since
 * a thousand polls without news would each wait for the disk. Each promise ends when its own state
 * is durable, or throws `conflict` when its lease has passed to somebody else.
 */
export function groupedPolls(
  store: Pick<Store, 'commit'>,
  alone: Services['alone'],
  holder: string,
): Services['notePoll'] {
  let waiting: Note[] = [];
  const write = async () => {
    const group = waiting;
    waiting = [];
    try {
      await store.commit({ polls: group.map(({ poll }) => poll) }, holder);
      for (const { done } of group) done();
    } catch (thrown) {
      const isLost = thrown instanceof ArchiveError && thrown.code === 'conflict';
      if (isLost && group.length > 1) await writeEach(store, group, holder);
      else for (const { fail } of group) fail(thrown);
    }
  };
  return (poll) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ poll, done: resolve, fail: reject });
    if (waiting.length === 1) void alone(write);
    return promise;
  };
}

/** One lost lease in a group must not lose what the others brought. */
async function writeEach(
  store: Pick<Store, 'commit'>,
  group: readonly Note[],
  holder: string,
): Promise<void> {
  for (const { poll, done, fail } of group) {
    await store.commit({ polls: [poll] }, holder).then(done, fail);
  }
}
