import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everyRow, openTestStore } from '../../test/house-store.ts';
import type { Store } from '../store/index.ts';
import type { LoginAnswer } from './contract.ts';
import { type Accounts, createAccounts } from './index.ts';

const day = 86_400_000;
const cheap = { log: 4, parallel: 1 };
const address = '192.0.2.7';

let folder: string;
let store: Store;
let accounts: Accounts;
let time: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backissue-test-'));
  store = await openTestStore({ file: join(folder, 'a.sqlite') });
  time = Date.UTC(2026, 0, 1);
  accounts = createAccounts(store, () => time, cheap);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const add = (name: string, password: string) => accounts.add({ name, role: 'reader', password });
const kinds = (answers: readonly LoginAnswer[]) => answers.map(({ kind }) => kind);

describe('the first start', () => {
  it('makes one owner and tells the password once', async () => {
    const made = await accounts.begin();
    expect(made?.user).toMatchObject({ name: 'owner', role: 'owner' });
    expect(made?.password).toMatch(/^([a-z\d]{4}-){4}[a-z\d]{4}$/);
    expect(await accounts.begin()).toBeUndefined();
    const attempt = { name: 'owner', password: made?.password ?? '', address };
    expect(await accounts.logIn(attempt)).toMatchObject({ kind: 'in' });
  });

  it('takes a password that is given, and does not repeat it', async () => {
    expect(await accounts.begin('a long password')).not.toHaveProperty('password');
  });
});

