import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeStore } from '../testing/describe-store.ts';
import { sampleSource } from '../testing/samples.ts';
import { holdArchive, openSqliteStore, whoHolds } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'backissue-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

let serial = 0;
const fresh = () => join(folder, `${serial++}.sqlite`);

describeStore('SQLite', () => openSqliteStore({ file: fresh() }));

describe('a SQLite catalogue', () => {
  it('is there again after it was closed', async () => {
    const file = fresh();
    const store = await openSqliteStore({ file });
    await store.commit({ sources: [sampleSource] });
    await store.close();
    const again = await openSqliteStore({ file, readOnly: true });
    expect(await again.sources()).toEqual([sampleSource]);
    await expect(again.commit({})).rejects.toThrow('opened for reading only');
    await again.close();
  });

  it('is refused with its name when it is not a database', async () => {
    const file = fresh();
    writeFileSync(file, 'this is no database, it is a shopping list; '.repeat(100));
    await expect(openSqliteStore({ file })).rejects.toThrow(`${file}: it is not a database`);
  });
});

describe('the hold on an archive', () => {
  it('shuts others out, says who has it, and is free again after release', () => {
    const hold = holdArchive(folder, 'process 7 (backissue serve)', 0);
    expect(() => holdArchive(folder, 'process 8', 20)).toThrow(
      `${folder} is in use by process 7 (backissue serve); wait for it to end or stop it.`,
    );
    hold.release();
    expect(whoHolds(folder)).toBeUndefined();
    holdArchive(folder, 'process 8', 0).release();
  });
});
