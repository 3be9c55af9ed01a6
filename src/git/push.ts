import { ArchiveError } from '../model/index.ts';
import { type GitAnswer, type Place, runGit } from './run-git.ts';

/** Where to push; the name only labels it (`refs/remotes/<name>/<branch>`), the URL counts. */
export interface PushRemote {
  readonly name: string;
  /** `https:`, `ssh:`, `git:`, `file:`, `user@host:path` or a path. */
  readonly url: string;
}

/** The ref that remembers what a remote was last seen to hold. */
export function trackingRef(name: string, branch: string): string {
  return `refs/remotes/${checkName(name, 'remote')}/${checkName(branch, 'branch')}`;
}

/**
 * Pushes HEAD to a branch of one remote, never by force, and notes what it now holds. Always asks
 * the remote, so one that was emptied or moved is filled again.
 * Throws `unreachable` (no answer, refused, timed out) or `conflict` (it holds commits of others).
 */
export async function pushHead(
  place: Place,
  remote: PushRemote,
  branch: string,
  seconds: number,
): Promise<void> {
  const ref = trackingRef(remote.name, branch);
  const head = await runGit(place, { args: ['rev-parse', '--verify', '--quiet', 'HEAD'] });
  const commit = head.stdout.trim();
  const args = ['push', '--porcelain', '--no-verify', '--', checkUrl(remote)];
  const answer = await runGit(place, {
    args: [...args, `${commit}:refs/heads/${branch}`],
    network: true,
    seconds,
    answers: [1, 128, -1],
  });
  if (answer.code !== 0) throw refusal(remote.name, branch, seconds, answer);
  await runGit(place, { args: ['update-ref', ref, commit] });
}

function refusal(name: string, branch: string, seconds: number, answer: GitAnswer): ArchiveError {
  if (answer.timedOut) {
    return new ArchiveError(
      'unreachable',
      `The remote ${name} did not take the push within ${seconds} seconds; it is tried again at the next pass.`,
    );
  }
  if (/^!.*\[rejected\]/m.test(answer.stdout)) {
    return new ArchiveError(
      'conflict',
      `The remote ${name} holds commits on ${branch} that this repository lacks; push to another branch or empty that one.`,
    );
  }
  const said = answer.stderr || 'git gave no reason';
  return new ArchiveError('unreachable', `The remote ${name} did not take the push: ${said}`);
}

/** Throws `invalid` for what git would take for an option or a helper program. */
export function checkUrl(remote: PushRemote): string {
  if (remote.url === '' || remote.url.startsWith('-') || /^[\w+.-]*::/.test(remote.url)) {
    throw new ArchiveError(
      'invalid',
      `The remote ${remote.name} has the URL “${remote.url}”; give an https, ssh, git or file URL, or a path.`,
    );
  }
  return remote.url;
}

/** Keeps names within what git takes for a ref and never for an option. */
export function checkName(name: string, what: 'remote' | 'branch'): string {
  const parts = name.split('/');
  const good = parts.every((part) => /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,99}$/u.test(part));
  const bad = name.includes('..') || /(\.|\.lock)(\/|$)/.test(name);
  if (good && !bad && name !== 'HEAD') return name;
  throw new ArchiveError(
    'invalid',
    `“${name}” is no name for a ${what}; use letters, digits, “-”, “_” and “.”.`,
  );
}
