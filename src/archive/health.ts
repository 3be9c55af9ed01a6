import {
  endedAndBegun,
  type Finding,
  findings,
  forgetMove,
  type Observation,
  observe,
  type Watch,
} from '../guardian/index.ts';
import { instant, type PollState, type Source } from '../model/index.ts';
import type { ArchiveEvent } from './events.ts';

/** A source's watch and findings after something was seen of it. */
export interface Judged {
  readonly watch?: Watch;
  readonly findings: readonly Finding[];
}

/** Reads a stored watch; one of another version is begun anew. */
export function watchOf(poll: Pick<PollState, 'watch'>): Watch | undefined {
  if (poll.watch === undefined) return undefined;
  const watch = JSON.parse(poll.watch) as Watch;
  return watch.v === 1 ? watch : undefined;
}

/** What the guardian makes of what was seen. */
export function judge(
  poll: Pick<PollState, 'watch'>,
  seen: readonly Observation[],
  now: number,
): Judged {
  let watch = watchOf(poll);
  for (const one of seen) watch = observe(watch, one);
  return { ...(watch && { watch }), findings: findings(watch, instant(now)) };
}

/** The watch once its source was moved: that finding is over. */
export function judgedAfterMove(judged: Judged, now: number): Judged {
  if (judged.watch === undefined) return judged;
  const watch = forgetMove(judged.watch);
  return { watch, findings: findings(watch, instant(now)) };
}

/** The members of a poll state that hold a judgement; none for a source without trouble. */
export function healthParts(judged: Judged): Pick<PollState, 'watch' | 'findings'> {
  return {
    ...(judged.watch === undefined ? {} : { watch: JSON.stringify(judged.watch) }),
    ...(judged.findings.length === 0 ? {} : { findings: judged.findings }),
  };
}

/** What is to be told of the difference between two states of a source's health. */
export function healthEvents(
  source: Source,
  before: PollState,
  after: PollState,
): readonly ArchiveEvent[] {
  const about = { id: source.id, title: source.title, url: source.url };
  const told = (poll: PollState) => (poll.findings ?? []) as readonly Finding[];
  const { began, ended } = endedAndBegun(told(before), told(after));
  const events: ArchiveEvent[] = [];
  if (began.length + ended.length > 0) {
    events.push({ type: 'health', source: about, began, ended });
  }
  if (before.standIn?.url !== after.standIn?.url) {
    const { standIn } = after;
    events.push({ type: 'stand-in', source: about, ...(standIn && { standIn }) });
  }
  return events;
}
