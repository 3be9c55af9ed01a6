import { type Migrated, migrateCatalogue } from '../../open/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { databaseOf, optional, type Session } from '../session.ts';
import { usageError } from '../usage-error.ts';

export function addMigrateCommand(add: Adder): void {
  add('migrate', 'move the catalogue from SQLite to PostgreSQL, or back', migrate)
    .requiredOption('--from <engine>', 'where the catalogue lies now: sqlite or postgres')
    .requiredOption('--to <engine>', 'where it shall lie: postgres or sqlite')
    .addHelpText(
      'after',
      `
The database is the one of --database (BACKISSUE_DATABASE_URL), the file that of the folder --archive names.
Captures, key and ledger stay where they are. End all that captures first. Each table is read again from both
in the end and compared; what was interrupted goes on where it was. The catalogue that was left is kept, and
is opened by no command any more.`,
    );
}

async function migrate(session: Session, _given: readonly string[], flags: Flags): Promise<void> {
  const { terminal, config } = session;
  const [from, to] = [flags['from'], flags['to']];
  const isOne =
    (from === 'sqlite' && to === 'postgres') || (from === 'postgres' && to === 'sqlite');
  if (!isOne) {
    throw usageError(
      `--from ${from} --to ${to}: a catalogue moves from sqlite to postgres, or from postgres to sqlite.`,
    );
  }
  const database = databaseOf(config);
  if (database === undefined) {
    throw usageError(
      'No database is named; name it with --database postgres://user@host/name or BACKISSUE_DATABASE_URL.',
    );
  }
  const migrated = await migrateCatalogue({
    folder: config.archive,
    database,
    to,
    now: terminal.now,
    ...optional('waitMs', config.wait),
    onTable: ({ table, rows }) => {
      if (terminal.interactive && !session.json) terminal.err(`${table}: ${rows} rows\n`);
    },
  });
  // Opened once, so that the database knows by which key the ledger is signed before another host opens it.
  if (to === 'postgres') await session.withArchive('capture', async () => {});
  session.answer(migrated, () => lines(migrated, to));
}

function lines({ tables, kept, now }: Migrated, to: 'postgres' | 'sqlite'): readonly string[] {
  const width = Math.max(...tables.map(({ table }) => table.length));
  return [
    ...tables.map(
      ({ table, rows, written, digest }) =>
        `${table.padEnd(width)}  ${String(rows).padStart(9)} rows  ${String(written).padStart(9)} written  ${digest.slice(0, 16)}`,
    ),
    `All tables are the same in both. The catalogue is in ${now} now; what it was stays in ${kept}.`,
    to === 'postgres'
      ? 'From now on name the database to every command: BACKISSUE_DATABASE_URL.'
      : 'From now on open the archive without --database and BACKISSUE_DATABASE_URL.',
  ];
}
