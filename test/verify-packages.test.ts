import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { auditWacz } from '../src/audit/wacz/audit-wacz.ts';
import { clock, command, scratch } from './newspaper.ts';
import { type Site, startSite, storyPage } from './small-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
const time = clock(Date.UTC(2026, 5, 1));
const room = scratch();
const place = join(room.folder, 'site');
let paper: Site;

const backissue = (...parameters: string[]) =>
  command(['--archive', join(room.folder, 'archive'), '--host-gap', '0', ...parameters], {
    now: time.now,
  });

beforeAll(async () => {
  paper = await startSite({ '/quay': storyPage('A quay'), '/pier': storyPage('A pier') });
  for (const path of ['/quay', '/pier']) {
    await backissue('capture', paper.url(path), '--allow-private');
    time.pass(86_400_000);
  }
  await backissue('export', '--format', 'site', '--site-captures', 'yes', place);
});
afterAll(async () => {
  await paper.close();
  room.clear();
});

const verified = async () => {
  const { code, json } = await backissue('verify', place, '--json');
  return { code, ...(json() as unknown as { files: number; records: number; faults: object[] }) };
};
const packages = (): string[] =>
  readdirSync(join(place, 'captures'))
    .filter((name) => name.endsWith('.wacz'))
    .sort();

test('a site is verified with its captures, a file for each day', async () => {
  expect(await verified()).toMatchObject({ code: 0, files: 2, faults: [] });
  expect((await verified()).records).toBeGreaterThanOrEqual(4);
});

test('a flipped byte in one of its WACZ files is named, whatever it belongs to', async () => {
  const [name = ''] = packages();
  const whole = readFileSync(join(place, 'captures', name));
  const audited = async (bytes: Buffer) => {
    const chunks = async function* () {
      for (let at = 0; at < bytes.length; at += 1500) yield bytes.subarray(at, at + 1500);
    };
    return await auditWacz(chunks, name);
  };
  expect((await audited(whole)).faults).toEqual([]);
  // Each byte of the first header and of the directory, and some of what is between.
  const isLooked = (at: number) => at < 80 || at > whole.length - 600 || at % 11 === 0;
  const unnoticed: number[] = [];
  for (const at of whole.keys()) {
    if (!isLooked(at)) continue;
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    const { faults } = await audited(bytes);
    if (!faults.some(({ message }) => message.includes(name))) unnoticed.push(at);
  }
  expect(unnoticed).toEqual([]);
  for (const length of [0, 10, whole.length >> 1, whole.length - 1]) {
    expect((await audited(whole.subarray(0, length))).faults).not.toEqual([]);
  }
  expect((await audited(Buffer.concat([whole, Buffer.from('x')]))).faults).not.toEqual([]);
});

test('the command tells which file it is, and ends with 3', async () => {
  const [, name = ''] = packages();
  const file = join(place, 'captures', name);
  const whole = readFileSync(file);
  const bytes = Buffer.from(whole);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const { code, out } = await backissue('verify', place);
  expect(code).toBe(3);
  expect(out).toContain(`altered-file: ${name} holds `);
  expect(out).not.toContain(packages()[0]);
  rmSync(file);
  expect(await verified()).toMatchObject({ code: 0, files: 1 });
  writeFileSync(file, whole);
});
