/** @module tsp Time-stamp requests and tokens of RFC 3161: made, read, and their signatures checked. */
export { readAuthorities } from './authorities.ts';
export { checkReply, type ReplyOptions, type TimeToken } from './check-reply.ts';
export { stampRequest } from './stamp-request.ts';
