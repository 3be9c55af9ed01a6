import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { rootOfEntries } from '../tlog/index.ts';
import { openLedger } from './index.ts';
import { madeLeaves, madeLine } from './testing/made-leaves.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledger-killed-'));
afterAll(() => rmSync(folder, { recursive: true }));

const child = join(import.meta.dirname, 'testing/publish-until-killed.ts');
const kills = Number(process.env['BACKISSUE_LEDGER_KILLS'] ?? 30);

/** Lets the process publish, kills it so many milliseconds after its opening; gives what it said. */
async function killed(after: number): Promise<string> {
  const running = spawn(process.execPath, [child, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const ended = new Promise((resolve) => running.once('close', resolve));
  const opened = new Promise<void>((resolve) => {
    running.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      resolve();
    });
  });
  await Promise.race([opened, ended]);
  await pause(after);
  running.kill('SIGKILL');
  await ended;
  return said;
}

const open = (count: () => number, branch = '') =>
  openLedger({
    folder: join(folder, 'ledger'),
    keyFile: join(folder, 'key'),
    stateFile: join(folder, 'state'),
    origin: 'archive.test/killed',
    leaves: madeLeaves(count, branch, false),
    now: () => Date.UTC(2027, 0, 1),
  });

it(`never contradicts a checkpoint and loses no leaf, killed ${kills} times`, {
  timeout: 60_000 + kills * 3000,
}, async () => {
  writeFileSync(join(folder, 'count'), '');
  const count = () => readFileSync(join(folder, 'count')).length;
  let before = 0;
  for (let at = 0; at < kills; at += 1) {
    const said = await killed(Math.random() * 60);
    expect(said).toMatch(/^open\n/);
    const signed = [...said.matchAll(/^signed (\d+)\n/gm)].map(([, size]) => Number(size));
    const note = join(folder, 'ledger/checkpoint');
    const [, size = '0', root] = existsSync(note) ? readFileSync(note, 'utf8').split('\n') : [];
    const lines = Array.from({ length: Number(size) }, (_, index) => madeLine(index));
    if (root !== undefined) expect(root).toBe(Buffer.from(rootOfEntries(lines)).toString('base64'));
    expect(Number(size)).toBeGreaterThanOrEqual(Math.max(before, ...signed));
    expect(Number(size)).toBeLessThanOrEqual(count());
    before = Number(size);
    if (at === Math.floor(kills / 2)) cpSync(folder, `${folder}-backup`, { recursive: true });
  }
  const ledger = await open(count);
  const { size } = await ledger.publish();
  expect(size).toBe(count());
  for (const index of [0, Math.floor(size / 2), size - 1]) {
    expect(await ledger.readEntry(index)).toBe(madeLine(index));
  }
  // A backup from half way is put back, all but what was signed last.
  const old = readFileSync(join(`${folder}-backup`, 'count')).length;
  rmSync(`${folder}-backup`, { recursive: true });
  expect(old).toBeLessThan(size);
  await expect((await open(() => old)).publish()).rejects.toThrow(
    expect.objectContaining({ code: 'refused' }),
  );
});
