import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseTreeHead } from '../../src/tlog/index.ts';
import type { Scene } from './scene.ts';

/**
 * What is wrong with the archive as a new host finds it: a folder with the ledger and nothing else, every capture in
 * the bucket. `verify` reads all of them; `doctor` holds the catalogue against them.
 */
export async function wholeFaults({ ground, workers, counts }: Scene): Promise<readonly string[]> {
  const [first] = workers;
  if (first === undefined) return [];
  const folder = join(ground.folder, 'chaos-whole');
  mkdirSync(folder);
  const newest = workers
    .map(({ place }) => place.folder)
    .toSorted((one, other) => leavesIn(other) - leavesIn(one))[0];
  cpSync(join(newest ?? '', 'ledger'), join(folder, 'ledger'), { recursive: true });
  copyFileSync(join(newest ?? '', 'key'), join(folder, 'key'));
  const faults: string[] = [];
  const left = workers.reduce((sum, { place }) => sum + filesLeft(place.folder), 0);
  counts.set('capture files still in folders of workers', left);
  for (const parameters of [
    ['verify', '--archive', folder],
    ['doctor', '--archive', folder, '--database', first.place.database],
  ]) {
    const { code, said } = await run(first.place, parameters);
    counts.set(`${parameters[0]} ended with`, code);
    if (code !== 0) faults.push(`${parameters.join(' ')}: ${code}\n${said}`);
    else if (process.argv.includes('--tell')) console.error(said);
  }
  return faults;
}

function leavesIn(folder: string): number {
  const note = readFileSync(join(folder, 'ledger/checkpoint'), 'utf8');
  return parseTreeHead(note.slice(0, note.indexOf('\n\n') + 1)).size;
}

function filesLeft(folder: string): number {
  const all = readdirSync(join(folder, 'captures'), { recursive: true, encoding: 'utf8' });
  return all.filter((file) => statSync(join(folder, 'captures', file)).isFile()).length;
}

const bin = join(import.meta.dirname, '../../src/cli/bin.ts');

/** Runs a command where a worker stands; the bucket's process answers it meanwhile. */
function run(
  { within = [], environment = {} }: Scene['workers'][number]['place'],
  parameters: readonly string[],
): Promise<{ readonly code: number; readonly said: string }> {
  const { NODE_OPTIONS: _, ...rest } = environment;
  const [program = '', ...before] = [...within, process.execPath, bin, ...parameters];
  const child = spawn(program, before, {
    ...{ env: { ...process.env, ...rest }, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((done) => child.once('close', (code) => done({ code: code ?? -1, said })));
}
