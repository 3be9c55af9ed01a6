import { beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../model/index.ts';
import type { Store } from '../index.ts';
import { at, digest } from './samples.ts';

/** Users, and what lets them in. */
export function describeAccounts(opened: () => Store): void {
  describe('accounts', () => accountTests(opened));
  describe('owners', () => ownerTests(opened));
  describe('the last use of accounts', () => useTests(opened));
}

function accountTests(opened: () => Store): void {
  let store: Store;
  let mei: User;
  beforeEach(async () => {
    store = opened();
    mei = await store.addUser({ name: 'mei', role: 'reader', password: 'hash', madeAt: at(1) });
  });

  it('keeps users by name, one of each', async () => {
    const ana = await store.addUser({ name: 'ana', role: 'reader', madeAt: at(2) });
    expect(await store.users()).toEqual([ana, mei]);
    expect(await store.userNamed('mei')).toEqual({ ...mei, password: 'hash' });
    expect(await store.user(ana.id)).toEqual(ana);
    const again = store.addUser({ name: 'mei', role: 'reader', madeAt: at(3) });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
  });

  it('gives the number of a user that was removed to nobody else', async () => {
    await store.removeUser(mei.id);
    const next = await store.addUser({ name: 'mei', role: 'reader', madeAt: at(2) });
    expect(next.id).not.toBe(mei.id);
  });

  it('ends sessions at logout, at their time and with a new password', async () => {
    const session = (letter: string, until: number) => ({
      digest: digest(letter),
      userId: mei.id,
      madeAt: at(until - 2),
      until: at(until),
    });
    await store.addSession(session('a', 3));
    await store.prolongSession(digest('a'), at(4));
    await store.prolongSession(digest('a'), at(2));
    expect(await store.session(digest('a'))).toEqual({ ...session('a', 3), until: at(4) });
    await store.addSession(session('b', 6));
    expect(await store.session(digest('a'))).toBeUndefined();
    await store.endSession(digest('b'));
    expect(await store.session(digest('b'))).toBeUndefined();
    await store.addSession(session('c', 7));
    await store.changeUser(mei.id, { role: 'editor' });
    expect(await store.session(digest('c'))).toBeDefined();
    await store.changeUser(mei.id, { password: 'other' });
    expect(await store.session(digest('c'))).toBeUndefined();
    expect(await store.user(mei.id)).toMatchObject({ role: 'editor', password: 'other' });
    await store.addSession(session('d', 9));
    await store.endSessions(mei.id);
    expect(await store.session(digest('d'))).toBeUndefined();
  });

  it('keeps tokens until they are removed', async () => {
    const token = {
      ...{ id: 't1', digest: digest('a'), userId: mei.id },
      ...{ label: 'phone', madeAt: at(2) },
    };
    await store.addToken(token);
    await store.useToken('t1', at(3));
    expect(await store.token(digest('a'))).toEqual({ ...token, usedAt: at(3) });
    expect(await store.tokens(mei.id)).toHaveLength(1);
    expect([await store.removeToken('t1'), await store.removeToken('t1')]).toEqual([true, false]);
    expect(await store.token(digest('a'))).toBeUndefined();
  });

  it('removes a user with all that is theirs', async () => {
    const own = { digest: digest('a'), userId: mei.id, madeAt: at(1) };
    await store.addSession({ ...own, until: at(2) });
    await store.addToken({ ...own, id: 't1', label: '' });
    await store.removeUser(mei.id);
    expect(await store.users()).toEqual([]);
    expect(await store.session(own.digest)).toBeUndefined();
    expect(await store.token(own.digest)).toBeUndefined();
  });
}

function ownerTests(opened: () => Store): void {
  it('keeps an owner, of two who are made less or removed at the same moment too', async () => {
    const store = opened();
    const add = (name: string) => store.addUser({ name, role: 'owner', madeAt: at(2) });
    const owners = [await add('ana'), await add('lin'), await add('tom')];
    const ended = await Promise.allSettled(
      owners.map(({ id }, one) =>
        one === 0 ? store.removeUser(id) : store.changeUser(id, { role: 'editor' }),
      ),
    );
    expect(ended.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'conflict' } },
    ]);
    const left = (await store.users()).filter(({ role }) => role === 'owner');
    expect(left).toHaveLength(1);
    await store.changeUser(left[0]?.id ?? 0, { role: 'owner', password: 'other' });
  });
}

function useTests(opened: () => Store): void {
  it('tells until when the last login of each user counts, and when a token was used', async () => {
    const store = opened();
    const mei = await store.addUser({ name: 'mei', role: 'owner', madeAt: at(1) });
    const ana = await store.addUser({ name: 'ana', role: 'reader', madeAt: at(2) });
    await store.addUser({ name: 'tom', role: 'reader', madeAt: at(2) });
    for (const [letter, until] of [
      ['a', 8],
      ['b', 6],
    ] as const) {
      const session = { digest: digest(letter), userId: mei.id, madeAt: at(1), until: at(until) };
      await store.addSession(session);
    }
    for (const [id, letter] of [
      ['t1', 'c'],
      ['t2', 'd'],
    ] as const) {
      await store.addToken({
        ...{ id, digest: digest(letter), userId: ana.id },
        ...{ label: '', madeAt: at(2) },
      });
    }
    await store.useToken('t1', at(4));
    expect(await store.lastUses()).toEqual([
      { userId: mei.id, sessionUntil: at(8) },
      { userId: ana.id, tokenUsedAt: at(4) },
    ]);
  });
}
