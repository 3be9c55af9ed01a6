import type { Adder } from './adder.ts';

type AddTo = (add: Adder) => void;

/** The commands, in the order in which the help tells them, and where each comes from. */
const commands: readonly (readonly [names: string, load: () => Promise<AddTo>])[] = [
  ['demo', async () => (await import('./commands/demo.ts')).addDemoCommand],
  [
    'follow peek sources unfollow take-over fetch capture',
    async () => (await import('./commands/source-commands.ts')).addSourceCommands,
  ],
  ['serve work', async () => (await import('./commands/serve.ts')).addServeCommands],
  ['search', async () => (await import('./commands/search.ts')).addSearchCommand],
  ['saved', async () => (await import('./commands/saved.ts')).addSavedCommand],
  ['hooks', async () => (await import('./commands/hooks.ts')).addHooksCommand],
  ['digests', async () => (await import('./commands/digests.ts')).addDigestsCommand],
  ['similar', async () => (await import('./commands/similar.ts')).addSimilarCommand],
  ['show history', async () => (await import('./commands/article-commands.ts')).addArticleCommands],
  ['diff edits', async () => (await import('./commands/edit-commands.ts')).addEditCommands],
  ['absences', async () => (await import('./commands/absence-commands.ts')).addAbsenceCommands],
  [
    'import export publish',
    async () => (await import('./commands/transfer-commands.ts')).addTransferCommands,
  ],
  ['verify', async () => (await import('./commands/verify.ts')).addVerifyCommand],
  ['prove', async () => (await import('./commands/prove.ts')).addProveCommand],
  [
    'doctor rebuild stats config',
    async () => (await import('./commands/archive-commands.ts')).addArchiveCommands,
  ],
  ['ledger', async () => (await import('./commands/ledger.ts')).addLedgerCommand],
  ['takedown', async () => (await import('./commands/takedown.ts')).addTakedownCommand],
  ['users', async () => (await import('./commands/users.ts')).addUsersCommand],
  ['backup restore', async () => (await import('./commands/backup-commands.ts')).addBackupCommands],
  ['migrate', async () => (await import('./commands/migrate.ts')).addMigrateCommand],
  ['extract', async () => (await import('./commands/extract.ts')).addExtractCommand],
  ['mcp', async () => (await import('./commands/mcp.ts')).addMcpCommand],
];

/** Asked for the help of all, where no command stands before it. */
const help = ['help', '--help', '-h'];
const version = ['--version', '-V'];

/**
 * What adds the commands that a command line may mean: to load the others too takes longer than most
 * commands run. That is the first word; where it is none, as behind an option, each that is any of
 * the words. All where none is, or help is asked for, so that a word that is no command's is answered with what
 * it may have been meant for. None for the version.
 */
export async function addersFor(parameters: readonly string[]): Promise<readonly AddTo[]> {
  const [first = ''] = parameters;
  if (version.includes(first)) return [];
  const named = namedBy([first]);
  const meant =
    named.length > 0 || parameters.some((word) => help.includes(word))
      ? named
      : namedBy(parameters);
  return await Promise.all((meant.length > 0 ? meant : commands).map(([, load]) => load()));
}

const namedBy = (words: readonly string[]) =>
  commands.filter(([names]) => names.split(' ').some((name) => words.includes(name)));
