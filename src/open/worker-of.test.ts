import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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
  expect(name).toMatch(/^[a-z0-9]{7,24}$/);
  expect(workerOf(one, undefined, true)).toBe(name);
  expect(readFileSync(join(one, 'worker'), 'utf8')).toBe(`${name}\n`);
  expect(workerOf(other, undefined, true)).not.toBe(name);
  expect(workerOf(one, 'quay7', true)).toBe('quay7');
  expect(madeName('江湾.EXAMPLE-host.quite.long')).toMatch(/^examplehostqx[0-9a-f]{6}$/);
});

test('what is no name is refused, and told where it stands', () => {
  const folder = freshFolder();
  expect(() => workerOf(folder, 'Quay 7', true)).toThrow('--worker is "Quay 7"');
  writeFileSync(join(folder, 'worker'), 'r1\n');
  expect(() => workerOf(folder, undefined, true)).toThrow(join(folder, 'worker'));
});
