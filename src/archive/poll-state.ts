import { header } from '../http/index.ts';
import { type ArchiveError, type Header, instant, type PollState } from '../model/index.ts';
import type { DuePoll } from '../store/index.ts';
import type { Listing } from './document.ts';
import { nextTry } from './schedule.ts';
import type { Services } from './services.ts';

/** The state of a source after an answer: its document's listing, or none when it is as before. */
export function afterAnswer(
  services: Services,
  due: DuePoll,
  headers: readonly Header[],
  listing?: Listing,
): PollState {
  const { source, poll } = due;
  const now = services.now();
  const { lastError: _error, etag: _etag, lastModified: _modified, ...standing } = poll;
  const etag = header(headers, 'etag') ?? (listing === undefined ? poll.etag : undefined);
  const lastModified =
    header(headers, 'last-modified') ?? (listing === undefined ? poll.lastModified : undefined);
  return {
    ...standing,
    nextPollAt: instant(now + (source.pollSeconds ?? 1800) * 1000),
    failures: 0,
    lastPollAt: instant(now),
    lastSuccessAt: instant(now),
    warnings: listing?.warnings ?? poll.warnings,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

/** The state of a source after a poll that failed. */
export function afterFailure(services: Services, due: DuePoll, error: ArchiveError): PollState {
  const { source, poll } = due;
  const now = services.now();
  const failures = poll.failures + 1;
  return {
    ...poll,
    nextPollAt: nextTry(now, failures - 1, source.pollSeconds ?? 1800),
    failures,
    lastPollAt: instant(now),
    lastError: error.message,
  };
}
