import { type Author, type Git, openGit } from '../git/index.ts';
import { errorFrom, type Instant, instant, type Now } from '../model/index.ts';
import { parseFileName, type WriteResult } from '../transfer/index.ts';
import { type ChangeCount, commitMessage, type OutletChanges } from './commit-message.ts';
import type { SiteMark } from './copy.ts';

export interface MirrorRemote {
  /** A short label of letters, digits, `-`, `_`, `.`; what is pushed is remembered under it. */
  readonly name: string;
  readonly url: string;
}

export interface PublishOptions {
  /** The repository's folder; made at first use. */
  readonly folder: string;
  /** Writes the news repository into the folder. */
  readonly export: () => Promise<WriteResult>;
  /** What the folder holds; default: a news repository. */
  readonly of?: MirrorParts;
  readonly author?: Author;
  readonly remotes: readonly MirrorRemote[];
  /** Default `main`. */
  readonly branch?: string;
  readonly now: Now;
  /** The user's environment: keys, proxies, credential helpers, PATH. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Seconds one push may take; default 600. */
  readonly pushSeconds?: number;
  readonly onEvent?: (event: PublishEvent) => void;
}

/** What an export writes into its folder. */
export interface MirrorParts {
  readonly mark: SiteMark;
  /** Paths of its files and folders; nothing else is committed. */
  readonly paths: readonly string[];
  /** What commits count the article at a path under; undefined: it is none. */
  outletOf(path: string): string | undefined;
}

export interface PushOutcome {
  /** The remote's name. */
  readonly remote: string;
  readonly ok: boolean;
  /** One sentence: why it failed. */
  readonly message?: string;
  /** Since when the remote lacks commits; absent when it has them all. */
  readonly behindSince?: Instant;
}

export interface PublishResult {
  /** Absent when nothing had changed. */
  readonly commit?: string;
  readonly exported: WriteResult;
  readonly pushed: readonly PushOutcome[];
}

export type PublishEvent =
  | { readonly kind: 'unlocked'; readonly locks: readonly string[] }
  | { readonly kind: 'exported'; readonly result: WriteResult }
  | ({ readonly kind: 'committed'; readonly commit: string } & ChangeCount)
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'pushed'; readonly remote: string }
  | ({ readonly kind: 'push-failed' } & PushOutcome);

/** What of a folder a news repository is. */
export const newsRepositoryParts: MirrorParts = {
  paths: ['articles', 'lists', 'README.md', '.backissue-export.json'],
  mark: { path: '.backissue-export.json', holds: '' },
  outletOf: (path) => parseFileName(path)?.outlet,
};
/** No git of ours works that long on the index: a lock this old is a killed one's. */
const staleAfter = 3_600_000;

/**
 * One pass of a mirror: export, commit what changed (nothing when nothing did), push to every
 * remote at once. Each push brings its remote level with HEAD, so one that failed before is caught
 * up although there is no new commit. A failing remote is named and stops nobody.
 * Throws ArchiveError when the export or the commit fails.
 */
export async function publishNewsRepository(options: PublishOptions): Promise<PublishResult> {
  const tell = options.onEvent ?? (() => undefined);
  const branch = options.branch ?? 'main';
  const git = openGit(options.folder, gitOptions(options));
  await git.init(branch);
  const locks = await git.clearLocks(instant(options.now() - staleAfter));
  if (locks.length > 0) tell({ kind: 'unlocked', locks });
  const exported = await options.export();
  tell({ kind: 'exported', result: exported });
  const of = options.of ?? newsRepositoryParts;
  const commit = await commitExport(git, of, instant(options.now()), tell);
  const remotes = (await git.head()) === undefined ? [] : options.remotes;
  const pushed = await Promise.all(remotes.map((remote) => pushTo(git, remote, branch, tell)));
  return { ...(commit === undefined ? {} : { commit }), exported, pushed };
}

function gitOptions({ author, env, pushSeconds }: PublishOptions) {
  return {
    ...(author === undefined ? {} : { author }),
    ...(env === undefined ? {} : { env }),
    ...(pushSeconds === undefined ? {} : { pushSeconds }),
  };
}

async function commitExport(
  git: Git,
  of: MirrorParts,
  at: Instant,
  tell: (event: PublishEvent) => void,
): Promise<string | undefined> {
  await git.stageAll(of.paths);
  const outlets = await stagedOutlets(git, of);
  const { total, text } = commitMessage(outlets);
  const commit = await git.commit(text, at);
  tell(commit === undefined ? { kind: 'unchanged' } : { kind: 'committed', commit, ...total });
  return commit;
}

/** Counted from the index, so a pass that was cut short before its commit is told with the next. */
async function stagedOutlets(git: Git, of: MirrorParts): Promise<OutletChanges> {
  const outlets = new Map<string, ChangeCount>();
  for await (const { path, kind } of git.staged()) {
    const outlet = of.outletOf(path);
    if (outlet === undefined) continue;
    const count = outlets.get(outlet) ?? { added: 0, changed: 0, removed: 0 };
    const part = kind === 'modified' ? 'changed' : kind === 'deleted' ? 'removed' : 'added';
    outlets.set(outlet, { ...count, [part]: count[part] + 1 });
  }
  return outlets;
}

async function pushTo(
  git: Git,
  remote: MirrorRemote,
  branch: string,
  tell: (event: PublishEvent) => void,
): Promise<PushOutcome> {
  try {
    await git.push(remote, branch);
    tell({ kind: 'pushed', remote: remote.name });
    return { remote: remote.name, ok: true };
  } catch (thrown) {
    const { code, message } = errorFrom(thrown, `The remote ${remote.name}`);
    // A name or address that git cannot take was never pushed to.
    const since = code === 'invalid' ? undefined : await git.behindSince(remote.name, branch);
    const behind = since === undefined ? {} : { behindSince: since };
    const outcome = { remote: remote.name, ok: false, message, ...behind };
    tell({ kind: 'push-failed', ...outcome });
    return outcome;
  }
}
