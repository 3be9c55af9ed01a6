import { type Finding, type Instant, instant, type PollState } from '../../model/index.ts';
import type { HeldFault } from '../../replica/index.ts';
import type { DuePoll } from '../../store/index.ts';
import type { TakenLeaves } from './take-leaves.ts';

/** Seconds between two polls of a mirror, unless its source says otherwise; more after failures. */
const usualSeconds = 3600;
const mostSeconds = 24 * 3600;
/** Where a mirror has more than one look takes, or another process reads it. */
export const soonSeconds = 60;

/** What was seen of a mirror. */
export interface MirrorSeen {
  readonly findings: readonly Omit<Finding, 'since'>[];
  readonly warnings: readonly string[];
  readonly validators: Pick<PollState, 'etag' | 'lastModified'>;
  /** Why it could not be read; unset when it could. */
  readonly error?: string;
  /** There is more than one look takes. */
  readonly hasMore?: boolean;
}

/** The state of a mirror's source after a look at it. */
export function afterMirror({ source, poll }: DuePoll, seen: MirrorSeen, now: number): PollState {
  const isBad = seen.error !== undefined;
  const failures = isBad ? poll.failures + 1 : 0;
  const at = instant(now);
  const every = source.pollSeconds ?? usualSeconds;
  const seconds = seen.hasMore
    ? Math.min(soonSeconds, every)
    : Math.min(Math.max(mostSeconds, every), every * 2 ** Math.min(failures, 6));
  const findings = seen.findings.map((one) => ({ ...one, since: sinceOf(one, poll, at) }));
  return {
    sourceId: source.id,
    nextPollAt: instant(now + seconds * 1000),
    failures,
    lastPollAt: at,
    ...(isBad ? lastGood(poll) : { ...seen.validators, lastSuccessAt: at }),
    ...(seen.error !== undefined && { lastError: seen.error }),
    warnings: seen.warnings,
    ...(findings.length > 0 && { findings }),
  };
}

const lastGood = ({ lastSuccessAt }: PollState) => (lastSuccessAt ? { lastSuccessAt } : {});

const sinceOf = ({ kind }: Pick<Finding, 'kind'>, { findings = [] }: PollState, at: Instant) =>
  findings.find((one) => one.kind === kind)?.since ?? at;

/** What a fault makes of a source's health: each its own kind, so that none is taken for another. */
export function findingOf({ kind, message }: HeldFault): Omit<Finding, 'since'> {
  const named =
    kind === 'fork' || kind === 'rollback' || kind === 'missing-checkpoint' ? kind : 'forged';
  const of = 'listing' as const;
  if (named === 'missing-checkpoint') return { kind: 'failing', of, says: message };
  return { kind: named, of, says: `${message} Nothing of it was taken.` };
}

/** What leaves lack, as a finding: bytes that are not those that were signed for, or are not there. */
export function wantingFindings(wanting: TakenLeaves['wanting']): Omit<Finding, 'since'>[] {
  const of = 'listing' as const;
  const altered = wanting.filter(({ why }) => why.startsWith('altered'));
  const missing = wanting.filter(({ why }) => why === 'missing-record');
  return [
    ...(altered.length === 0
      ? []
      : [
          {
            kind: 'forged',
            of,
            says: `${says(altered)} not what was signed for; they were not taken.`,
          },
        ]),
    ...(missing.length === 0
      ? []
      : [{ kind: 'incomplete', of, says: `${says(missing)} missing, and no takedown says so.` }]),
  ];
}

/** Texts that a mirror does not have: it may have read its captures anew since. */
export function wantingWarnings(wanting: TakenLeaves['wanting']): string[] {
  const texts = wanting.filter(({ why }) => why === 'missing-text');
  return texts.length === 0 ? [] : [`${says(texts)} without their texts at the mirror.`];
}

function says(wanting: TakenLeaves['wanting']): string {
  const [first] = wanting;
  const count = wanting.length === 1 ? 'One leaf' : `${wanting.length} leaves`;
  const isAre = wanting.length === 1 ? 'is' : 'are';
  return `${count} (the first is ${first?.index}) ${isAre}`;
}
