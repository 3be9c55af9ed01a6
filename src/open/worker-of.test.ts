import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isWorkerName } from '../warc/index.ts';
import { processName } from './process-name.ts';
import { madeName, workerOf } from './worker-of.ts';

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backissue-worker-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a folder’s worker keeps the name that was made for it; two never get the same', () => {
  const [one, other] = [freshFolder(), freshFolder()];
  expect(workerOf(one, undefined, false)).toBeUndefined();
  const name = workerOf(one, undefined, true);
  expect(name).toMatch(/^[a-z0-9-]+-[0-9a-f]{6}$/);
  expect(workerOf(one, undefined, true)).toBe(name);
  expect(readFileSync(join(one, 'worker'), 'utf8')).toBe(`${name}\n`);
  expect(workerOf(other, undefined, true)).not.toBe(name);
  expect(workerOf(one, 'quay7', true)).toBe('quay7');
  const third = freshFolder();
  expect(workerOf(third, 'quay-7', true)).toBe('quay-7');
  expect(workerOf(third, undefined, false)).toBe('quay-7');
});

test('a made name begins with the host’s own, as it is', () => {
  expect(madeName('work-0')).toMatch(/^work-0-[0-9a-f]{6}$/);
  expect(madeName('Work-0.news.example')).toMatch(/^work-0-[0-9a-f]{6}$/);
  expect(madeName('江湾')).toMatch(/^host-[0-9a-f]{6}$/);
  expect(isWorkerName(madeName(`${'a'.repeat(39)}-${'b'.repeat(23)}`))).toBe(true);
});

test('a process is named by its worker, or by its host, and no two are called alike', () => {
  expect(processName('work-0', 7)).toMatch(/^work-0-7-[0-9a-f]{6}$/);
  expect(processName('work-0', 7)).not.toBe(processName('work-0', 7));
  expect(processName(undefined, 7)).toMatch(/^[a-z0-9-]+-7-[0-9a-f]{6}$/);
});

test('what is no name is refused, and told where it stands', () => {
  const folder = freshFolder();
  expect(() => workerOf(folder, 'Quay 7', true)).toThrow('--worker is "Quay 7"');
  writeFileSync(join(folder, 'worker'), 'r1\n');
  expect(() => workerOf(folder, undefined, true)).toThrow(join(folder, 'worker'));
});
