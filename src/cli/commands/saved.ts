import {
  plainSnippet,
  savedDocument,
  savedHitsDocument,
  sourceTitles,
} from '../../archive/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { optional, type Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { wholeNumber } from '../whole-number.ts';

export function addSavedCommand(add: Adder): void {
  add(
    'saved [run|rename|remove] [name] [new-name]',
    'saved searches, and how many hits of each are new',
    saved,
  )
    .option('--keep', 'with run: leave the hits told as new')
    .option('--since <MARK>', 'with run: what was found behind a mark, as --json tells it')
    .option('--limit <N>', 'with run: hits at most (default: 100)')
    .addHelpText(
      'after',
      '\nbackissue search QUERY --save NAME saves one. run tells what it has found since it was last looked at.',
    );
}

async function saved(
  session: Session,
  [what, name, newName, ...more]: readonly string[],
  flags: Flags,
): Promise<void> {
  if (what === undefined) return await listed(session);
  const isRename = what === 'rename';
  if (what !== 'run' && what !== 'remove' && !isRename) {
    throw usageError(`saved ${what}: it takes run, rename or remove, or nothing to list all.`);
  }
  if (name === undefined || (isRename && newName === undefined)) {
    throw usageError(
      `saved ${what} needs the name of a saved search${isRename ? ' and a new one' : ''}.`,
    );
  }
  if (more.length > 0 || (!isRename && newName !== undefined)) {
    throw usageError(`saved ${what} takes one name; put one of several words in quotes.`);
  }
  if (what === 'run') return await run(session, name, flags);
  await session.withArchive('edit', async (archive) => {
    const search = isRename
      ? await archive.renameSaved(name, newName ?? '')
      : await archive.removeSaved(name);
    session.answer(savedDocument(search), () => [
      isRename ? `${name} is called ${search.name} now.` : `${search.name} is saved no longer.`,
    ]);
  });
}

async function listed(session: Session): Promise<void> {
  await session.withArchive('read', async (archive) => {
    const all = await archive.savedSearches();
    session.answer({ saved: all.map(savedDocument) }, () =>
      all.length === 0
        ? ['No search is saved; backissue search QUERY --save NAME saves one.']
        : all.map(({ name, text, fresh }) => `${String(fresh).padStart(5)} new  ${name}: ${text}`),
    );
  });
}

async function run(session: Session, name: string, flags: Flags): Promise<void> {
  const given = markOption(flags['since']);
  const isLook = given === undefined && flags['keep'] !== true;
  const limit = wholeNumber(flags['limit'], '--limit');
  await session.withArchive(isLook ? 'edit' : 'read', async (archive) => {
    const titles = sourceTitles(await archive.sourceList());
    const { looked } = await archive.savedSearch(name);
    const found = await archive.savedHits(name, {
      since: given ?? looked,
      ...optional('limit', limit),
    });
    const { search, mark, more } = found;
    if (isLook) await archive.lookAtSaved(search.id, mark);
    const document = savedHitsDocument(found, titles);
    const { hits } = document;
    session.answer(document, () => [
      hits.length === 0
        ? `Nothing new for ${search.name}.`
        : `${hits.length} new for ${search.name}`,
      ...hits.flatMap(hitLines),
      ...(more ? ['', 'There are more; run it again.'] : []),
    ]);
  });
}

const hitLines = ({
  article,
  foundAt,
  snippet,
}: ReturnType<typeof savedHitsDocument>['hits'][number]): string[] => [
  '',
  article.title,
  `  ${article.source} · found ${foundAt.slice(0, 16).replace('T', ' ')} · ${article.id}`,
  `  ${plainSnippet(snippet, '*')}`,
];

function markOption(value: Flags[string]): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  throw usageError(`--since is ${String(value)}; it takes a mark as --json tells it.`);
}
