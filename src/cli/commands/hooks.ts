import type { Archive, HookKind, HookState, HookWish } from '../../archive/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { optional, type Session } from '../session.ts';
import { textIn } from '../text-in.ts';
import { usageError } from '../usage-error.ts';
import { wholeNumber } from '../whole-number.ts';

const acts = ['add', 'remove', 'test', 'resume'] as const;

export function addHooksCommand(add: Adder): void {
  add(
    'hooks [add|remove|test|resume] [url-or-id]',
    'addresses that are told what happens (webhooks)',
    hooks,
  )
    .option(
      '--on <KINDS>',
      'with add: article, edit, absence, health, with commas between (default: all)',
    )
    .option('--min-weight <N>', 'with add: edits of this weight at least, 0 to 100 (default: 1)')
    .option('--source <ID>', 'with add: of this source only')
    .option('--folder <PATH>', 'with add: of sources in this folder only')
    .option('--query <NAME>', 'with add: the hits of this saved search, in place of --on')
    .option('--secret <TEXT>', 'with add: signs what is sent; others on this machine can see it')
    .option('--secret-file <FILE>', 'with add: the file that the secret stands in')
    .option('--allow-private', 'with add: the address may be a private one, as 127.0.0.1')
    .addHelpText('after', '\nserve and work send. docs/webhooks.md tells what is sent, and how.');
}

async function hooks(
  session: Session,
  [act, of, ...more]: readonly string[],
  flags: Flags,
): Promise<void> {
  if (act === undefined) return await listed(session);
  const known = acts.find((one) => one === act);
  if (known === undefined || of === undefined || more.length > 0) {
    throw usageError(
      `hooks ${act}: it takes add with an address, or remove, test or resume with an id.`,
    );
  }
  const wish = known === 'add' ? wishOf(of, flags) : undefined;
  await session.withArchive('edit', async (archive) => {
    const hook = await done(archive, known, of, wish);
    session.answer(shownHook(hook), () => [wordsOf(known, hook)]);
  });
}

async function done(
  archive: Archive,
  act: (typeof acts)[number],
  of: string,
  wish: HookWish | undefined,
): Promise<HookState> {
  if (wish !== undefined) return await archive.hooks.add(wish);
  if (act === 'remove') return await archive.hooks.remove(of);
  if (act === 'resume') return await archive.hooks.resume(of);
  return await archive.hooks.test(of);
}

function wordsOf(act: (typeof acts)[number], { id, url }: HookState): string {
  const of = `${id} (${shownUrl(url)})`;
  if (act === 'add') return `Hook ${of} is told of what comes from now on, by serve and work.`;
  if (act === 'remove') return `Hook ${of} is told nothing more.`;
  return act === 'test' ? `Hook ${of} took the test.` : `Hook ${of} goes on.`;
}

function wishOf(url: string, flags: Flags): HookWish {
  const saved = flags['query'] as string | undefined;
  if (saved !== undefined && flags['on'] !== undefined) {
    throw usageError('--query tells of hits in place of --on; give one of the two.');
  }
  const least = wholeNumber(flags['minWeight'], '--min-weight');
  if (least !== undefined && least > 100) {
    throw usageError(`--min-weight is ${least}; a weight is 0 to 100.`);
  }
  return {
    url,
    ...optional('kinds', kindsOf(flags['on'])),
    ...optional('least', least),
    ...optional('sourceId', flags['source'] as string | undefined),
    ...optional('folder', flags['folder'] as string | undefined),
    ...optional('saved', saved),
    ...optional('secret', secretOf(flags)),
    allowPrivate: flags['allowPrivate'] === true,
  };
}

/** A secret on the command line stands in lists of processes, and in the shell's history. */
function secretOf(flags: Flags): string | undefined {
  const [typed, file] = [flags['secret'], flags['secretFile']] as (string | undefined)[];
  if (file === undefined) return typed || undefined;
  if (typed !== undefined)
    throw usageError('--secret and --secret-file are two secrets; give one.');
  const secret = textIn(file);
  if (secret !== '') return secret;
  throw usageError(`${file} is empty; --secret-file takes a file that the secret stands in.`);
}

const kinds: readonly HookKind[] = ['article', 'edit', 'absence', 'health'];

function kindsOf(typed: Flags[string]): readonly HookKind[] | undefined {
  if (typed === undefined) return undefined;
  const names = String(typed).split(',');
  const found = kinds.filter((kind) => names.includes(kind));
  if (found.length === new Set(names).size) return found;
  throw usageError(`--on is ${String(typed)}; it takes ${kinds.join(', ')}, with commas between.`);
}

async function listed(session: Session): Promise<void> {
  await session.withArchive('read', async (archive) => {
    const all = await archive.hooks.list();
    session.answer({ hooks: all.map(shownHook) }, () =>
      all.length === 0
        ? ['There is no hook; backissue hooks add URL adds one.']
        : all.flatMap(hookLines),
    );
  });
}

/** The path of a webhook is often its password. */
const shownUrl = (url: string): string => `${new URL(url).origin}/…`;

/** A hook as commands tell it. */
export const shownHook = ({ url, kinds, sourceId, ...rest }: HookState) => ({
  ...rest,
  url: shownUrl(url),
  on: kinds,
  ...optional('source', sourceId),
});

function hookLines(hook: HookState): string[] {
  const { id, kinds, least, sourceId, folder, saved } = hook;
  const about = [
    saved === undefined ? kinds.join(', ') : `hits of ${saved}`,
    ...(kinds.includes('edit') && least > 1 ? [`edits from weight ${least}`] : []),
    ...(sourceId === undefined ? [] : [`source ${sourceId}`]),
    ...(folder === undefined ? [] : [`folder ${folder}`]),
  ];
  return [`${id}  ${shownUrl(hook.url)}  ${about.join('; ')}`, `  ${hookState(hook)}`];
}

/** How a hook fares, in words. */
export function hookState(hook: HookState): string {
  const {
    state,
    failures,
    failingSince,
    nextTryAt,
    lastError,
    lastSentAt,
    passedOver,
    refusedInRow,
  } = hook;
  const passed = passedOver === 0 ? '' : ` ${passedOver} refused and passed over.`;
  if (state === 'stopped') {
    const reason =
      failures === 0
        ? `it refused ${refusedInRow} messages one after another`
        : `nothing was taken since ${failingSince}`;
    return `given up: ${reason} (${lastError}); backissue hooks resume ${hook.id} goes on.${passed}`;
  }
  if (state === 'waiting') {
    return `not taken since ${failingSince}, ${failures} times (${lastError}); sent again at ${nextTryAt}.${passed}`;
  }
  return `${lastSentAt === undefined ? 'nothing sent yet' : `last sent ${lastSentAt}`}.${passed}`;
}
