import { statSync } from 'node:fs';
import { join } from 'node:path';
import { errorFrom } from '../../model/index.ts';
import {
  exportOpml,
  importNewsRepository,
  importOpml,
  type OpmlImport,
} from '../../transfer/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { publish, publishing } from '../publishing.ts';
import { failureLines, type Session } from '../session.ts';
import { usageError } from '../usage-error.ts';

export function addTransferCommands(add: Adder): void {
  add(
    'import <path>',
    'bring in a news repository (folder or git, with its history) or an OPML file',
    bringIn,
  )
    .option('--format <news-repository|opml>', 'what it is; found out when not given')
    .option('--no-history', 'read a git repository as it stands, without its history')
    .option('--allow-private', 'sources of an OPML file may be on private addresses');
  add('export <dir>', 'write the archive in another format', writeOut)
    .option('--format <news-repository|opml>', 'which format (default: news-repository)')
    .option('--body <clean|original>', 'the extracted article, or the body as its origin wrote it')
    .option('--commit', 'commit the export into the git repository in DIR')
    .option('--push <REMOTE...>', 'push it to these git addresses too (NAME=URL, or a URL)');
  add('publish', 'export, commit and push to the configured remotes', publishNow);
}

async function bringIn(
  session: Session,
  [path = '']: readonly string[],
  flags: Flags,
): Promise<void> {
  const format = formatOf(path, flags['format']);
  const { terminal } = session;
  const mode = format === 'opml' ? 'edit' : 'capture';
  await session.withArchive(mode, async (archive) => {
    const report =
      format === 'opml'
        ? await importOpml(archive, path, { allowPrivate: flags['allowPrivate'] === true })
        : await importNewsRepository(archive, path, {
            now: terminal.now,
            env: terminal.env,
            history: flags['history'] !== false,
          });
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

function formatOf(path: string, given: Flags[string]): 'news-repository' | 'opml' {
  if (given === 'news-repository' || given === 'opml') return given;
  if (given !== undefined) {
    throw usageError(`--format is ${String(given)}; import reads news-repository and opml.`);
  }
  try {
    return statSync(path).isDirectory() ? 'news-repository' : 'opml';
  } catch (error) {
    throw errorFrom(error, path);
  }
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
      const report = await exportOpml(archive, file, session.config.title ?? 'Backissue');
      session.answer(report, () => [`${file}: ${report.written === 0 ? 'unchanged' : 'written'}.`]);
    });
    return;
  }
  if (format !== 'news-repository') {
    throw usageError(`--format is ${String(format)}; export writes news-repository and opml.`);
  }
  const plan = publishing(session, {
    folder: dir,
    body: flags['body'],
    commit: flags['commit'] === true || flags['push'] !== undefined,
    push: flags['push'],
  });
  await session.withArchive('capture', (archive) => publish(session, archive, plan));
}

async function publishNow(session: Session): Promise<void> {
  const folder = session.config.publishDir;
  if (folder === undefined) {
    throw usageError(
      'Nothing is configured to publish to; give --publish-dir DIR (and --publish-remotes).',
    );
  }
  const plan = publishing(session, { folder, commit: true });
  await session.withArchive('capture', (archive) => publish(session, archive, plan));
}
