import { sql } from 'kysely';

/** Names of headers are written in capitals or not; `like` tells them apart on some engines. */
export const lowerHeaders = sql<string>`lower(headers)`;
