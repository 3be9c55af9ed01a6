/** @module guardian What a source usually does, learned from what is seen of it; says what is wrong and when to ask next. */
export { endedAndBegun, type FindingChanges } from './changes.ts';
export { callsForFallback, type Finding, type FindingKind, findings } from './findings.ts';
export { confirmedMove, forgetMove } from './move.ts';
export { observe } from './observe.ts';
export { type PollOptions, pollAfterSeconds } from './poll-after.ts';
export { type Rhythm, rhythmOf, type Usual, usualOf } from './rhythm.ts';
export {
  type FeedFailure,
  type FreshItem,
  minuteOf,
  type Observation,
  type PageOutcome,
  type Watch,
} from './watch.ts';
