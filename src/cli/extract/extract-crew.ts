import { Worker } from 'node:worker_threads';
import { type AskedPage, lostPage, type TakenPage } from './asked-page.ts';

/** Extracts pages in worker threads. */
export interface ExtractCrew {
  /** Gives one page to the worker with the least to do. Never rejects. */
  take(asked: AskedPage): Promise<TakenPage>;
  close(): Promise<void>;
}

/** A page that a worker has not answered yet. */
interface Waiting {
  readonly asked: AskedPage;
  readonly resolve: (taken: TakenPage) => void;
}

interface Member {
  readonly thread: Worker;
  /** In the order in which it answers; the first is the one it works on. */
  readonly waiting: Waiting[];
}

/** A thread's heap, in MB. A page of 8 MiB takes a tenth of it. */
const heapOfOne = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 512 };

/**
 * A crew of at most `size` threads, each started when all others have work. A thread that ends on a
 * page (its memory is full) is replaced: that page is answered with an error, its others are done
 * again. `siteRules` is the folder of the user's rules, `program` what a thread runs.
 */
export function startCrew(
  size: number,
  {
    siteRules,
    program = workerProgram(),
  }: { readonly siteRules?: string; readonly program?: URL } = {},
): ExtractCrew {
  let members: readonly Member[] = [];
  let closed = false;
  const give = (member: Member, waiting: Waiting): void => {
    member.waiting.push(waiting);
    member.thread.postMessage(waiting.asked);
  };
  const enlist = (): Member => {
    const thread = new Worker(program, { resourceLimits: heapOfOne, workerData: { siteRules } });
    const member: Member = { thread, waiting: [] };
    let why = 'it ended';
    thread.on('message', (taken: TakenPage) => member.waiting.shift()?.resolve(taken));
    thread.on('error', (error) => {
      why = error.message;
    });
    thread.on('exit', () => {
      members = members.filter((each) => each !== member);
      const [culprit, ...others] = member.waiting.splice(0);
      culprit?.resolve(lostPage(culprit.asked, why));
      for (const waiting of others) {
        if (closed) waiting.resolve(lostPage(waiting.asked, why));
        else give(leastBusy(), waiting);
      }
    });
    members = [...members, member];
    return member;
  };
  const leastBusy = (): Member => {
    const [first, ...rest] = members;
    if (first === undefined) return enlist();
    const best = rest.reduce((a, b) => (b.waiting.length < a.waiting.length ? b : a), first);
    return best.waiting.length > 0 && members.length < size ? enlist() : best;
  };
  return {
    take: (asked) => new Promise((resolve) => give(leastBusy(), { asked, resolve })),
    async close() {
      closed = true;
      await Promise.all(members.map(({ thread }) => thread.terminate()));
    },
  };
}

function workerProgram(): URL {
  const file = import.meta.url.endsWith('.ts') ? './extract-worker.ts' : './extract-worker.js';
  return new URL(file, import.meta.url);
}
