import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeOnce } from './write-once.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('a file that is named several times, as a record of several leaves is, is written once', async () => {
  for (let round = 0; round < 20; round += 1) {
    const path = join(folder, String(round), 'record.json');
    const file = { path, bytes: Buffer.from(`{"round":${round}}`) };
    await writeOnce(Array.from({ length: 12 }, () => file));
    expect(readFileSync(path, 'utf8')).toBe(`{"round":${round}}`);
  }
});
