import { Command } from 'commander';
import type { Adder, Flags } from './adder.ts';
import { addersFor } from './adders.ts';
import { startSession, version } from './session.ts';
import { settings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** The command line; of its commands those that `parameters` may ask for, all where it is not given. */
export async function buildProgram(
  terminal: Terminal,
  outcome: { exitCode: number },
  parameters: readonly string[] = [],
): Promise<Command> {
  const program = new Command('backissue')
    .description(
      'Keeps the newspapers you follow: every article whole, every revision, found again.',
    )
    .version(version)
    .option('--json', 'answer with one JSON document')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
    })
    .showHelpAfterError('(backissue --help tells all commands)')
    .addHelpText(
      'after',
      `\nExit codes: 0 all well · 1 something failed, and was named · 2 wrong usage · 3 the archive is damaged.\nEvery setting is also an environment variable (BACKISSUE_ARCHIVE …); backissue config prints them.`,
    );
  for (const one of Object.values(settings)) {
    const standard = one.standard === undefined ? '' : ` (default: ${one.standard})`;
    program.option(`--${one.flag} <${one.takes}>`, `${one.says}${standard}`);
  }
  const add: Adder = (usage, says, act) =>
    program
      .command(usage)
      .description(says)
      .action(async (...given: unknown[]) => {
        const command = given.at(-1) as Command;
        const flags = command.optsWithGlobals() as Flags;
        const session = startSession(terminal, outcome, flags, command.name());
        await act(session, command.args, flags);
      });
  for (const addTo of await addersFor(parameters)) addTo(add);
  return program;
}
