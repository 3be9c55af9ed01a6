import { Client } from 'pg';
import { instant, type Source, type Url } from '../../src/model/index.ts';
import type { Store } from '../../src/store/index.ts';
import { editionIn, type Outlets } from './outlets.ts';

/** Has all outlets followed, as many readers' archives do: by their feeds, with a page for each entry. */
export async function followOutlets(
  store: Store,
  hosts: readonly string[],
  pollSeconds: number,
): Promise<void> {
  const now = instant(Date.now());
  const sources = hosts.map(
    (host, index): Source => ({
      ...{ id: `s${index}`, kind: 'feed', title: host, body: 'page', state: 'followed' },
      ...{ url: `http://${host}/feed` as Url, followedAt: now, allowPrivate: true, pollSeconds },
    }),
  );
  const polls = sources.map(({ id }) => ({
    ...{ sourceId: id, nextPollAt: now, failures: 0, warnings: [] },
  }));
  await store.commit({ sources, polls });
}

/** What is on record, asked of the database past the program. */
export interface OnRecord {
  articles(): Promise<number>;
  /** Ids of everything that is on record: articles, revisions, captures. */
  acknowledged(): Promise<ReadonlySet<string>>;
  /** URLs of which there are more captures than one, robots.txt and feeds left out. */
  capturedTwice(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openOnRecord(database: string): Promise<OnRecord> {
  const client = new Client({ connectionString: database });
  // A server that is killed ends it; the next question says so.
  client.on('error', () => {});
  await client.connect();
  const ask = async (question: string) =>
    (await client.query<{ told: string }>(question)).rows.map(({ told }) => told);
  return {
    articles: async () => Number((await ask('select count(*) as told from articles'))[0]),
    acknowledged: async () =>
      new Set(
        await ask(
          'select id as told from articles union all select id from revisions union all select id from captures',
        ),
      ),
    capturedTwice: () =>
      ask(`select asked_url as told from captures where asked_url like '%/story-%' and status = 200
        group by asked_url having count(*) > 1 order by 1`),
    close: () => client.end(),
  };
}

/** What is not as the outlets served it: each article once, its editions in order and each once, the newest last. */
export async function faultsOnRecord(store: Store, outlets: Outlets): Promise<readonly string[]> {
  const faults: string[] = [];
  const articles = await store.articles({ limit: 1_000_000 });
  const seen = new Set<string>();
  for (const { id, url, revisions: count } of articles) {
    if (seen.has(url)) faults.push(`${url} is on record as two articles`);
    seen.add(url);
    const revisions = await store.revisions(id);
    const numbers = revisions.map(({ number }) => number).join();
    const expected = Array.from({ length: count }, (_, index) => index + 1).join();
    if (numbers !== expected) faults.push(`${url}: revisions ${numbers} in place of ${expected}`);
    const editions: number[] = [];
    for (const revision of revisions) {
      editions.push(editionIn((await store.revision(revision.id))?.content.text ?? ''));
    }
    const isInOrder = editions.every((edition, index) => edition > (editions[index - 1] ?? 0));
    if (!isInOrder) faults.push(`${url}: editions ${editions.join()}`);
    const newest = outlets.editions.get(url);
    if (editions.at(-1) !== newest) {
      faults.push(`${url}: edition ${editions.at(-1)} is the last, not ${newest}`);
    }
  }
  for (const url of outlets.editions.keys()) if (!seen.has(url)) faults.push(`${url} is missing`);
  return faults;
}
