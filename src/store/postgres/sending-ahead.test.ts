import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFor, postgres } from '../../../test/fresh-database.ts';
import type { Database } from '../sql/schema.ts';
import { repeated } from '../sql/transact.ts';
import { connect } from './connect.ts';
import { openPostgresStore } from './index.ts';
import { turn } from './locking.ts';
import { sendingAhead } from './sending-ahead.ts';

const nothing = sql`select 1`;

describe.skipIf(postgres() === '')('a transaction that sends ahead', () => {
  let serial = 0;
  let [db, other]: Database[] = [];
  beforeEach(async () => {
    const url = await databaseFor(`sending ahead ${serial++}`);
    await (await openPostgresStore({ url })).close();
    [db, other] = [connect(url), connect(url)];
  });
  afterEach(() => Promise.all([db?.destroy(), other?.destroy()]));

  const both = (): [Database, Database] => {
    if (db === undefined || other === undefined) throw new Error('not connected');
    return [db, other];
  };
  const note = (at: Database, name: string, value = name) =>
    at.insertInto('marks').values({ name, value }).execute();
  const set = (at: Database, name: string, value: string) =>
    at.updateTable('marks').set({ value }).where('name', '=', name).execute();
  const marks = async (at: Database) => {
    const rows = await at.selectFrom('marks').selectAll().orderBy('name').execute();
    return rows.map(({ name, value }) => `${name} ${value}`);
  };

  it('reads what it wrote, and has written all of it when it ends', async () => {
    const [own, beside] = both();
    const seen = await sendingAhead(own, turn.compile(own), async (at) => {
      await note(at, 'a');
      await note(at, 'b');
      await set(at, 'a', 'anew');
      return await marks(at);
    });
    expect(seen).toEqual(['a anew', 'b b']);
    expect(await marks(beside)).toEqual(seen);
  });

  it('reads nothing before it has its turn, whatever it asks at the same time', async () => {
    const [own, beside] = both();
    const { promise: hasTurn, resolve: tell } = Promise.withResolvers<void>();
    const { promise: sent, resolve: goOn } = Promise.withResolvers<void>();
    const first = sendingAhead(beside, turn.compile(beside), async (at) => {
      await marks(at);
      tell();
      await sent;
      await note(at, 'first');
    });
    await hasTurn;
    const second = sendingAhead(own, turn.compile(own), async (at) => {
      const seen = Promise.all([marks(at), marks(at)]);
      goOn();
      return await seen;
    });
    await first;
    expect(await second).toEqual([['first first'], ['first first']]);
  });

  it('throws what the first statement that failed has thrown, and writes nothing', async () => {
    const [own] = both();
    await note(own, 'there');
    const failing = [
      async (at: Database) => {
        await note(at, 'there');
      },
      async (at: Database) => {
        await note(at, 'there');
        await note(at, 'behind');
        await marks(at);
      },
      async (at: Database) => {
        await note(at, 'there');
        throw new Error('told otherwise');
      },
    ];
    for (const work of failing) {
      const failed = sendingAhead(own, turn.compile(own), async (at) => {
        await note(at, 'before');
        await work(at);
      });
      await expect(failed).rejects.toMatchObject({ code: '23505' });
      expect(await marks(own)).toEqual(['there there']);
    }
  });

  it('writes nothing where a statement that nobody waits for cannot even be sent', async () => {
    const [own] = both();
    const endless: { self?: unknown } = {};
    endless.self = endless;
    const failed = sendingAhead(own, turn.compile(own), async (at) => {
      await note(at, 'before');
      await note(at, 'unsent', endless as string);
      await note(at, 'behind');
    });
    await expect(failed).rejects.toThrow('circular');
    expect(await marks(own)).toEqual([]);
    await note(own, 'next');
    expect(await marks(own)).toEqual(['next next']);
  });

  it('writes nothing where its work throws', async () => {
    const [own] = both();
    const failed = sendingAhead(own, turn.compile(own), async (at) => {
      await note(at, 'before');
      throw new Error('overtaken');
    });
    await expect(failed).rejects.toThrow('overtaken');
    expect(await marks(own)).toEqual([]);
  });

  it('is done again as a whole where the engine asks for that at a statement nobody waited for', async () => {
    const [own, beside] = both();
    await note(own, 'a');
    await note(own, 'b');
    const { promise: ready, resolve: tell } = Promise.withResolvers<void>();
    let begun = 0;
    const crossing = (at: Database, names: readonly [string, string]) =>
      repeated(() =>
        sendingAhead(at, nothing.compile(at), async (within) => {
          await set(within, names[0], 'set');
          await marks(within);
          begun += 1;
          if (begun === 2) tell();
          // Each has one of the two rows now, and waits for the other's.
          await ready;
          await set(within, names[1], 'set');
        }),
      );
    await Promise.all([crossing(own, ['a', 'b']), crossing(beside, ['b', 'a'])]);
    expect(begun).toBe(3);
    expect(await marks(own)).toEqual(['a set', 'b set']);
  });

  it('sends many statements, and waits for some of them', async () => {
    const [own] = both();
    await sendingAhead(own, turn.compile(own), async (at) => {
      for (let count = 0; count < 300; count += 1) await note(at, `${count}`.padStart(3, '0'));
    });
    expect(await marks(own)).toHaveLength(300);
  });
});
