import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { passLeases, reopened, type State, startCommand, stateOf } from './killed.ts';
import { command, openForTest, scratch } from './newspaper.ts';

/** How often each command is killed: in CI more than fifty times in all, and as often as one likes with
 * `BACKISSUE_CRASHES`. */
export const kills = Number(process.env['BACKISSUE_CRASHES'] ?? (process.env['CI'] ? 8 : 3));
export const time = { timeout: 120_000 + kills * 25_000 };

/** Where the archives of a file of tests lie; it clears them away at its end. */
export const { folder: place, freshFolder, clear } = scratch();
const cache = join(place, 'compiled');

/** A command that is killed while it works on a folder. */
export interface Job {
  readonly parameters: (folder: string) => readonly string[];
  /** Milliseconds from when it holds the archive to its end; learnt from runs that got so far. */
  takes: number;
  readonly random: () => number;
  /** The folder whose lock the command takes, when that is not the archive. */
  readonly lock?: string;
  /** Articles that it is meant to take away. */
  readonly mayLose?: ReadonlySet<string>;
}

/** What a reader sees while a command is at it, and may rely on from then on. */
async function acknowledged(folder: string): Promise<State> {
  const archive = await openForTest(folder, Date.now, { mode: 'read' });
  try {
    return await stateOf(archive);
  } finally {
    await archive.close();
  }
}

/**
 * Starts the command and kills it at `part` of its usual time. Then everything that a reader saw a
 * moment before must still be there, once, and the archive whole. Gives whether the kill hit it.
 */
export async function killOnce(job: Job, folder: string, part: number): Promise<boolean> {
  const child = await startCommand(job.parameters(folder), cache);
  await child.holds(job.lock ?? folder);
  const start = performance.now();
  const ended = child.ended.then(({ code }) => {
    if (code !== undefined) job.takes = performance.now() - start;
  });
  await Promise.race([pause(part * job.takes), ended]);
  const before = await acknowledged(folder);
  child.kill();
  const { code, said } = await child.ended;
  if (code !== undefined) expect(`${code}: ${said}`).toMatch(/^[01]: /);
  else await passLeases(folder);
  // Whole before anyone mends it, and after.
  const looked = (await command(['doctor', '--archive', folder])).out;
  // A takedown that was interrupted is the one thing that doctor is to point at.
  const orUnfinished = /all well|: 1 faults\.\n +takedown-unfinished: [^\n]+\n(?! )/;
  expect(looked).toMatch(job.mayLose === undefined ? /all well/ : orUnfinished);
  const { state, faults } = await reopened(folder);
  expect(faults).toEqual([]);
  const { mayLose } = job;
  const lost = [...before.ids].filter((id) => !state.ids.has(id) && mayLose?.has(id) !== true);
  expect(lost).toEqual([]);
  if (mayLose === undefined) expect(state.revisions).toBeGreaterThanOrEqual(before.revisions);
  expect(state.captures).toBeGreaterThanOrEqual(before.captures);
  expect(new Set(state.keys).size).toBe(state.keys.length);
  return code === undefined;
}

/** Kills the command `count` times, later and later in its run, and looks at what each kill left. */
export async function killOften(
  job: Job,
  folder: string,
  count: number,
  look: () => Promise<void> = async () => {},
): Promise<void> {
  let hits = 0;
  for (let tries = 0; hits < count && tries < count * 3; tries += 1) {
    if (await killOnce(job, folder, (hits + job.random()) / count)) hits += 1;
    await look();
  }
  expect(hits).toBe(count);
}

/** Runs the command as a process nobody kills; gives the milliseconds it had the archive. */
export async function measured(parameters: readonly string[], folder: string): Promise<number> {
  const child = await startCommand(parameters, cache);
  await child.holds(folder);
  const start = performance.now();
  const { code, said } = await child.ended;
  expect(`${code}: ${said}`).toMatch(/^[01]: /);
  return performance.now() - start;
}
