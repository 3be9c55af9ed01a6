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
        const says = withoutLogin(why, server.auth).replace(/\s+/g, ' ').slice(0, 300);
        const message = `${server.host}:${server.port}: the mail server did not take a mail to ${to} (${says}); see BACKISSUE_SMTP_URL.`;
        throw new ArchiveError('unreachable', message);
      } finally {
        transport.close();
      }
    },
  };
}

interface Login {
  readonly user: string;
  readonly pass: string;
}

/** Some servers repeat what they refuse, the login in base64 (RFC 4616, AUTH LOGIN) among it. */
function withoutLogin(words: string, login: Login | undefined): string {
  if (login === undefined || login.pass === '') return words;
  const { user, pass } = login;
  const forms = [`\0${user}\0${pass}`, pass].map((one) => Buffer.from(one).toString('base64'));
  return [...forms, pass].reduce((left, secret) => left.replaceAll(secret, '…'), words);
}

function serverOf(text: string) {
  const url = URL.parse(text);
  const secure = url?.protocol === 'smtps:';
  const isServer = secure || url?.protocol === 'smtp:';
  const login = url === null ? undefined : loginOf(url);
  if (url === null || login === undefined || !isServer || url.hostname === '') throw noServer();
  // A `/` in a password that is not written as %2F ends the host.
  if (`${url.search}${url.hash}` !== '' || !['', '/'].includes(url.pathname)) throw noServer();
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isHere = host === 'localhost' || host === '127.0.0.1' || host === '::1';
  return {
    ...{ host, port: Number(url.port) || (secure ? 465 : 587), secure },
    ...(login.user === '' ? {} : { auth: login, requireTLS: !isHere }),
    ...{ connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs },
  };
}

/** Undefined where a `%` in it stands for nothing. */
function loginOf({ username, password }: URL): Login | undefined {
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  } catch {
    return undefined;
  }
}

const noServer = (): ArchiveError =>
  new ArchiveError(
    'invalid',
    'BACKISSUE_SMTP_URL is no address of a mail server; write it as smtp://user:password@host:587, with %2F for a / in the password and %25 for a %.',
  );

/** An address as it may stand in a header: one, and nothing beside it. Throws `invalid`. */
function mailAddress(text: string): string {
  if (/^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]{1,255}$/u.test(text)) return text;
  throw new ArchiveError(
    'invalid',
    `${text}: this is no mail address; write it as desk@paper.example.`,
  );
}
