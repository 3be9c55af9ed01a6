import type { Instant, Url } from '../../model/index.ts';
import type { Zipped } from './zip-writer.ts';

/** What a WACZ tells of itself. */
export interface PackageFacts {
  readonly title: string;
  readonly software: string;
  /** Of the newest capture in it. */
  readonly created: Instant;
  /** The page a replay begins with. */
  readonly mainPage?: { readonly url: Url; readonly at: Instant };
}

/** `datapackage.json` of a WACZ (1.1.1): what it is, and name, size and SHA-256 of all in it. */
export function formatDataPackage(facts: PackageFacts, files: readonly Zipped[]): string {
  const { title, software, created, mainPage } = facts;
  const about = {
    profile: 'data-package',
    resources: files.map(({ path, bytes, sha256 }) => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      path,
      hash: `sha256:${sha256}`,
      bytes,
    })),
    wacz_version: '1.1.1',
    title,
    software,
    created,
    ...(mainPage === undefined ? {} : { mainPageUrl: mainPage.url, mainPageDate: mainPage.at }),
  };
  return `${JSON.stringify(about, null, 2)}\n`;
}

/** `datapackage-digest.json`: the SHA-256 that stands for the whole WACZ. */
export function formatPackageDigest(dataPackage: Zipped): string {
  const about = { path: dataPackage.path, hash: `sha256:${dataPackage.sha256}` };
  return `${JSON.stringify(about, null, 2)}\n`;
}
