import { sha256 } from '../../src/digest/index.ts';
import { instant, type Url } from '../../src/model/index.ts';
import type { Store } from '../../src/store/index.ts';
import type { Text } from '../search/corpus.ts';
import { sourceNamed } from '../search/ours.ts';
import { type ArticleChange, articleChange, articleId, fileOf, joined } from './made-articles.ts';

/** Articles a commit. */
const together = 256;
const at = (hour: number) => instant(Date.UTC(2026, 0, 1) + hour * 3600_000);

/**
 * Fills an empty store with what an archive has after years: articles with their captures, keys, words,
 * edits, absences and leaves of the ledger; of five hundred one is taken down; users with marks, a
 * session and a token; saved searches with hits.
 */
export async function fillArchive(store: Store, texts: Iterable<Text>): Promise<void> {
  const sources = Array.from({ length: 100 }, (_, number) => sourceNamed(`source-${number}`));
  const polls = sources.map(({ id }) => ({
    sourceId: id,
    nextPollAt: at(1),
    failures: 0,
    warnings: [],
  }));
  const warc = Array.from({ length: 97 }, (_, number) => ({
    file: fileOf(number),
    length: 2 ** 30,
  }));
  await store.commit({ sources, polls, warc });
  let [count, leaf] = [0, 0];
  let batch: ArticleChange[] = [];
  const write = async () => {
    await store.commit(joined(batch));
    batch = [];
  };
  for (const text of texts) {
    const change = articleChange(text, count, leaf);
    leaf += change.leaves.length;
    count += 1;
    batch.push(change);
    if (batch.length === together) await write();
  }
  await write();
  await takeDown(store, count);
  await addPeople(store, count);
}

async function takeDown(store: Store, count: number): Promise<void> {
  for (let number = 77; number < count; number += 500) {
    const id = articleId(number);
    const [article] = await store.articlesById([id]);
    const takedown = {
      ...{
        id: sha256(`takedown ${number}`).slice(0, 20),
        articles: [id] as const,
        reason: 'court' as const,
      },
      ...{ url: (article?.url ?? '') as Url, at: at(9), state: 'done' as const },
      keys: [article?.url.slice('https://'.length) ?? ''],
      removal: { captures: [], cut: [], revisions: [], left: [], moved: [] },
    };
    await store.commit({ takedowns: [takedown], erased: [takedown] });
  }
}

async function addPeople(store: Store, count: number): Promise<void> {
  const saved = ['渡轮', '香港 -国安法', 'oil'].map((text, number) => ({
    ...{ id: `saved-${number}`, name: text, text, savedAt: at(1), checked: 0 },
    ...{ incomplete: false, told: 0, looked: 0, fresh: 0 },
  }));
  await store.commit({ saved });
  for (const [number, name] of ['mei', 'ana', 'jo'].entries()) {
    const user = { name, role: 'reader' as const, password: 'scrypt of nothing', madeAt: at(1) };
    const { id } = await store.addUser(user);
    const read = Array.from({ length: Math.min(1000, count) }, (_, at) =>
      articleId(at * (number + 1)),
    );
    await store.markArticles(id, read, { read: true }, at(2));
    await store.markArticles(id, read.slice(0, 50), { starred: true }, at(3));
    await store.markAllRead(id, { sourceIds: [`source-${number}`], before: at(4) });
    const [session, token] = [sha256(`session ${name}`), sha256(`token ${name}`)];
    await store.addSession({ digest: session, userId: id, madeAt: at(1), until: at(99) });
    await store.addToken({ id: name, digest: token, userId: id, label: 'phone', madeAt: at(1) });
  }
}
