import type { Archive, Digest, DigestContent } from '../archive/index.ts';
import type { Mailer } from '../mail/index.ts';
import { ArchiveError, instant } from '../model/index.ts';
import { type DigestMail, digestMail } from '../pages/index.ts';
import { periodEnd } from './period-end.ts';

/** What sending needs. */
export interface SendMeans {
  readonly archive: Pick<Archive, 'digests'>;
  readonly mailer: Mailer;
  readonly now: number;
  readonly archiveTitle: string;
  /** Where the reader is read; unset: links lead to the outlets. */
  readonly readerUrl?: string;
}

const minuteMs = 60_000;
/** What is waited after each failure; after the last, that again and again. */
const waitsMs = [1, 5, 30, 120, 360].map((minutes) => minutes * minuteMs);

/** Sends every digest whose period has ended and which no other worker is sending, until the signal. What fails is told
 * and tried again; it keeps nothing from the others. Gives the words of failures. */
export async function sendDue(means: SendMeans, signal?: AbortSignal): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const digest of await means.archive.digests.list()) {
    if (signal?.aborted) break;
    if (dueEnd(digest, means.now) === undefined) continue;
    try {
      await means.archive.digests.alone(digest.id, async (now, digests) => {
        // Another worker may have sent it meanwhile.
        const end = dueEnd(now, means.now);
        if (end !== undefined) await sendDigest({ ...means, archive: { digests } }, now, end);
      });
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      failed.push(error.message);
    }
  }
  return failed;
}

/** When the period ended that a digest is to be sent for now; undefined while it is not. */
function dueEnd(digest: Digest, now: number): number | undefined {
  const end = periodEnd(digest, now);
  const { until, nextTryAt } = digest.progress;
  return end <= Date.parse(until) || Date.parse(nextTryAt ?? until) > now ? undefined : end;
}

/**
 * Sends a digest of what came on record up to a moment; nothing where there is nothing. Gives whether
 * there was. That it is sent is noted once the server has taken it: a crash between the two sends it
 * again, with the same Message-ID. Throws ArchiveError `unreachable`, having noted that.
 */
export async function sendDigest(means: SendMeans, digest: Digest, end: number): Promise<boolean> {
  const { archive, mailer, now } = means;
  const until = instant(end);
  const content = await archive.digests.content(digest);
  const hasNews = content.items.length > 0;
  try {
    if (hasNews) {
      const id = `digest-${digest.id}-${end}`;
      await mailer.send({ ...digestMailOf(means, digest, content), to: digest.to, id, at: now });
    }
  } catch (error) {
    if (error instanceof ArchiveError) await noteFailure(means, digest, error.message);
    throw error;
  }
  const { lastSentAt } = digest.progress;
  const sentAt = hasNews ? instant(now) : lastSentAt;
  const told = sentAt === undefined ? {} : { lastSentAt: sentAt };
  await archive.digests.note(digest.id, { until, cursor: content.cursor, failures: 0, ...told });
  return hasNews;
}

async function noteFailure(
  { archive, now }: SendMeans,
  { id, progress }: Digest,
  lastError: string,
): Promise<void> {
  const failures = progress.failures + 1;
  const waitMs = waitsMs[Math.min(failures, waitsMs.length) - 1] ?? minuteMs;
  const nextTryAt = instant(now + waitMs);
  await archive.digests.note(id, { ...progress, failures, nextTryAt, lastError });
}

/** A digest as a mail. */
export function digestMailOf(
  { archiveTitle, readerUrl }: Pick<SendMeans, 'archiveTitle' | 'readerUrl'>,
  { id, of, locale, timeZone }: Digest,
  { name, items, more }: DigestContent,
): DigestMail {
  const base = readerUrl?.replace(/\/+$/, '');
  return digestMail({
    ...{ id, of, locale, timeZone, archiveTitle, more },
    ...(name === undefined ? {} : { name }),
    items: items.map(({ article, source, edit }) => {
      const path = `/article/${article.id}${edit === undefined ? '' : `/diff/${edit.from}..${edit.to}`}`;
      return {
        ...{ title: article.title, language: article.language, lead: article.lead },
        href: base === undefined ? article.url : `${base}${path}`,
        outlet: source?.title ?? '',
        at: edit?.seenAt ?? article.sortAt,
        ...(edit && { changes: edit.changes }),
      };
    }),
  });
}
