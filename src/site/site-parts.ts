import { ownFiles, ownFolders, siteMark } from './site-paths.ts';

/** What of a folder a site is, for whoever publishes it: its paths, and which of them are articles. */
export const siteParts = {
  paths: [...ownFiles, ...ownFolders, 'ledger', 'ledgers'],
  mark: siteMark,
  /** The newest state of an article, not its older ones, stands for it. */
  outletOf: (path: string): string | undefined =>
    /^article\/[^/]+\/[^./]+\.html$/.test(path) ? 'articles' : undefined,
};
