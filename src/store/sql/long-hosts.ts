import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Letters of the longest name of a host with the dot of its root (RFC 1035, 2.3.4), a colon and a port. */
const longest = 254 + 6;

const says =
  'The host of its address is longer than names are (253 letters); it cannot be asked for.';

/**
 * What waits at hosts whose names are longer than any is given up: addresses of such hosts are not taken any more, and
 * a catalogue in PostgreSQL cannot keep a right to ask one.
 */
export const longHostsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`update entries set state = 'failed', last_error = ${says}
      where state = 'pending' and length(host) > ${longest}`.execute(db);
    await sql`update articles set next_visit_at = null where length(host) > ${longest}`.execute(db);
  },
};
