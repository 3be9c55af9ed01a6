import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkpointOf, copyLedger } from './copy-ledger.ts';

let room: string;
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'backissue-copy-ledger-'));
  for (const [name, text] of Object.entries(ledger)) put(`ledger/${name}`, text);
});
afterEach(() => rmSync(room, { recursive: true }));

const ledger = {
  checkpoint: 'size 258',
  vkey: 'a key',
  'removed.json': '[1]',
  'tile/0/000': 'full',
  'tile/0/001.p/2': 'part',
  'record/ab/abc.json': 'record',
  'copying/tile/0/001': 'unfinished',
};

function put(path: string, text: string): void {
  mkdirSync(dirname(join(room, path)), { recursive: true });
  writeFileSync(join(room, path), text);
}

const copy = async (given: { checkpoint?: Buffer; beside?: string[] } = {}) => {
  const checkpoint = await checkpointOf(join(room, 'ledger'));
  const how = { into: 'ledger', checkpoint, ...given };
  return (await copyLedger(join(room, 'ledger'), join(room, 'site'), how)).toSorted();
};
const read = (name: string): string => readFileSync(join(room, 'site/ledger', name), 'utf8');
const names = (): string[] =>
  readdirSync(join(room, 'site/ledger'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(room, 'site/ledger/').length))
    .sort();

const whole = ['checkpoint', 'record/ab/abc.json', 'removed.json', 'tile/0/000', 'tile/0/001.p/2'];

test('a ledger is copied but for what is not whole, and a second time nothing is', async () => {
  expect(await copy()).toEqual([...whole, 'vkey'].map((name) => `ledger/${name}`));
  expect(names()).toEqual([...whole, 'vkey']);
  expect(await copy()).toEqual([]);
});

test('what changed is copied, what the ledger lost is removed, and what others wrote stays', async () => {
  await copy();
  put('site/ledger/about', 'signed');
  put('ledger/removed.json', '[2]');
  put('ledger/tile/0/001', 'full too');
  put('ledger/checkpoint', 'size 512');
  rmSync(join(room, 'ledger/tile/0/001.p'), { recursive: true });
  rmSync(join(room, 'ledger/record'), { recursive: true });
  expect(await copy({ beside: ['about'] })).toEqual([
    ...['ledger/checkpoint', 'ledger/record/ab/abc.json', 'ledger/removed.json'],
    ...['ledger/tile/0/001', 'ledger/tile/0/001.p/2'],
  ]);
  expect(names()).toEqual([
    ...['about', 'checkpoint', 'removed.json', 'tile/0/000', 'tile/0/001', 'vkey'],
  ]);
  expect(read('removed.json')).toBe('[2]');
});

test('the checkpoint is the one that was seen, though the ledger grew meanwhile', async () => {
  const seen = await checkpointOf(join(room, 'ledger'));
  put('ledger/checkpoint', 'size 512');
  put('ledger/tile/0/001', 'full too');
  await copy({ ...(seen && { checkpoint: seen }) });
  expect(read('checkpoint')).toBe('size 258');
  expect(names()).toContain('tile/0/001');
});

test('no checkpoint comes before its tiles: where one cannot be written, the one before stays', async () => {
  await copy();
  put('ledger/checkpoint', 'size 512');
  put('ledger/tile/0/001', 'full too');
  mkdirSync(join(room, 'site/ledger/tile/0/001'));
  await expect(copy()).rejects.toMatchObject({ code: 'refused' });
  expect(read('checkpoint')).toBe('size 258');
  expect(names()).toContain('tile/0/001.p/2');
});

test('a ledger that was never published, or is not there, has no checkpoint', async () => {
  rmSync(join(room, 'ledger'), { recursive: true });
  expect(await checkpointOf(join(room, 'ledger'))).toBeUndefined();
  expect(await copy()).toEqual([]);
  expect(existsSync(join(room, 'site'))).toBe(false);
});
