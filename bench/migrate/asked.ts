import { createHash } from 'node:crypto';
import type { Store } from '../../src/store/index.ts';
import { foundIn } from '../search/ours.ts';
import type { Question } from '../search/questions.ts';

/** What a store answered to questions of a kind. */
export interface AskedKind {
  readonly kind: string;
  /** ms. */
  readonly p50: number;
  readonly p95: number;
  /** Digest of all that was found: how many, which, in which order, how well each fits. */
  readonly found: string;
}

/** Asks all questions, one after the other; the first one of all, which reads what all need, is not counted. */
export async function askAll(
  store: Store,
  questions: ReadonlyMap<string, readonly Question[]>,
): Promise<readonly AskedKind[]> {
  await foundIn(store, '的');
  const kinds: AskedKind[] = [];
  for (const [kind, some] of questions) kinds.push({ kind, ...(await askKind(store, some)) });
  return kinds;
}

async function askKind(store: Store, some: readonly Question[]) {
  const digest = createHash('sha256');
  const times: number[] = [];
  for (const { text, filter } of some) {
    const start = performance.now();
    const found = await foundIn(store, text, filter);
    times.push(performance.now() - start);
    digest.update(JSON.stringify(found));
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), found: digest.digest('hex') };
}
