import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Archive, ImportReport } from '../../archive/index.ts';
import { errorFrom } from '../../model/index.ts';
import {
  exportOpml,
  exportWebArchive,
  importNewsRepository,
  importOpml,
  importWebArchive,
  type OpmlImport,
  webArchiveFormat,
} from '../../transfer/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { copyPlaces } from '../copy-places.ts';
import { dateOption } from '../date-option.ts';
import { publish, publishing } from '../publishing.ts';
import { failureLines, optional, type Session, version } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { writeBook } from '../write-book.ts';

export function addTransferCommands(add: Adder): void {
  add(
    'import <path>',
    'bring in a news repository (folder or git, with its history), a web archive (WARC, WACZ), or an OPML file',
    bringIn,
  )
    .option('--format <news-repository|warc|wacz|opml>', 'what it is; found out when not given')
    .option('--no-history', 'read a git repository as it stands, without its history')
    .option('--allow-private', 'sources of an OPML file may be on private addresses');
  add('export <dir>', 'write the archive in another format', writeOut)
    .option(
      '--format <news-repository|site|wacz|warc|opml|epub>',
      'which format (default: news-repository; DIR is a file for opml and epub)',
    )
    .option('--by <month>', 'WACZ and WARC: a file for each month of capture')
    .option('--source <ID>', 'WACZ and WARC: the captures of this source only; EPUB: its articles')
    .option(
      '--since <DATE>',
      'WACZ and WARC: captured on or after, like 2026-11-24; EPUB: published',
    )
    .option('--until <DATE>', 'WACZ and WARC: captured before; EPUB: published before')
    .option('--day <DATE>', 'EPUB: the articles of a day, in the time zone of --time-zone')
    .option('--folder <NAME>', 'EPUB: the articles of a folder of sources')
    .option('--query <QUERY>', 'EPUB: what a search finds, the best first')
    .option('--article <ARTICLE>', 'EPUB: one article')
    .option(
      '--language <en|zh-Hans|zh-Hant>',
      "EPUB: of the book's own words (default: of its articles)",
    )
    .option('--limit <N>', 'EPUB: articles, most (default: 300)')
    .option(
      '--text',
      'WACZ: the text of each page in the list of pages, for readers that search it',
    )
    .option('--body <clean|original>', 'the extracted article, or the body as its origin wrote it')
    .option('--commit', 'commit the export into the git repository in DIR')
    .option('--push <REMOTE...>', 'push it to these git addresses too (NAME=URL, or a URL)');
  add('publish', 'export, and bring the configured remotes and copies level', publishNow);
}

async function bringIn(
  session: Session,
  [path = '']: readonly string[],
  flags: Flags,
): Promise<void> {
  const format = await formatOf(path, flags['format']);
  const mode = format === 'opml' ? 'edit' : 'capture';
  await session.withArchive(mode, async (archive) => {
    const report = await read[format](archive, path, session, flags);
    if (report.failed.length > 0) session.exit(1);
    const warnings = 'warnings' in report ? (report as OpmlImport).warnings : [];
    session.answer(report, () => [
      `${report.read} read: ${report.imported} imported, ${report.unchanged} known already, ${report.revisions} revisions.`,
      ...warnings.map((warning) => `  warning: ${warning}`),
      ...failureLines(
        report.failed.map(({ path: at, message }) => ({ message: `${at}: ${message}` })),
      ),
    ]);
  });
}

type Reader = (
  archive: Archive,
  path: string,
  session: Session,
  flags: Flags,
) => Promise<ImportReport | OpmlImport>;

const read: Readonly<Record<ImportFormat, Reader>> = {
  opml: (archive, path, _session, flags) =>
    importOpml(archive, path, { allowPrivate: flags['allowPrivate'] === true }),
  warc: (archive, path) => importWebArchive(archive, path),
  wacz: (archive, path) => importWebArchive(archive, path),
  'news-repository': (archive, path, { terminal }, flags) =>
    importNewsRepository(archive, path, {
      now: terminal.now,
      env: terminal.env,
      history: flags['history'] !== false,
    }),
};

