import { createTransport } from 'nodemailer';
import { ArchiveError } from '../model/index.ts';

/** One mail: the same words as plain text and as HTML. */
export interface Mail {
  readonly to: string;
  /** On one line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** When it is sent, ms since 1970. */
  readonly at: number;
  /** Left of the `@` of its Message-ID: two mails with the same are one. */
  readonly id: string;
}

/** Sends mails from one address. */
export interface Mailer {
  /** Ends when the server has taken the mail. Throws ArchiveError `unreachable`. */
  send(mail: Mail): Promise<void>;
}

/** For each step of the talk with the server. */
const patienceMs = 20_000;

/**
 * A mailer over the server at `smtp://user:password@host:587` or `smtps://…`. With a password nothing is
 * sent in the clear, but to this machine. Throws ArchiveError `invalid` for a URL or an address that
 * is none.
 */
export function createMailer(options: { readonly url: string; readonly from: string }): Mailer {
  const server = serverOf(options.url);
  const from = mailAddress(options.from);
  return {
    async send({ to, subject, text, html, id, at }) {
      const domain = from.slice(from.lastIndexOf('@') + 1);
      const transport = createTransport(server);
      try {
        await transport.sendMail({
          from: { name: 'Backissue', address: from },
          to: { name: '', address: mailAddress(to) },
          ...{ subject: subject.replace(/[\p{Cc}\s]+/gu, ' ').trim(), text, html },
          date: new Date(at),
          messageId: `<${id}@${domain}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'List-Unsubscribe': `<mailto:${encodeURI(from)}?subject=unsubscribe%20${encodeURIComponent(id)}>`,
          },
          // Nothing that a title says is read from disk or network.
          ...{ disableFileAccess: true, disableUrlAccess: true },
        });
      } catch (error) {
        if (error instanceof ArchiveError) throw error;
        const why = error instanceof Error ? error.message : String(error);
        const says = why.replace(/\s+/g, ' ').slice(0, 300);
        const message = `${server.host}:${server.port}: the mail server did not take a mail to ${to} (${says}); see BACKISSUE_SMTP_URL.`;
        throw new ArchiveError('unreachable', message, { cause: error });
      } finally {
        transport.close();
      }
    },
  };
}

function serverOf(text: string) {
  const url = URL.parse(text);
  const secure = url?.protocol === 'smtps:';
  if (url === null || !(secure || url.protocol === 'smtp:') || url.hostname === '') {
    throw new ArchiveError(
      'invalid',
      'BACKISSUE_SMTP_URL is no address of a mail server; write it as smtp://user:password@host:587.',
    );
  }
  const { hostname, port, username, password } = url;
  const host = hostname.replace(/^\[|\]$/g, '');
  const isHere = host === 'localhost' || host === '127.0.0.1' || host === '::1';
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    ...{ host, port: Number(port) || (secure ? 465 : 587), secure },
    ...(username === '' ? {} : { auth, requireTLS: !isHere }),
    ...{ connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs },
  };
}

/** An address as it may stand in a header: one, and nothing beside it. Throws `invalid`. */
function mailAddress(text: string): string {
  if (/^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]{1,255}$/u.test(text)) return text;
  throw new ArchiveError(
    'invalid',
    `${text}: this is no mail address; write it as desk@paper.example.`,
  );
}
