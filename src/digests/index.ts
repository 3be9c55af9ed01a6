/** @module digests Mails what came on record: when each digest is due, what it says, that it is sent once. */
export { periodEnd } from './period-end.ts';
export { digestMailOf, type SendMeans, sendDigest, sendDue } from './send-due.ts';