describe('users', () => {
  it('are one whatever the case, the width and the spelling of accents', async () => {
    const { user } = await add('Ｍｅｉ', 'cafe\u0301 passwords');
    const attempt = { name: ' MEI', password: 'café passwords', address };
    expect(await accounts.logIn(attempt)).toMatchObject({ kind: 'in', user });
    await expect(add('mei', 'a long password')).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each(['', 'a b', '-a', 'a\r\nb', 'a:b', 'x'.repeat(65)])('are not called %j', async (name) => {
    await expect(add(name, 'a long password')).rejects.toMatchObject({ code: 'invalid' });
  });

  it.each(['1234567', 'x'.repeat(1025)])('have no password like %s', async (password) => {
    await expect(add('mei', password)).rejects.toThrow(/^The password is (shorter|longer)/);
  });

  it('keep an owner among them', async () => {
    await accounts.begin('a long password');
    for (const act of [accounts.remove('owner'), accounts.setRole('owner', 'reader')]) {
      await expect(act).rejects.toMatchObject({ code: 'conflict' });
    }
    await accounts.add({ name: 'mei', role: 'owner' });
    expect(await accounts.setRole('owner', 'reader')).toMatchObject({ role: 'reader' });
    await accounts.remove('owner');
    expect((await accounts.users()).map(({ name }) => name)).toEqual(['mei']);
  });
});

describe('logins', () => {
  it('go on for thirty days after they were last used', async () => {
    const { user } = await add('mei', 'a long password');
    const login = await accounts.logIn({ name: 'mei', password: 'a long password', address });
    const secret = login.kind === 'in' ? login.secret : '';
    for (const days of [0, 29, 29]) {
      time += days * day;
      // The user as such: the hash of the password goes nowhere.
      expect(await accounts.sessionUser(secret)).toEqual(user);
    }
    time += 30 * day;
    expect(await accounts.sessionUser(secret)).toBeUndefined();
  });

  it('end at logout, and all with a new password', async () => {
    const { user } = await add('mei', 'a long password');
    const secrets = await Promise.all([1, 2].map(async () => (await accounts.enter(user)).secret));
    const open = () => Promise.all(secrets.map((secret) => accounts.sessionUser(secret)));
    await accounts.logOut(secrets[0] ?? '');
    expect(await open()).toMatchObject([undefined, { name: 'mei' }]);
    await accounts.setPassword('mei', 'another password');
    expect(await open()).toEqual([undefined, undefined]);
  });

  it('leave neither password nor secret in the catalogue', async () => {
    const { user } = await add('mei', 'a long password');
    const { secret } = await accounts.enter(user);
    const token = await accounts.makeToken('mei', 'phone');
    const rows = await everyRow(join(folder, 'a.sqlite'));
    expect(rows).toContain(user.id);
    for (const text of ['a long password', secret, token.secret]) {
      expect(rows.includes(text)).toBe(false);
    }
  });
});

describe('guessing', () => {
  const guess = (from: string, name = 'mei', password = 'wrong') =>
    accounts.logIn({ name, password, address: from });

  it('is over after ten tries from one address, whatever the names, for a quarter of an hour', async () => {
    await add('mei', 'a long password');
    const tries = await Promise.all(
      Array.from({ length: 12 }, (_, at) => guess(address, at % 2 === 0 ? 'mei' : `nobody-${at}`)),
    );
    expect(kinds(tries).filter((kind) => kind === 'wrong')).toHaveLength(10);
    const right = () => guess(address, 'mei', 'a long password');
    expect(await right()).toEqual({ kind: 'wait', seconds: 900 });
    expect(await guess('192.0.2.8', 'mei', 'a long password')).toMatchObject({ kind: 'in' });
    time += 15 * 60_000;
    expect(await right()).toMatchObject({ kind: 'in' });
  });

  it('is over after fifty tries of one name from many addresses', async () => {
    await add('mei', 'a long password');
    for (let at = 0; at < 50; at += 1) await guess(`192.0.2.${at}`);
    expect(await guess('203.0.113.1', 'mei', 'a long password')).toMatchObject({ kind: 'wait' });
  });

  it('is not forgotten for a flood of other names', async () => {
    await add('mei', 'a long password');
    for (let at = 0; at < 50; at += 1) await guess(`192.0.2.${at}`);
    for (let at = 0; at < 10; at += 1) await guess('198.51.100.1');
    for (let at = 0; at < 25_000; at += 1) await guess('198.51.100.1', `nobody-${at}`);
    expect(await guess('203.0.113.1', 'mei', 'a long password')).toMatchObject({ kind: 'wait' });
  });

  it('counts no try that was turned away because too many were made at once', async () => {
    await add('mei', 'a long password');
    // Nobody has such a name, so nothing is asked of the catalogue: all are there in one moment.
    const tries = Array.from({ length: 40 }, (_, at) => guess(`192.0.2.${at}`, 'no name'));
    const busy = kinds(await Promise.all(tries)).filter((kind) => kind === 'wait').length;
    expect(busy).toBeGreaterThan(0);
    for (let at = 0; at < 10 + busy; at += 1) {
      expect(await guess(`203.0.113.${at}`, 'no name')).toEqual({ kind: 'wrong' });
    }
    expect(await guess('203.0.113.99', 'no name')).toMatchObject({ kind: 'wait' });
  });

  it('counts a network of IPv6 as one address', async () => {
    for (let at = 0; at < 10; at += 1) await guess(`2001:db8:0:1::${at}`);
    expect(await guess('2001:db8:0:1:ffff::1')).toMatchObject({ kind: 'wait' });
    expect(await guess('2001:db8:0:2::1')).toEqual({ kind: 'wrong' });
  });

  it('is no faster for who logs in rightly in between', async () => {
    await add('mei', 'a long password');
    await add('ana', 'a long password');
    for (let at = 0; at < 10; at += 1) {
      await guess(address);
      if (at < 9) await guess(address, 'ana', 'a long password');
    }
    expect(await guess(address, 'ana', 'a long password')).toMatchObject({ kind: 'wait' });
  });
});

describe('tokens', () => {
  it('let in as their user until they are revoked', async () => {
    const { user } = await add('mei', 'a long password');
    await add('ana', 'a long password');
    const { secret, id } = await accounts.makeToken('mei', ' phone ');
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await accounts.tokenUser(secret)).toEqual(user);
    expect(await accounts.tokenUser(secret, ' ＭＥＩ')).toEqual(user);
    expect(await accounts.tokenUser(secret, 'ana')).toBeUndefined();
    expect(await accounts.tokens('mei')).toMatchObject([{ id, label: 'phone' }]);
    await expect(accounts.revokeToken(id, 'ana')).rejects.toMatchObject({ code: 'not-found' });
    await accounts.revokeToken(id, 'mei');
    expect(await accounts.tokenUser(secret)).toBeUndefined();
    expect(await accounts.tokenUser('')).toBeUndefined();
  });
});
