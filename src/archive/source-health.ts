import { type Finding, type Usual, usualOf } from '../guardian/index.ts';
import type { Instant, PollState, Push, Source, StandIn } from '../model/index.ts';
import { watchOf } from './health.ts';

/**
 * `waiting`: never polled. `failing`: it cannot be read. `silent`: it brings nothing new, where it
 * usually would. `warned`: something else is to be said of it. `unfollowed`: not polled any more.
 */
export type HealthState = 'ok' | 'warned' | 'waiting' | 'failing' | 'silent' | 'unfollowed';

export interface SourceHealth {
  readonly state: HealthState;
  /** Why, in words. */
  readonly reason: string;
  readonly lastSuccessAt?: Instant;
  readonly nextPollAt?: Instant;
  readonly failures: number;
  /** Items that could not be read or became no articles, one sentence each. */
  readonly warnings: readonly string[];
  /** What is wrong with it, worst first. */
  readonly findings: readonly Finding[];
  /** What is read in its place. */
  readonly standIn?: StandIn;
  /** When something to read in its place was last looked for. */
  readonly soughtAt?: Instant;
  /** What is usual for it, once that is known. */
  readonly rhythm?: Usual;
  /** The hub that tells of its news. */
  readonly pushed?: Pick<Push, 'hub' | 'state' | 'toldAt'>;
}

/** What a source's health is judged by. */
export interface HealthFacts {
  readonly poll: PollState | undefined;
  readonly push: Push | undefined;
  /** Why entries were given up, one sentence each. */
  readonly lost: readonly string[];
  /** Pages still to be captured. */
  readonly pending: number;
  /** Whether its rhythm is worked out. */
  readonly rhythms: boolean;
}

/** How following a source goes, in words and in figures. */
export function healthOf(source: Source, facts: HealthFacts): SourceHealth {
  const { poll, push, lost, pending } = facts;
  const warnings = [...(poll?.warnings ?? []), ...lost];
  const last = poll?.lastSuccessAt;
  const common = {
    lastSuccessAt: last,
    failures: poll?.failures ?? 0,
    warnings,
  };
  if (source.kind === 'import' || source.state === 'unfollowed') {
    const reason =
      source.kind === 'import'
        ? 'Imported; there is nothing to poll.'
        : 'Not followed any more; what was archived stays.';
    return defined({ ...common, state: 'unfollowed', reason, findings: [] });
  }
  const findings = (poll?.findings ?? []) as readonly Finding[];
  const { state, reason } = judgement(poll, findings, warnings);
  const waits = pending === 0 ? '' : ` ${pending} pages are still to be captured.`;
  return defined({
    ...common,
    state,
    reason: `${reason}${standInWords(poll?.standIn)}${state === 'waiting' || state === 'failing' ? '' : waits}`,
    nextPollAt: poll?.nextPollAt,
    findings,
    standIn: poll?.standIn,
    soughtAt: findings.length === 0 ? undefined : poll?.soughtAt,
    rhythm: facts.rhythms ? rhythm(poll) : undefined,
    pushed: push && defined({ hub: push.hub, state: push.state, toldAt: push.toldAt }),
  });
}

function judgement(
  poll: PollState | undefined,
  findings: readonly Finding[],
  warnings: readonly string[],
): Pick<SourceHealth, 'state' | 'reason'> {
  const [worst] = findings;
  if (poll?.lastPollAt === undefined) return { state: 'waiting', reason: 'Not polled yet.' };
  if (worst !== undefined && stateOf(worst) === 'failing') {
    return { state: 'failing', reason: sinceWords(worst) };
  }
  if (poll.failures > 0) {
    const times =
      poll.failures === 1 ? 'The last poll failed' : `The last ${poll.failures} polls failed`;
    return { state: 'failing', reason: `${times}: ${poll.lastError ?? 'no reason was given'}` };
  }
  if (worst !== undefined) return { state: stateOf(worst), reason: sinceWords(worst) };
  const [first] = warnings;
  if (first === undefined) return { state: 'ok', reason: 'Polled without fault.' };
  const items = warnings.length === 1 ? '1 item needs' : `${warnings.length} items need`;
  return { state: 'warned', reason: `${items} a look: ${first}` };
}

/** What a finding makes of its source. Pages that fail leave the source itself answering. */
function stateOf({ kind, of }: Finding): HealthState {
  if (kind === 'silent') return 'silent';
  const isDown = ['gone', 'captcha', 'login', 'failing', 'fork', 'rollback', 'forged'].includes(
    kind,
  );
  return isDown && of !== 'pages' ? 'failing' : 'warned';
}

/** A moment as sentences tell it: `2026-11-24 08:00 UTC`. */
const momentWords = (at: Instant): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;

const sinceWords = ({ since, says }: Finding): string => `Since ${momentWords(since)}: ${says}`;

function standInWords(standIn: StandIn | undefined): string {
  if (standIn === undefined) return '';
  const what = { feed: 'Another feed', sitemap: 'Its sitemap', page: 'Its page' }[standIn.kind];
  return ` ${what} ${standIn.url} is read in its place since ${momentWords(standIn.since)}.`;
}

function rhythm(poll: PollState | undefined): SourceHealth['rhythm'] {
  const usual = poll && usualOf(watchOf(poll));
  return usual && { ...usual, itemsADay: Math.round(usual.itemsADay * 10) / 10 };
}

/** Without the members that have no value. */
function defined<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };
}
