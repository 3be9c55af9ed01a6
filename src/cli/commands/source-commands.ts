import {
  type Candidate,
  type FollowOptions,
  followedDocument,
  sourceDocument,
  wholeDocument,
} from '../../archive/index.ts';
import type { BodyPolicy } from '../../model/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { givenFlags } from '../given-flags.ts';
import { keyOption } from '../key-option.ts';
import { failureLines, optional, type Session } from '../session.ts';
import { sourceLines, wholeLines } from '../source-lines.ts';
import { usageError } from '../usage-error.ts';

export function addSourceCommands(add: Adder): void {
  const header = ['--header <NAME: VALUE>', 'header sent with its requests (repeatable)'] as const;
  const cookie = ['--cookie <NAME=VALUE; …>', 'cookies to begin with'] as const;
  const onceMore = (line: string, before: string[] = []) => [...before, line];
  add('peek <url>', 'what following an address would give; nothing is stored', peek)
    .option(...header, onceMore)
    .option(...cookie)
    .option('--allow-private', 'the address may be private or loopback');
  add(
    'follow <url...>',
    'follow a feed, a sitemap, any page (its feed is found), or a mirror of an archive',
    follow,
  )
    .option('--name <TITLE>', 'title of the source')
    .option('--folder <FOLDER>', 'folder that groups sources and names an export')
    .option('--body <page|feed|fuller>', 'where the words come from')
    .option(...header, onceMore)
    .option(...cookie)
    .option('--browser', 'an installed Chromium shows its pages before they are read')
    .option('--no-browser', 'its pages are read as they are served')
    .option('--key <KEY|FILE>', 'of a mirror: the verifier key its ledger must have')
    .option('--allow-private', 'the address may be private or loopback');
  add('sources [id]', 'what is followed, and how it fares; one source whole', sources);
  add('unfollow <id>', 'stop following; what was archived stays', unfollow);
  add(
    'take-over <mirror>',
    'follow what the archive of a mirror follows, for its captures end',
    takeOver,
  ).option('--allow-private', 'their addresses may be private or loopback');
  add('fetch', 'one pass over what is due', fetch)
    .option('--all', 'everything, due or not')
    .option('--source <ID>', 'this source only');
  add('capture <url...>', 'capture one page, now', capture)
    .option('--browser', 'an installed Chromium shows it before it is read')
    .option('--allow-private', 'the address may be private or loopback');
}

/** Looking needs no archive, so an unwritable or missing one does not matter. */
async function peek(session: Session, [url = '']: readonly string[], flags: Flags): Promise<void> {
  const { peekAlone } = await import('../peek-alone.ts');
  const found = await peekAlone(session, url, givenFlags(flags));
  const { kind, format, title, home, entries, warnings, candidates } = found;
  const document = { kind, format, title, url: found.url, ...optional('home', home), entries };
  session.answer({ ...document, warnings, candidates }, () => [
    `${format}: ${title} (${found.url})`,
    ...entries.map(
      (entry) =>
        `  ${entry.publishedAt?.slice(0, 16).replace('T', ' ') ?? '—'.padEnd(16)}  ${entry.title || entry.url}`,
    ),
    ...warnings.map((warning) => `  warning: ${warning}`),
    ...candidates.filter((one) => one.url !== found.url).map(candidateLine),
  ]);
}

const candidateLine = ({ url, title, kind, format, entries }: Candidate): string =>
  `  or: ${format || kind} ${url}${title === '' ? '' : ` (${title})`}${entries === undefined ? '' : `, ${entries} entries`}`;

async function follow(session: Session, urls: readonly string[], flags: Flags): Promise<void> {
  const key = keyOption(flags['key']);
  const options = { ...followOptions(session, flags), ...optional('key', key) };
  await session.withArchive('edit', async (archive) => {
    const followed: ReturnType<typeof followedDocument>[] = [];
    for (const url of urls) followed.push(followedDocument(await archive.follow(url, options)));
    session.answer({ sources: followed }, () => [
      ...followed.map((one) => `Following ${one.title}: ${one.kind} ${one.url} (${one.id})`),
      'backissue fetch takes the first pass; backissue serve keeps at it.',
    ]);
  });
}

async function takeOver(
  session: Session,
  [mirror = '']: readonly string[],
  flags: Flags,
): Promise<void> {
  const allowPrivate = flags['allowPrivate'] === true;
  await session.withArchive('edit', async (archive) => {
    const taken = await archive.takeOver(mirror, { allowPrivate });
    session.answer({ sources: taken.map(followedDocument) }, () => [
      ...taken.map((one) => `Following ${one.title}: ${one.kind} ${one.url} (${one.id})`),
      `${taken.length} sources are followed from here now; what the mirror told of them stays as it was signed.`,
    ]);
  });
}

function followOptions(session: Session, flags: Flags): FollowOptions {
  const { body, name, folder } = flags;
  if (body !== undefined && body !== 'page' && body !== 'feed' && body !== 'fuller') {
    throw usageError(`--body is ${String(body)}; it takes page, feed or fuller.`);
  }
  return {
    ...optional('title', typeof name === 'string' ? name : undefined),
    ...optional('folder', typeof folder === 'string' ? folder : undefined),
    ...optional('body', body as BodyPolicy | undefined),
    ...optional('pollSeconds', flags['every'] === undefined ? undefined : session.config.every),
    ...optional('browser', flags['browser'] as boolean | undefined),
    ...givenFlags(flags),
  };
}

async function sources(session: Session, [id]: readonly string[]): Promise<void> {
  await session.withArchive('read', async (archive) => {
    if (id !== undefined) {
      const whole = await archive.source(id);
      session.answer({ sources: [wholeDocument(whole)] }, () => wholeLines(whole));
      return;
    }
    const all = await archive.sources();
    session.answer({ sources: all.map(sourceDocument) }, () =>
      all.length === 0
        ? ['Nothing is followed yet; backissue follow URL begins.']
        : sourceLines(all),
    );
  });
}

async function unfollow(session: Session, [id = '']: readonly string[]): Promise<void> {
  await session.withArchive('edit', async (archive) => {
    const source = await archive.unfollow(id);
    session.answer({ sources: [followedDocument(source)] }, () => [
      `${source.title} is not followed any more; what was archived stays.`,
    ]);
  });
}

async function fetch(session: Session, _operands: readonly string[], flags: Flags): Promise<void> {
  await session.withArchive('capture', async (archive) => {
    const report = await archive.fetch({
      all: flags['all'] === true,
      signal: session.terminal.stop,
      ...optional('sourceId', flags['source'] as string | undefined),
    });
    if (report.failed.length > 0) session.exit(1);
    session.answer(report, () => [
      `${report.sources} sources polled, ${report.entries} entries, ${report.captured} captures: ${report.articles} new articles, ${report.edited} edited, ${report.absences} not served.`,
      ...failureLines(report.failed),
    ]);
  });
}

async function capture(session: Session, urls: readonly string[], flags: Flags): Promise<void> {
  await session.withArchive('capture', async (archive) => {
    const options = {
      allowPrivate: flags['allowPrivate'] === true,
      browser: flags['browser'] === true,
    };
    const articles = [];
    for (const url of urls) articles.push(await archive.capture(url, options));
    const documents = articles.map(({ id, url, title, revisions }) => ({
      id,
      url,
      title,
      revisions,
    }));
    session.answer({ articles: documents }, () =>
      documents.map((one) => `${one.id}  ${one.title} (revision ${one.revisions})`),
    );
  });
}
