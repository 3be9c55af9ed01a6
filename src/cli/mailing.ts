import type { Archive } from '../archive/index.ts';
import { type SendMeans, sendDue } from '../digests/index.ts';
import { createMailer } from '../mail/index.ts';
import { optional, type Session } from './session.ts';
import { usageError } from './usage-error.ts';

/** What sending digests needs, as the settings say. Throws where they name no server. */
export function mailing(session: Session, archive: Archive): SendMeans {
  const { smtpUrl, mailFrom, title, publicUrl } = session.config;
  if (!smtpUrl || !mailFrom) {
    throw usageError(
      'Digests are mailed through a server of yours; set BACKISSUE_SMTP_URL and BACKISSUE_MAIL_FROM.',
    );
  }
  return {
    ...{ archive, mailer: createMailer({ url: smtpUrl, from: mailFrom }) },
    ...{ now: session.terminal.now(), archiveTitle: title },
    ...optional('readerUrl', publicUrl || undefined),
  };
}

/** Throws where the settings name a mail server that is none, or no address to send from, before hours of
 * work end with that. */
export function checkMailing(session: Session, archive: Archive): void {
  if (session.config.smtpUrl) mailing(session, archive);
}

/** Sends the digests that are due, where a mail server is set; words of failures go to stderr. */
export async function sendDigests(session: Session, archive: Archive): Promise<void> {
  if (!session.config.smtpUrl) return;
  const failed = await sendDue(mailing(session, archive), session.terminal.stop);
  for (const message of failed) session.terminal.err(`digest    ${message}\n`);
}
