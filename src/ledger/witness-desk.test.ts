import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatAddCheckpoint, openNote, parseVerifierKey } from '../tlog/index.ts';
import { type Ledger, openLedger, openWitness } from './index.ts';
import { madeLeaves } from './testing/made-leaves.ts';

const place = mkdtempSync(join(tmpdir(), 'witness-'));
afterAll(() => rmSync(place, { recursive: true }));
const fresh = (): string => mkdtempSync(join(place, 'one-'));
const now = () => Date.UTC(2027, 0, 1);

const log = (folder: string, count: number, branch = ''): Promise<Ledger> =>
  openLedger({
    ...{ folder: join(folder, `ledger${branch}`), keyFile: join(folder, 'key'), now },
    stateFile: (id) => join(folder, `state${branch}-${id}`),
    ...{ origin: 'archive.test/ledger', leaves: madeLeaves(() => count, branch), adopt: true },
  });

const witnessOf = async (folder: string, vkey: string) =>
  openWitness({
    keyFile: join(folder, 'witness-key'),
    stateFile: (id) => join(folder, `witnessed-${id}`),
    ...{ name: 'witness.test/killed', now },
    logs: [await parseVerifierKey(vkey)],
  });

/** What a log sends to have its first `count` leaves cosigned by whom has seen `oldSize`. */
async function asked(folder: string, oldSize: number, count: number, branch = '') {
  const ledger = await log(folder, count, branch);
  const { note: checkpoint } = await ledger.publish();
  const proof = oldSize === 0 ? [] : await ledger.proveGrowth(oldSize);
  return { body: formatAddCheckpoint({ oldSize, proof, checkpoint }), checkpoint };
}

describe('a witness', () => {
  it('cosigns what grew, once it is on disk, and remembers it', async () => {
    const folder = fresh();
    const first = await asked(folder, 0, 5);
    const { vkey } = await log(folder, 5);
    const witness = await witnessOf(folder, vkey);
    const { body, status } = await witness.addCheckpoint(first.body);
    expect(status).toBe(200);
    const key = await parseVerifierKey(witness.vkey);
    expect((await openNote(`${first.checkpoint}${body}`, [key])).verified).toHaveLength(1);
    expect(statSync(join(folder, 'witness-key')).mode & 0o777).toBe(0o600);
    const later = await asked(folder, 5, 300);
    const again = await witnessOf(folder, vkey);
    expect(again.vkey).toBe(witness.vkey);
    expect((await again.addCheckpoint(later.body)).status).toBe(200);
    expect(await again.addCheckpoint(later.body)).toMatchObject({ status: 409, body: '300\n' });
  });

  it('refuses another history of the same log', async () => {
    const folder = fresh();
    const first = await asked(folder, 0, 5);
    const { vkey } = await log(folder, 5);
    const witness = await witnessOf(folder, vkey);
    await witness.addCheckpoint(first.body);
    const fork = await asked(folder, 5, 9, 'other');
    expect((await witness.addCheckpoint(fork.body)).status).toBe(422);
    const same = await asked(folder, 5, 5, 'third');
    expect((await witness.addCheckpoint(same.body)).status).toBe(409);
  });

  it('has not forgotten what it cosigned when it is killed before it answers', async () => {
    const folder = fresh();
    const first = await asked(folder, 0, 5);
    const { vkey } = await log(folder, 5);
    const child = join(import.meta.dirname, 'testing/witness-until-killed.ts');
    const run = spawnSync(process.execPath, [child, folder, vkey, first.body]);
    expect(run.signal).toBe('SIGKILL');
    const witness = await witnessOf(folder, vkey);
    const fork = await asked(folder, 0, 7, 'other');
    expect(await witness.addCheckpoint(fork.body)).toMatchObject({ status: 409, body: '5\n' });
    expect((await witness.addCheckpoint((await asked(folder, 5, 8)).body)).status).toBe(200);
  });

  it('cosigns nothing with a key of which nothing is remembered, or garbage', async () => {
    const folder = fresh();
    const { vkey } = await log(folder, 1);
    await witnessOf(folder, vkey);
    const moved = fresh();
    cpSync(join(folder, 'witness-key'), join(moved, 'witness-key'));
    await expect(witnessOf(moved, vkey)).rejects.toMatchObject({ code: 'refused' });
    const id = readFileSync(join(folder, 'witness-key'), 'utf8').split('+')[3];
    writeFileSync(join(folder, `witnessed-${id}`), 'garbage\n');
    await expect(witnessOf(folder, vkey)).rejects.toMatchObject({ code: 'corrupt' });
  });
});
