import { type ArchiveError, instant, type Now, type Url } from '../model/index.ts';
import type { Way } from './admit.ts';
import { type FailureKind, failure, failureOf } from './failure.ts';
import { parseRobots, type RobotsRules } from './robots-rules.ts';

/** The robots.txt of every host met, each asked for once a day. */
export interface Robots {
  /**
   * The Crawl-delay that goes with leave to fetch `url`, in milliseconds. Throws `refused` where
   * robots.txt forbids it or answers 5xx, and what went wrong where it cannot be read. Asked in the
   * way that `url` is: another way may not get there, or be told something else.
   */
  leave(url: Url, way: Way): Promise<number>;
}

interface RobotsOptions {
  readonly now: Now;
  readonly product: string;
  /** Fetches a robots.txt: at most its first 500 KiB, decoded, at most five redirects. */
  readonly fetch: (url: Url, way: Way) => Promise<{ status: number; content: Uint8Array }>;
}

type Verdict =
  | { readonly kind: 'rules'; readonly rules: RobotsRules }
  | { readonly kind: 'closed'; readonly failure: FailureKind; readonly what: string };

interface Known {
  readonly verdict: Verdict;
  readonly until: number;
}

/** Owned by `createRobots`. */
interface Memory {
  readonly known: Map<string, Known>;
  readonly asking: Map<string, Promise<Known>>;
  size: number;
}

const rulesMs = 86_400_000;
/** A faulty robots.txt must not close a site for longer than its fault lasts, more or less. */
const serverErrorMs = 3_600_000;
const unreachableMs = 300_000;
const mostCharacters = 16_777_216;
const mostHosts = 16_384;
export const robotsBytes = 512_000;

const everything: RobotsRules = { allows: () => true, crawlDelayMs: 0, size: 0 };

export function createRobots(options: RobotsOptions): Robots {
  const memory: Memory = { known: new Map(), asking: new Map(), size: 0 };
  return {
    leave: async (url, way) => {
      const robotsUrl = new URL('/robots.txt', url).href as Url;
      const { verdict, until } = await ask(options, memory, robotsUrl, way);
      if (verdict.kind === 'closed') throw closed(url, verdict, until);
      if (verdict.rules.allows(url)) return verdict.rules.crawlDelayMs;
      const what = `${robotsUrl} forbids ${options.product} to fetch it; ask the publisher`;
      throw failure('robots', url, what);
    },
  };
}

/** One answer serves all who ask for it at the same time. */
async function ask(
  options: RobotsOptions,
  memory: Memory,
  robotsUrl: Url,
  way: Way,
): Promise<Known> {
  const key = `${way.open ? 'open' : 'guarded'} ${way.proxy ?? 'direct'} ${robotsUrl}`;
  const known = memory.known.get(key);
  if (known !== undefined && known.until > options.now()) return known;
  const asking = memory.asking.get(key) ?? read(options, robotsUrl, way);
  memory.asking.set(key, asking);
  try {
    const answer = await asking;
    remember(memory, key, answer);
    return answer;
  } finally {
    memory.asking.delete(key);
  }
}

function remember(memory: Memory, key: string, answer: Known): void {
  forget(memory, key);
  memory.known.set(key, answer);
  memory.size += sizeOf(answer);
  for (const oldest of memory.known.keys()) {
    if (memory.size <= mostCharacters && memory.known.size <= mostHosts) return;
    forget(memory, oldest);
  }
}

function forget(memory: Memory, key: string): void {
  const known = memory.known.get(key);
  if (known === undefined) return;
  memory.known.delete(key);
  memory.size -= sizeOf(known);
}

function sizeOf({ verdict }: Known): number {
  return verdict.kind === 'rules' ? verdict.rules.size : 0;
}

async function read(options: RobotsOptions, robotsUrl: Url, way: Way): Promise<Known> {
  const { verdict, forMs } = await options.fetch(robotsUrl, way).then(
    ({ status, content }) => judge(options, robotsUrl, status, content),
    (error: unknown) => excuse(error),
  );
  return { verdict, until: options.now() + forMs };
}

interface Judgement {
  readonly verdict: Verdict;
  readonly forMs: number;
}

/** RFC 9309, 2.3.1: 4xx means no rules, 5xx means stay away. */
function judge(
  options: RobotsOptions,
  robotsUrl: Url,
  status: number,
  content: Uint8Array,
): Judgement {
  if (status >= 500) {
    const verdict: Verdict = { kind: 'closed', failure: 'robots', what: `it answers ${status}` };
    return { verdict, forMs: serverErrorMs };
  }
  const text = status >= 200 && status < 300 ? wholeLines(content) : '';
  const rules = text === '' ? everything : parseRobots(robotsUrl, text, options.product);
  return { verdict: { kind: 'rules', rules }, forMs: rulesMs };
}

/** UTF-8, without the last line of a file that was cut: half a rule is another rule. */
function wholeLines(content: Uint8Array): string {
  const text = new TextDecoder().decode(content.subarray(0, robotsBytes));
  if (content.length < robotsBytes) return text;
  return text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
}

/** RFC 9309, 2.3.1.2: too many redirects mean no rules; a failure means stay away. */
function excuse(error: unknown): Judgement {
  const cause = failureOf(error);
  // Stopped, or told to wait: nothing is known about its robots.txt.
  if (cause === undefined || cause.kind === 'wait') throw error;
  if (cause.kind === 'redirect') {
    return { verdict: { kind: 'rules', rules: everything }, forMs: rulesMs };
  }
  const verdict: Verdict = { kind: 'closed', failure: cause.kind, what: cause.what };
  return { verdict, forMs: unreachableMs };
}

/** Failures that are the host's, not its robots.txt's. */
const ofHost: readonly FailureKind[] = ['dns', 'private', 'connect', 'tls', 'proxy'];

function closed(url: Url, verdict: Verdict & { kind: 'closed' }, until: number): ArchiveError {
  if (ofHost.includes(verdict.failure)) return failure(verdict.failure, url, verdict.what);
  const when = instant(until);
  const what = `its robots.txt cannot be read, so nothing is fetched there until ${when}`;
  return failure(verdict.failure, url, `${what} (${verdict.what})`);
}
