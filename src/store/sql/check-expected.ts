import type { Store } from '../contract.ts';
import { type Expectable, type Expectation, Overtaken } from '../expectation.ts';
import { allEnded } from './all-ended.ts';
import { catalogueReads } from './catalogue-reads.ts';
import type { Database } from './schema.ts';

/**
 * Throws `Overtaken` unless the catalogue answers every question today as it did when the change was decided;
 * within the transaction that writes it, while nobody else can commit.
 */
export async function checkExpected(db: Database, expected: readonly Expectation[]): Promise<void> {
  const own: Pick<Store, Expectable> = catalogueReads(db);
  const reads = own as unknown as Readonly<
    Record<Expectable, (...of: readonly unknown[]) => Promise<unknown>>
  >;
  const now = await allEnded(expected.map(({ asked, of }) => reads[asked](...of)));
  for (const [index, { asked, of, answer }] of expected.entries()) {
    if (told(now[index]) === told(answer)) continue;
    throw new Overtaken(
      'decision',
      `Somebody else has changed what this was decided by (${asked} ${briefly(of)}); try again.`,
    );
  }
}

/** An answer as a text that differs where it does, whatever the order of a list that has none. */
function told(answer: unknown): string | undefined {
  const rows = answer instanceof Set ? [...answer] : answer;
  if (!Array.isArray(rows)) return JSON.stringify(rows);
  return rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join('\n');
}

const briefly = (of: readonly unknown[]): string => JSON.stringify(of).slice(1, 100);
