/** @module cli Commands, configuration, exit codes. */
import { CommanderError } from 'commander';
import { ArchiveError, errorFrom } from '../model/index.ts';
import { jsonLine, plainTerminal } from './plain-terminal.ts';
import { buildProgram } from './program.ts';
import type { Terminal } from './terminal.ts';
import { isUsageError } from './usage-error.ts';

/** Runs the command line of this process and sets its exit code. */
export async function run(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The second asks for an end at once; what is acknowledged is safe at any moment.
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    // Whoever read the output has gone (`| head`): nothing more to say, and no fault.
    stream.on('error', (error: NodeJS.ErrnoException) =>
      process.exit(error.code === 'EPIPE' ? 0 : 1),
    );
  }
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    input: process.stdin,
    interactive: process.stderr.isTTY === true,
    // https://no-color.org
    coloured: process.stdout.isTTY === true && !process.env['NO_COLOR'],
    env: process.env,
    now: () => Date.now(),
    checksClock: true,
    stop: stop.signal,
  });
}

/** Runs one command. Gives the exit code: 0 all well, 1 something failed, 2 wrong usage, 3 damage. */
export async function main(parameters: readonly string[], given: Terminal): Promise<number> {
  const terminal = plainTerminal(given);
  const outcome = { exitCode: 0 };
  try {
    const program = await buildProgram(terminal, outcome, parameters);
    await program.parseAsync([...parameters], { from: 'user' });
    return outcome.exitCode;
  } catch (error) {
    const json = parameters.includes('--json');
    if (!(error instanceof CommanderError)) return tellError(error, terminal, json);
    if (error.exitCode === 0) return 0;
    // Commander has told the person already.
    if (json)
      tellJson({ code: 'invalid', message: error.message.replace(/^error: /, '') }, terminal);
    return 2;
  }
}

function tellJson({ code, message }: Pick<ArchiveError, 'code' | 'message'>, terminal: Terminal) {
  terminal.out(jsonLine({ error: { code, message } }));
}

function tellError(thrown: unknown, terminal: Terminal, json: boolean): number {
  const error = errorFrom(thrown, 'backissue');
  if (json) tellJson(error, terminal);
  terminal.err(`backissue: ${error.message}\n`);
  if (
    !(thrown instanceof ArchiveError) &&
    thrown instanceof Error &&
    terminal.env['BACKISSUE_DEBUG']
  ) {
    terminal.err(`${thrown.stack ?? ''}\n`);
  }
  if (error.code === 'corrupt') return 3;
  if (isUsageError(error)) return 2;
  return 1;
}
