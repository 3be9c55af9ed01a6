import type { Archive } from '../archive/index.ts';
import type { Url } from '../model/index.ts';
import type { Links } from '../pages/index.ts';
import { parseUrl } from '../url/index.ts';
import { bookPath } from './book-path.ts';
import { editsPath } from './edits-html.ts';
import { feedPath } from './feed-path.ts';
import { stampOf } from './memento/stamp.ts';
import { proofPath } from './proof-files.ts';

/** An image's URL as one segment of a path, and back. */
export const pathOfImage = {
  format: (url: Url): string => `/image/${Buffer.from(url, 'utf8').toString('base64url')}`,
  parse: (name: string): Url | undefined =>
    parseUrl(Buffer.from(name, 'base64url').toString('utf8')),
};

const appPaths = {
  keys: '/keys',
  script: '/reader.js',
  manifest: '/manifest.webmanifest',
  icon: '/icon.svg',
  'touch-icon': '/apple-touch-icon.png',
} as const;

/** The path of a folder's page. */
export const folderPath = (name: string): string =>
  `/folder?${new URLSearchParams({ name: name.toWellFormed() })}`;

/** The reader's own paths; `base`, without a slash at its end, makes an address of one. `image` says
 * which images the archive holds. */
export function linksOver(base: string, image: Links['image']): Links {
  return {
    front: () => '/',
    day: (date) => `/day/${date}`,
    outlet: (id) => `/outlet/${encodeURIComponent(id)}`,
    article: (id, revision) => `/article/${id}${revision === undefined ? '' : `/${revision}`}`,
    sources: () => '/sources',
    source: (id) => `/sources/${encodeURIComponent(id)}`,
    folder: folderPath,
    absences: (id) =>
      id === undefined ? '/absences' : `/absences?source=${encodeURIComponent(id)}`,
    search: (query) => (query === undefined ? '/search' : `/search?q=${encodeURIComponent(query)}`),
    edits: editsPath,
    feed: feedPath,
    book: bookPath,
    proof: proofPath,
    difference: (id, from, to) => `/article/${id}/diff/${from}..${to}`,
    style: () => '/style.css',
    image,
    memento: (url, at) => `/web/${stampOf(at)}/${url}`,
    settings: () => '/settings',
    script: (of) => appPaths[of],
    login: (next) => (next === undefined ? '/login' : `/login?next=${encodeURIComponent(next)}`),
    account: (act) =>
      act === undefined ? '/account' : act === 'logout' ? '/logout' : `/account/${act}`,
    raw: (captureId) => `/capture/${captureId}`,
    address: (id, revision) => `${base}/article/${id}/${revision}`,
  };
}

/** Looks up which of these images the archive holds, for a page's links. */
export async function imagesFor(archive: Archive, urls: readonly Url[]): Promise<Links['image']> {
  const held = new Set<Url>();
  for (const url of urls) if (await archive.hasImage(url)) held.add(url);
  return (url) => (held.has(url) ? pathOfImage.format(url) : undefined);
}

/** The same for a user's apps, which ask for images without their login: each address shows that it was given
 * to somebody who may read. */
export async function provenImages(
  archive: Archive,
  urls: readonly Url[],
  userId: number,
): Promise<Links['image']> {
  const image = await imagesFor(archive, urls);
  const proven = new Map<string, string>();
  for (const url of urls) {
    const path = image(url);
    if (path === undefined || proven.has(url)) continue;
    const proof = await archive.accounts.imageProof(path.slice('/image/'.length), userId);
    proven.set(url, `${path}?for=${proof}`);
  }
  return (url) => proven.get(url);
}
