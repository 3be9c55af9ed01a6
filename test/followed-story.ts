import { join } from 'node:path';
import type { Archive } from '../src/archive/index.ts';
import { everything } from './everything.ts';
import { clock, openForTest, scratch } from './newspaper.ts';
import { rebuilt } from './rebuilt.ts';
import { rss, type Site, type SiteAnswer, startSite } from './small-site.ts';

/** Where the story stands on its site. */
export const path = '/2024/03/harbour-bridge-opens';

/** A paragraph whose fourth word is its own. */
export const about = (of: string): string =>
  `<p>${`The report says ${of} that the bridge is open, and that ferries wait. `.repeat(6)}</p>`;

/** A site whose feed names one story, and an archive that follows it. */
export interface FollowedStory {
  readonly time: ReturnType<typeof clock>;
  readonly site: Site;
  /** The archive as it is open now: another one after a rebuild. */
  readonly archive: Archive;
  at(path: string): string;
  /** The pages that the site was asked for. */
  pages(): string[];
  /** Of each line of the story, the word that is its own. */
  lines(): Promise<(string | undefined)[]>;
  /** What each revision of the story was read by. */
  extractors(): Promise<string[]>;
  /** All that the capture files hold. */
  records(): string;
  /** Makes the catalogue again of the captures. */
  rebuild(): Promise<void>;
  close(): Promise<void>;
}

/** The site answers as given, its feed at `/feed` besides. */
export async function followedStory(
  answers: Readonly<Record<string, string | SiteAnswer>>,
): Promise<FollowedStory> {
  const time = clock();
  const site = await startSite({ '/feed': rss([path]), ...answers });
  const { folder, clear } = scratch();
  let archive = await openForTest(folder, time.now);
  const at = (of: string) => site.url(of);
  await archive.follow(at('/feed'), { allowPrivate: true });
  return {
    time,
    site,
    get archive() {
      return archive;
    },
    at,
    pages: () => site.asked.filter((asked) => asked.startsWith('/2024')),
    async lines() {
      const { revision } = await archive.article(at(path));
      return revision.content.text.split('\n').map((line) => line.split(' ')[3]);
    },
    async extractors() {
      const { article } = await archive.article(at(path));
      return (await archive.revisions(article.id)).map(({ extractor }) => extractor);
    },
    records: () => everything(join(folder, 'captures')),
    async rebuild() {
      await archive.close();
      await rebuilt(folder);
      archive = await openForTest(folder, time.now);
    },
    async close() {
      await archive.close();
      await site.close();
      clear();
    },
  };
}