const importFormats = ['news-repository', 'warc', 'wacz', 'opml'] as const;
type ImportFormat = (typeof importFormats)[number];

async function formatOf(path: string, given: Flags[string]): Promise<ImportFormat> {
  const named = importFormats.find((format) => format === given);
  if (named !== undefined) return named;
  if (given !== undefined) {
    throw usageError(
      `--format is ${String(given)}; import reads news-repository, warc, wacz and opml.`,
    );
  }
  try {
    if (statSync(path).isDirectory()) return folderFormat(path);
  } catch (error) {
    throw errorFrom(error, path);
  }
  return (await webArchiveFormat(path)) ?? 'opml';
}

/** A folder of web archives, or one that a WACZ was unpacked to; else a news repository. */
function folderFormat(path: string): ImportFormat {
  const folders = [path, join(path, 'archive')].filter((folder) => existsSync(folder));
  const names = folders.flatMap((folder) => readdirSync(folder));
  const isWebArchive = names.some((name) => /\.(?:warc|warc\.gz|wacz)$/i.test(name));
  return isWebArchive && !existsSync(join(path, 'articles')) ? 'warc' : 'news-repository';
}

async function writeOut(
  session: Session,
  [dir = '']: readonly string[],
  flags: Flags,
): Promise<void> {
  const format = flags['format'] ?? 'news-repository';
  if (format === 'opml') {
    await session.withArchive('read', async (archive) => {
      const file =
        dir.endsWith('.opml') || dir.endsWith('.xml') ? dir : join(dir, 'backissue.opml');
      const report = await exportOpml(archive, file, session.config.title);
      session.answer(report, () => [`${file}: ${report.written === 0 ? 'unchanged' : 'written'}.`]);
    });
    return;
  }
  if (format === 'wacz' || format === 'warc') {
    await writeWebArchive(session, dir, format, flags);
    return;
  }
  if (format === 'epub') {
    await writeBook(session, dir, flags);
    return;
  }
  if (format !== 'news-repository' && format !== 'site') {
    throw usageError(
      `--format is ${String(format)}; export writes news-repository, site, wacz, warc, opml and epub.`,
    );
  }
  const plan = publishing(session, {
    format,
    folder: dir,
    body: flags['body'],
    commit: flags['commit'] === true || flags['push'] !== undefined,
    push: flags['push'],
  });
  await session.withArchive('capture', (archive) => publish(session, archive, plan));
}

async function writeWebArchive(
  session: Session,
  dir: string,
  format: 'wacz' | 'warc',
  flags: Flags,
): Promise<void> {
  const by: 'month' | undefined = flags['by'] === 'month' ? 'month' : undefined;
  if (by === undefined && flags['by'] !== undefined) {
    throw usageError(`--by is ${String(flags['by'])}; it takes month.`);
  }
  await session.withArchive('read', async (archive) => {
    const report = await exportWebArchive(archive, dir, {
      format,
      title: session.config.title,
      software: `Backissue ${version}`,
      text: flags['text'] === true,
      ...optional('by', by),
      ...optional('sourceId', flags['source'] as string | undefined),
      ...optional('since', dateOption(flags['since'], '--since')),
      ...optional('until', dateOption(flags['until'], '--until')),
    });
    if (report.failed.length > 0) session.exit(1);
    session.answer(report, () => [
      `${report.files} files: ${report.written} written, ${report.unchanged} unchanged; ${report.captures} captures and ${report.pages} pages in what was written.`,
      ...failureLines(report.failed),
    ]);
  });
}

async function publishNow(session: Session): Promise<void> {
  const folder = session.config.publishDir;
  if (folder === undefined) {
    throw usageError(
      'Nothing is configured to publish to; give --publish-dir DIR (and --publish-remotes, --publish-to).',
    );
  }
  const { publishFormat: format } = session.config;
  const copies = copyPlaces(session);
  const plan = publishing(session, { format, folder, commit: true, copies });
  await session.withArchive('capture', (archive) => publish(session, archive, plan));
}
