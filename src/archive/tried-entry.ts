import { ArchiveError, type Entry, type Instant, instant } from '../model/index.ts';
import type { Missing } from './about.ts';
import { nextTry } from './schedule.ts';
import type { NoPage } from './visited-page.ts';

/** A page that fails this often is given up until its feed tells of it again. */
const maxAttempts = 8;
/** Answers that may be better next time are waited for this often before the feed's text is taken. */
export const patience = 3;
/** For so long an address waits that cannot be asked just now. */
export const postponeMs = 60_000;
const soonMs = 20_000;

/** An entry whose page was tried without luck. */
export function triedEntry(entry: Entry, page: NoPage, now: number): Entry {
  const attempts = page.isOurs ? entry.attempts : entry.attempts + 1;
  const isFinal = ['gone', 'refused', 'robots'].includes(page.kind);
  const failed = attempts >= maxAttempts || isFinal;
  return {
    ...entry,
    attempts,
    nextTryAt: triedAgain(now, attempts, page),
    state: failed ? 'failed' : 'pending',
    lastError: page.error.message,
  };
}

/** A page as it was judged to be missing. */
export const missedPage = ({ kind, status, message }: Missing): NoPage => ({
  served: false,
  kind,
  status,
  error: new ArchiveError('unreachable', message),
});

/** Why a page is missing, to be told beside its capture. */
export const missingIn = ({ kind, status, error }: NoPage): Missing => ({
  kind,
  status,
  message: error.message,
});

/** The first tries come soon, later ones further and further apart. */
function triedAgain(now: number, attempts: number, page: NoPage): Instant {
  if (page.isOurs) return instant(now + postponeMs * 5);
  return attempts < patience ? instant(now + soonMs) : nextTry(now, attempts - patience, 600);
}
