import { ArchiveError } from '../model/index.ts';
import { clearLeft, folderApart, packsIn, removeFolder } from './fetched-folder.ts';
import {
  beginApart,
  fetchedRef,
  joinPacks,
  objectsOf,
  startAnew,
  takeIn,
} from './fetched-packs.ts';
import { mostAllocated, readingEnvironment } from './file-at.ts';
import { type Crossed, type FetchBounds, FetchGuard } from './guard-fetch.ts';
import { checkUrl } from './push.ts';
import { type GitAnswer, type Place, runGit } from './run-git.ts';

/** Each fetch leaves a pack; so many are made one. */
const mostPacks = 50;

/** Settings for what another sends: it is written to the disk as it comes, and never held whole where it is large. */
const receiving: readonly string[] = [
  // Where it is was looked at before: nobody leads it on to another place.
  'http.followRedirects=false',
  'http.lowSpeedLimit=1000',
  'fetch.unpackLimit=1',
  'core.bigFileThreshold=32m',
  'core.packedGitWindowSize=32m',
  'pack.threads=1',
  'fetch.writeCommitGraph=false',
].flatMap((setting) => ['-c', setting]);

const fetching: readonly string[] = [
  ...['fetch', '--progress', '--depth=1', '--no-tags', '--no-recurse-submodules', '--force'],
  ...['--no-write-fetch-head', '--no-auto-maintenance'],
];

/** What is fetched, and what that may take. */
export interface FetchAsk extends FetchBounds {
  readonly url: string;
  readonly addresses: readonly string[];
}

/** Brings the newest commit of a remote's default branch; gives its id. See `Git.fetch`. */
export async function fetchHead(place: Place, ask: FetchAsk): Promise<string> {
  checkUrl({ name: 'mirror', url: ask.url });
  const over = AbortSignal.timeout(ask.seconds * 1000);
  await clearLeft(place.folder);
  await joinPacks(place, mostPacks);
  const before = await packsIn(objectsOf(place));
  let end = await fetchApart(place, ask, over);
  if (end.crossed === 'mostBytes' && before.size > 0) {
    // What lies there of earlier states takes the room that this one needs; git cannot part them here.
    await startAnew(place);
    end = await fetchApart(place, ask, over);
  }
  if (end.commit === undefined) throw end.fault;
  return end.commit;
}

type FetchEnd =
  | { readonly commit: string; readonly crossed?: undefined }
  | {
      readonly commit?: undefined;
      readonly crossed: Crossed | undefined;
      readonly fault: ArchiveError;
    };

/** Fetches into a folder of its own, and takes it in only when it is whole and a commit. */
async function fetchApart(place: Place, ask: FetchAsk, over: AbortSignal): Promise<FetchEnd> {
  const apart = { ...place, folder: await folderApart(place.folder) };
  try {
    await beginApart(place, apart);
    const guard = new FetchGuard(place.folder, ask, over);
    const end = await fetchOnce(apart, ask, guard);
    if (end !== undefined) return end;
    const commit = await fetchedCommit(apart, ask);
    await takeIn(place, apart);
    return { commit };
  } finally {
    await removeFolder(apart.folder);
  }
}

/** Why it failed; undefined where it did not. */
async function fetchOnce(
  place: Place,
  ask: FetchAsk,
  guard: FetchGuard,
): Promise<Extract<FetchEnd, { readonly fault: ArchiveError }> | undefined> {
  const { url, addresses, silentSeconds } = ask;
  const slow = ['-c', `http.lowSpeedTime=${Math.ceil(silentSeconds)}`];
  let watched: Promise<Crossed | undefined> = Promise.resolve(undefined);
  const answer = await runGit(place, {
    args: [
      ...receiving,
      ...slow,
      ...pinned(url, addresses),
      ...fetching,
      '--',
      url,
      `HEAD:${fetchedRef}`,
    ],
    network: true,
    env: { GIT_ALLOC_LIMIT: String(mostAllocated) },
    answers: [1, 128, -1],
    onStart: (running) => {
      watched = guard.watch(running);
      watched.catch(() => undefined);
    },
  });
  const crossed = await watched;
  if (crossed === undefined && answer.code === 0) return undefined;
  return { crossed, fault: faultOf(ask, crossed, answer) };
}

function faultOf(ask: FetchAsk, crossed: Crossed | undefined, { stderr }: GitAnswer): ArchiveError {
  const url = ask.url.replace(/\/\/[^/@]*@/, '//');
  if (crossed === 'mostBytes') {
    const says = `${url} brings more than ${ask.mostBytes} bytes, and nothing of it was kept; raise --mirror-bytes if you trust it with more.`;
    return new ArchiveError('refused', says);
  }
  const isOfOne = /attempting to allocate \d+ over limit/.test(stderr);
  if (crossed === 'mostMemory' || isOfOne) {
    const most = isOfOne ? mostAllocated : ask.mostMemory;
    const says = `${url} needs more than ${most} bytes of memory to be read with git, and nothing of it was kept; follow another copy.`;
    return new ArchiveError('refused', says);
  }
  const said = {
    seconds: `no answer within ${ask.seconds} seconds`,
    silentSeconds: `nothing came for ${ask.silentSeconds} seconds`,
    none: stderr || 'git gave no reason',
  }[crossed ?? 'none'];
  return new ArchiveError('unreachable', `${url} could not be fetched with git: ${said}`);
}

/** Whatever a host's HEAD names, only a commit is one. */
async function fetchedCommit(place: Place, { url }: FetchAsk): Promise<string> {
  const call = {
    args: ['rev-parse', '--verify', '--quiet', `${fetchedRef}^{commit}`],
    env: readingEnvironment,
    seconds: 60,
    answers: [1, 128, -1],
  };
  const { code, stdout } = await runGit(place, call);
  if (code === 0) return stdout.trim();
  const says = `HEAD of ${url.replace(/\/\/[^/@]*@/, '//')} is no commit, so that nothing can be read there; give the address of a mirror.`;
  throw new ArchiveError('refused', says);
}

/** Has a host's name mean these addresses: between a look at them and git's own the name may be given others. */
function pinned(url: string, addresses: readonly string[]): readonly string[] {
  const { protocol, hostname, port } = URL.parse(url) ?? { protocol: '', hostname: '', port: '' };
  const usual = { 'http:': '80', 'https:': '443' }[protocol];
  if (usual === undefined || addresses.length === 0) return [];
  const all = addresses.map((one) => (one.includes(':') ? `[${one}]` : one)).join(',');
  return ['-c', `http.curloptResolve=${hostname}:${port || usual}:${all}`];
}
