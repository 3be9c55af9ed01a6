import { ArchiveError, databaseName } from '../../model/index.ts';
import type { Change } from '../change.ts';
import type { CommitTerms } from '../commit-terms.ts';
import type { Store } from '../contract.ts';
import { accounts } from '../sql/accounts.ts';
import { allEnded } from '../sql/all-ended.ts';
import { type Answer, askedReads } from '../sql/asked-reads.ts';
import { catalogueReads } from '../sql/catalogue-reads.ts';
import { contradictionsIn } from '../sql/check.ts';
import { checkExpected } from '../sql/check-expected.ts';
import { checkTerms } from '../sql/check-terms.ts';
import { hostClaims } from '../sql/hosts.ts';
import { pollLeases } from '../sql/leases.ts';
import { leafReads, placedLeaves } from '../sql/leaves.ts';
import { articleMarks } from '../sql/marks.ts';
import { namedAfter } from '../sql/named-after.ts';
import type { Database } from '../sql/schema.ts';
import { signedReads } from '../sql/signed.ts';
import { repeated } from '../sql/transact.ts';
import { workLeases } from '../sql/work-leases.ts';
import { writeChange } from '../sql/write.ts';
import { erasedArticles } from '../sql/write-takedowns.ts';
import { eraseWords, writeSought } from '../sql/write-words.ts';
import { answerInTurn } from './answer-in-turn.ts';
import { connect } from './connect.ts';
import { databaseFault } from './database-fault.ts';
import { databaseState } from './database-state.ts';
import { locking, turn } from './locking.ts';
import { migrate, requireMigrated } from './migrate.ts';
import { refuseMoved } from './moved-catalogue.ts';
import { oneByOne } from './one-by-one.ts';
import { scrub } from './scrub.ts';
import { sendingAhead } from './sending-ahead.ts';

/**
 * Opens the catalogue in a PostgreSQL database, its tables made and migrated as needed in the schema that
 * comes first in the path. `url`: `postgres://user:password@host:port/database`. `readOnly`: its tables
 * must be there; `commit` is refused. Any number of processes may have it open and write. Throws
 * ArchiveError naming the database, without the password.
 */
export async function openPostgresStore(options: {
  readonly url: string;
  readonly readOnly?: boolean;
}): Promise<Store> {
  const { url, readOnly = false } = options;
  const name = databaseName(url);
  const db = connect(url);
  try {
    await refuseMoved(db, name);
    await (readOnly ? requireMigrated(db, name) : migrate(db, name));
  } catch (error) {
    await db.destroy();
    throw databaseFault(error, name);
  }
  return storeOver(name, db, readOnly);
}

function storeOver(name: string, db: Database, readOnly: boolean): Store {
  const writable = (): Database => {
    if (!readOnly) return db;
    throw new ArchiveError(
      'internal',
      `${name}: it was opened for reading only; open it to write.`,
    );
  };
  const store: Store = {
    ...catalogueReads(db),
    ...askedReads(name, ...answersOf(db)),
    ...leafReads(db),
    ...signedReads(db),
    check: () => contradictionsIn(db, true),
    database: (now) => databaseState(db, name, now),
    ...pollLeases(writable, locking),
    ...workLeases(writable, locking),
    ...hostClaims(writable, locking),
    ...accounts(db, writable),
    ...articleMarks(db, writable),
    commit: async (change, terms = {}) => commit(writable(), change, terms),
    scrub: async () => scrub(writable()),
    close: () => db.destroy(),
  };
  return namedAfter(name, store, databaseFault);
}

/** Work that reads, all of it of one moment; the same one by one; and what asks one question. */
function answersOf(db: Database): [Answer, Answer, Answer] {
  const answer: Answer = (work) =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((at) => answerInTurn(at, work()));
  const inLine = oneByOne();
  return [answer, (work) => inLine(() => answer(work)), (work) => answerInTurn(db, work())];
}

const commit = (db: Database, change: Change, terms: CommitTerms): Promise<void> =>
  repeated(() => sendingAhead(db, turn.compile(db), (at) => writeInTurn(at, change, terms)));

/** Writes a change, while nobody else commits. */
async function writeInTurn(at: Database, change: Change, terms: CommitTerms): Promise<void> {
  // One way to the database and back for all that is asked first.
  const placed = placedLeaves(at, change, terms);
  await allEnded<unknown>([
    checkTerms(at, change, terms, locking),
    checkExpected(at, change.expected ?? []),
    placed,
  ]);
  for (const takedown of change.erased ?? []) {
    await answerInTurn(at, eraseWords(await erasedArticles(at, takedown)));
  }
  await writeChange(at, { ...change, leaves: await placed });
  await answerInTurn(at, writeSought(change, new Set()));
}
