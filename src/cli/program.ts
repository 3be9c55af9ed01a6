import { Command } from 'commander';
import type { Adder, Flags } from './adder.ts';
import { addAbsenceCommands } from './commands/absence-commands.ts';
import { addArchiveCommands } from './commands/archive-commands.ts';
import { addArticleCommands } from './commands/article-commands.ts';
import { addBackupCommands } from './commands/backup-commands.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDigestsCommand } from './commands/digests.ts';
import { addEditCommands } from './commands/edit-commands.ts';
import { addExtractCommand } from './commands/extract.ts';
import { addHooksCommand } from './commands/hooks.ts';
import { addLedgerCommand } from './commands/ledger.ts';
import { addMcpCommand } from './commands/mcp.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addProveCommand } from './commands/prove.ts';
import { addSavedCommand } from './commands/saved.ts';
import { addSearchCommand } from './commands/search.ts';
import { addServeCommands } from './commands/serve.ts';
import { addSimilarCommand } from './commands/similar.ts';
import { addSourceCommands } from './commands/source-commands.ts';
import { addTakedownCommand } from './commands/takedown.ts';
import { addTransferCommands } from './commands/transfer-commands.ts';
import { addUsersCommand } from './commands/users.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { startSession, version } from './session.ts';
import { settings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** The whole command line. */
export function buildProgram(terminal: Terminal, outcome: { exitCode: number }): Command {
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
  addDemoCommand(add);
  addSourceCommands(add);
  addServeCommands(add);
  addSearchCommand(add);
  addSavedCommand(add);
  addHooksCommand(add);
  addDigestsCommand(add);
  addSimilarCommand(add);
  addArticleCommands(add);
  addEditCommands(add);
  addAbsenceCommands(add);
  addTransferCommands(add);
  addVerifyCommand(add);
  addProveCommand(add);
  addArchiveCommands(add);
  addLedgerCommand(add);
  addTakedownCommand(add);
  addUsersCommand(add);
  addBackupCommands(add);
  addMigrateCommand(add);
  addExtractCommand(add);
  addMcpCommand(add);
  return program;
}
