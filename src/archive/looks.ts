import { randomBytes } from 'node:crypto';
import { lookName } from '../audit/index.ts';
import { type Instant, instant } from '../model/index.ts';
import type { LedgerFact } from '../store/index.ts';
import type { Outcome } from './find.ts';
import type { Services } from './services.ts';
import type { Taken } from './taken.ts';

/** What came of a look: of a listing `answered`; of a page what it brought, or how it was missed. */
export type LookOutcome = Outcome | 'answered' | 'absent' | 'failed' | 'nothing';

/** What was looked at in a pass, each address with what came of it last. */
export class Looks {
  readonly #outcomes = new Map<string, LookOutcome>();
  #since: Instant | undefined;

  note(url: string, outcome: LookOutcome, now: number): void {
    this.#since ??= instant(now);
    this.#outcomes.set(url, outcome);
  }

  /** The fact to be logged, after which counting begins anew; undefined when nothing was looked at. */
  cut(now: number): LedgerFact | undefined {
    const since = this.#since;
    if (since === undefined) return undefined;
    const key = randomBytes(16).toString('base64url');
    const looked = [...this.#outcomes]
      .map(([url, outcome]) => [lookName(key, url), outcome] as const)
      // In an order that tells nothing of that in which it was asked.
      .sort(([one], [other]) => (one < other ? -1 : 1));
    this.#outcomes.clear();
    this.#since = undefined;
    return { kind: 'round', fields: { key, since, until: instant(now), looked } };
  }
}

/** Of a page what came of looking at it. */
export function outcomeOf({ absence, error, recorded }: Taken): LookOutcome {
  if (absence !== undefined) return 'absent';
  if (error !== undefined) return 'failed';
  return recorded?.outcome ?? 'nothing';
}

/** Logs what was looked at, where the settings ask for that. */
export async function logRound(services: Services, looks: Looks): Promise<void> {
  const fact = looks.cut(services.now());
  if (fact === undefined || services.ledgerPlace?.rounds !== true) return;
  await services.store.commit({ facts: [fact] });
}
