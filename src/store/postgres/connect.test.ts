import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFor, postgres } from '../../../test/fresh-database.ts';
import type { Database } from '../sql/schema.ts';
import { transact } from '../sql/transact.ts';
import { connect } from './connect.ts';
import { openPostgresStore } from './index.ts';
import { takeTurn } from './locking.ts';

describe.skipIf(postgres() === '')(
  'a worker that is paused while it has the turn to commit',
  () => {
    let [paused, other]: Database[] = [];
    beforeEach(async () => {
      const url = await databaseFor('idle in a transaction');
      await (await openPostgresStore({ url })).close();
      [paused, other] = [connect(url, 400), connect(url, 400)];
    });
    afterEach(() => Promise.all([paused?.destroy(), other?.destroy()]));

    it('loses it to the next after a time, and does all of its own again when it goes on', async () => {
      if (paused === undefined || other === undefined) throw new Error('not connected');
      const note = (at: Database, name: string) =>
        at.insertInto('marks').values({ name, value: name }).execute();
      const { promise: wake, resolve: goOn } = Promise.withResolvers<void>();
      const { promise: hasTurn, resolve: tell } = Promise.withResolvers<void>();
      let tries = 0;
      const slow = transact(paused, async (at) => {
        tries += 1;
        await takeTurn(at);
        await note(at, 'paused');
        tell();
        await wake;
        await note(at, 'awake');
      });
      await hasTurn;
      const before = tries;
      await transact(other, async (at) => {
        await takeTurn(at);
        // Of what the other had written nothing is there.
        expect(await at.selectFrom('marks').selectAll().execute()).toEqual([]);
        await note(at, 'other');
      });
      goOn();
      await slow;
      expect(tries).toBeGreaterThan(before);
      const marks = await other.selectFrom('marks').select('name').orderBy('name').execute();
      expect(marks.map(({ name }) => name)).toEqual(['awake', 'other', 'paused']);
    });
  },
);
