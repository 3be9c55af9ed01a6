import { ArchiveError, errorFrom } from '../../model/index.ts';
import { DatabaseAway } from '../database-away.ts';

/** There is no connection, or there is none any more: by SQLSTATE (class 08; 57P01 to 57P03, a server that ends,
 * crashed or starts), by the code of a socket, or by the first words of what pg says without a code. */
const lost =
  /^(?:E(?:CONNREFUSED|CONNRESET|CONNABORTED|NOTFOUND|AI_AGAIN|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|TIMEDOUT|PIPE|NOENT)|08(?!P01)...|57P0[123]|Connection terminated|timeout e(?:xpired|xceeded)|Client (?:has encountered|was closed))/;

const unreachable =
  'the database cannot be reached; start it, or correct its address in --database or BACKISSUE_DATABASE_URL';

/** What else is wrong, and the mend, told by the same. */
const faults: readonly (readonly [codes: RegExp, says: string])[] = [
  [/^(?:08P01|EACCES)/, unreachable],
  [
    /^(?:28...|SASL)/,
    'the database does not let this user in; correct the user name and password of its URL',
  ],
  [
    /^3D000/,
    'there is no such database on this server; make it with createdb, or name another one',
  ],
  [
    /^3F000/,
    'there is no schema to make tables in; make one with create schema, or grant this user create on one of its search_path',
  ],
  [
    /^42501/,
    "this user may not do that in the database; give it a schema of its own (create schema … authorization …), or all rights on the archive's tables",
  ],
  [/^25006/, 'the database takes no writes; name the primary, not a replica of it'],
  [/^53300/, 'the database has no connection free; raise its max_connections'],
  [/^53100/, 'the disk of the database is full; free some space and run the command again'],
  [
    /^5(?:7014|5P03)/,
    'a statement took longer than the database allows; raise its statement_timeout and lock_timeout',
  ],
  [
    /^(?:.*CERT.*|UNABLE_TO_.*|The server does not support SSL)/,
    'no encrypted connection came about; see sslmode and sslrootcert in docs/postgres.md',
  ],
];

/** A fault of a database as an ArchiveError: one sentence with its name, what is wrong, and the mend. It is a
 * `DatabaseAway` where the connection was lost, or did not come about. */
export function databaseFault(thrown: unknown, name: string): ArchiveError {
  if (thrown instanceof ArchiveError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = textOf(thrown, 'code');
  // Of several addresses that were all tried, there is no message.
  const because = [...new Set([message, code])].filter(Boolean).join(', ');
  if (isLost(thrown, code ?? message)) {
    return new DatabaseAway(`${name}: ${unreachable} (${because}).`, { cause: thrown });
  }
  const [, says] = faults.find(([codes]) => codes.test(code ?? message)) ?? [];
  if (says === undefined) return errorFrom(thrown, name);
  return new ArchiveError('internal', `${name}: ${says} (${because}).`, { cause: thrown });
}

/** A breach of the protocol is told by poolers too, of a server that went away, and then as the end of all (FATAL);
 * else it is a fault of ours. */
const isLost = (thrown: unknown, told: string): boolean =>
  lost.test(told) || (told === '08P01' && textOf(thrown, 'severity') === 'FATAL');

function textOf(thrown: unknown, name: 'code' | 'severity'): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const told: unknown = Reflect.get(thrown, name);
  return typeof told === 'string' ? told : undefined;
}
