/** @module mail Sends mail through a server of the user's (SMTP, RFC 5321). */
export { createMailer, type Mail, type Mailer } from './mailer.ts';
