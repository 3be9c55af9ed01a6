import {
  type Minute,
  minuteOf,
  type Observation,
  type PageOutcome,
  type Row,
  type Watch,
} from './watch.ts';

const longestMessage = 200;

/** One more failed poll: a row goes on while the failure is of the same kind. */
export function learnFailure(watch: Watch, seen: Extract<Observation, { kind: 'failed' }>): Watch {
  const message = seen.message.slice(0, longestMessage);
  return { ...watch, failed: longer(watch.failed, seen.failure, minuteOf(seen.at), message) };
}

/** One more article page. The row is of pages that are none; two articles one after the other end it. */
export function learnPage(watch: Watch, at: Minute, outcome: PageOutcome): Watch {
  if (outcome !== 'article') return { ...watch, pages: longer(watch.pages, outcome, at, '') };
  if (watch.pages === undefined) return watch;
  const { pages, ...rest } = watch;
  if (pages.message === 'article') return rest;
  return { ...rest, pages: { ...pages, last: at, message: 'article' } };
}

function longer(row: Row | undefined, what: string, at: Minute, message: string): Row {
  if (row === undefined || row.what !== what)
    return { what, since: at, last: at, times: 1, message };
  return { ...row, last: Math.max(row.last, at), times: Math.min(9999, row.times + 1), message };
}
