import { ArchiveError } from '../model/index.ts';
import { checkUrl } from './push.ts';
import { type Place, runGit, streamGit } from './run-git.ts';

/** Where the newest commit of what is fetched stands. */
const ref = 'refs/backissue/fetched';

/** Brings the newest commit of a remote's default branch; gives its id. See `Git.fetch`. */
export async function fetchHead(
  place: Place,
  {
    url,
    seconds,
    addresses,
  }: { readonly url: string; readonly seconds: number; readonly addresses: readonly string[] },
): Promise<string> {
  const from = checkUrl({ name: 'mirror', url });
  // Where it is was looked at before: nobody leads it on to another place.
  const settings = ['-c', 'http.followRedirects=false', ...pinned(url, addresses)];
  const args = ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules', '--force'];
  const answer = await runGit(place, {
    args: [...settings, ...args, '--', from, `HEAD:${ref}`],
    network: true,
    seconds,
    answers: [1, 128, -1],
  });
  if (answer.code !== 0) {
    const said = answer.timedOut ? `no answer within ${seconds} seconds` : answer.stderr;
    throw new ArchiveError(
      'unreachable',
      `${url.replace(/\/\/[^/@]*@/, '//')} could not be fetched with git: ${said || 'git gave no reason'}`,
    );
  }
  const { stdout } = await runGit(place, { args: ['rev-parse', '--verify', ref] });
  return stdout.trim();
}

/** Has a host's name mean these addresses: between a look at them and git's own the name may be given others. */
function pinned(url: string, addresses: readonly string[]): readonly string[] {
  const { protocol, hostname, port } = URL.parse(url) ?? { protocol: '', hostname: '', port: '' };
  const usual = { 'http:': '80', 'https:': '443' }[protocol];
  if (usual === undefined || addresses.length === 0) return [];
  const all = addresses.map((one) => (one.includes(':') ? `[${one}]` : one)).join(',');
  return ['-c', `http.curloptResolve=${hostname}:${port || usual}:${all}`];
}

/** A file of a commit by its path; a link or folder is none. See `Git.fileAt`. */
export async function fileAt(
  place: Place,
  { commit, path, most }: { readonly commit: string; readonly path: string; readonly most: number },
): Promise<Uint8Array | undefined> {
  const args = ['ls-tree', '-z', '--full-tree', '--long', commit, '--', path];
  const { stdout } = await runGit(place, { args });
  const [, blob, size] = /^100\d{3} blob ([0-9a-f]{40,64}) +(\d+)\t/.exec(stdout) ?? [];
  if (blob === undefined) return undefined;
  if (Number(size) > most) {
    throw new ArchiveError(
      'refused',
      `${path} has ${size} bytes; more than ${most} are not taken.`,
    );
  }
  const chunks: Buffer[] = [];
  const call = { args: ['cat-file', 'blob', blob] };
  for await (const chunk of streamGit(place, call)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
