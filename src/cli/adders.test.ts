import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from './program.ts';
import type { Terminal } from './terminal.ts';

const silent: Terminal = {
  out: () => undefined,
  err: () => undefined,
  input: (async function* nothing() {})(),
  interactive: false,
  env: {},
  now: () => Date.UTC(2026, 10, 24),
  stop: new AbortController().signal,
};
const commandsFor = async (...parameters: string[]): Promise<string[]> => {
  const program = await buildProgram(silent, { exitCode: 0 }, parameters);
  return program.commands.map((one: Command) => one.name());
};
const all = await commandsFor();

describe('what a command line loads', () => {
  it.each(all)('of %s is that command, whatever its operands are called', async (name) => {
    const loaded = await commandsFor(name, 'search', 'stats', '--help');
    expect(loaded).toContain(name);
    expect(loaded.length).toBeLessThan(8);
  });

  it('behind an option of the archive is each command that its words may mean', async () => {
    expect(await commandsFor('--archive', 'demo', 'verify')).toEqual(['demo', 'verify']);
  });

  it('is everything where help is asked for, or no word is a command', async () => {
    for (const words of [['--help'], ['help', 'search'], ['--json', '-h', 'search'], ['serch']]) {
      expect(await commandsFor(...words)).toEqual(all);
    }
  });

  it('is nothing for the version', async () => {
    expect(await commandsFor('--version')).toEqual([]);
  });
});
