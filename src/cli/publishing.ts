import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Archive } from '../archive/index.ts';
import {
  type CopyOutcome,
  type CopyPlace,
  type MirrorRemote,
  newsRepositoryParts,
  publishCopies,
  publishNewsRepository,
} from '../mirror/index.ts';
import { exportSite, type SiteOptions, siteParts } from '../site/index.ts';
import { type ExportBody, exportNewsRepository, type WriteResult } from '../transfer/index.ts';
import { mirrorsNamed } from './mirrors-named.ts';
import { failureLines, optional, type Session, version } from './session.ts';
import { usageError } from './usage-error.ts';

/** Where and how an archive is written out. */
export interface Publishing {
  readonly format: 'news-repository' | 'site';
  readonly folder: string;
  readonly body: ExportBody;
  readonly commit: boolean;
  readonly remotes: readonly MirrorRemote[];
  /** Where it is copied to besides. */
  readonly copies: readonly CopyPlace[];
}

/** What flags and settings ask for; flags win. */
export function publishing(
  session: Session,
  given: {
    format: Publishing['format'];
    folder: string;
    body?: unknown;
    commit: boolean;
    push?: unknown;
    copies?: readonly CopyPlace[];
  },
): Publishing {
  const body = given.body ?? session.config.publishBody;
  if (body !== 'clean' && body !== 'original') {
    throw usageError(`--body is ${String(body)}; it takes clean or original.`);
  }
  const configured = (session.config.publishRemotes ?? '')
    .split(',')
    .filter((text) => text.trim() !== '');
  const remotes = Array.isArray(given.push) ? (given.push as string[]) : configured;
  const { format, folder, commit, copies = [] } = given;
  return { format, folder, body, commit, remotes: remotes.map(remoteOf), copies };
}

/** `NAME=URL`, or a URL, which is then named after its place in the list. */
function remoteOf(text: string, index: number): MirrorRemote {
  const named = /^([A-Za-z0-9._-]+)=(.+)$/.exec(text.trim());
  const [, name, url] = named ?? [];
  return name === undefined || url === undefined
    ? { name: `remote-${index + 1}`, url: text.trim() }
    : { name, url };
}

/** Writes out, commits and pushes as planned, and answers with what happened. */
export async function publish(session: Session, archive: Archive, plan: Publishing): Promise<void> {
  const { report, lines, failed } = await publishPass(session, archive, plan);
  if (failed) session.exit(1);
  session.answer(report, () => lines);
}

/** What a pass did: its report, and what is told of it. */
interface Passed {
  readonly report: object;
  readonly lines: readonly string[];
  readonly failed: boolean;
}

/** One publishing pass as a report: what was written, then git remotes, then other copies. */
export async function publishPass(
  session: Session,
  archive: Archive,
  plan: Publishing,
): Promise<Passed> {
  const { title } = session.config;
  const write = () =>
    plan.format === 'site'
      ? exportSite(archive, plan.folder, siteOptions(session))
      : exportNewsRepository(archive, plan.folder, { body: plan.body, title });
  const first = usesGit(plan)
    ? await committed(session, plan, write)
    : writtenPass(plan, await write());
  if (plan.copies.length === 0) return first;
  const { mark, paths } = plan.format === 'site' ? siteParts : newsRepositoryParts;
  const { copies: places, folder } = plan;
  const copied = await publishCopies({ folder, mark, paths, places });
  return {
    report: { ...first.report, copied },
    lines: [...first.lines, ...copied.map(copyLine)],
    failed: first.failed || copied.some(({ ok }) => !ok),
  };
}

/** What is copied alone needs no history; one that is there goes on. */
const usesGit = ({ commit, copies, folder, remotes }: Publishing): boolean =>
  commit && (copies.length === 0 || remotes.length > 0 || existsSync(join(folder, '.git')));

const copyLine = ({ copy, message, ok, removed, sent }: CopyOutcome): string =>
  ok
    ? `Copied to ${copy}: ${sent} files sent, ${removed} removed.`
    : `  failed: ${copy}: ${message ?? ''}`;

const writtenPass = (plan: Publishing, written: WriteResult): Passed => ({
  report: shown(written),
  lines: writtenLines(plan, written),
  failed: written.failed.length > 0,
});

async function committed(
  session: Session,
  plan: Publishing,
  write: () => Promise<WriteResult>,
): Promise<Passed> {
  const { commit, exported, pushed } = await publishNewsRepository({
    folder: plan.folder,
    export: write,
    ...(plan.format === 'site' && { of: siteParts }),
    author: authorOf(session.config.publishAuthor),
    remotes: plan.remotes,
    ...optional('branch', session.config.publishBranch),
    now: session.terminal.now,
    env: session.terminal.env,
  });
  const lost = pushed.filter((push) => !push.ok);
  return {
    report: { ...shown(exported), ...optional('commit', commit), pushed },
    lines: [
      ...writtenLines(plan, exported),
      commit === undefined ? 'Nothing to commit.' : `Committed ${commit}.`,
      ...pushed.map((push) =>
        push.ok ? `Pushed to ${push.remote}.` : `  failed: ${push.message ?? push.remote}`,
      ),
    ],
    failed: exported.failed.length > 0 || lost.length > 0,
  };
}

/** How a static site is made, by the settings. */
function siteOptions({ config }: Session): SiteOptions {
  const { title, timeZone, siteCaptures, siteLanguage, siteUrl, siteMirrors = '' } = config;
  if (siteUrl !== undefined && !/^https?:\/\//.test(siteUrl)) {
    throw usageError(`--site-url is ${siteUrl}; give an address that begins with https://.`);
  }
  return {
    ...{ title, timeZone, locale: siteLanguage, version },
    ledger: join(config.archive, 'ledger'),
    mirrors: mirrorsNamed(siteMirrors),
    ...optional('address', siteUrl),
    ...(siteCaptures > 0 && { captures: { mostBytes: siteCaptures * 1_000_000 } }),
  };
}

function shown({ files, written, unchanged, removed, failed }: WriteResult): object {
  return { files, written, unchanged, removed, failed };
}

const writtenLines = (plan: Publishing, result: WriteResult): string[] => [
  `${plan.folder}: ${result.files} ${plan.format === 'site' ? 'files' : 'articles'}, ${result.written} written, ${result.unchanged} unchanged.`,
  ...failureLines(result.failed),
];

function authorOf(text: string): { name: string; email: string } {
  const [, name, email] = /^([^<>]+)<([^<>\s]+)>$/.exec(text) ?? [];
  if (name === undefined || email === undefined) {
    throw usageError(`--publish-author is ${text}; write it like Name <mail@example.org>.`);
  }
  return { name: name.trim(), email };
}
