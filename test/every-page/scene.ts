import type { Archive, ImportItem } from '../../src/archive/index.ts';
import type { Demo } from '../../src/demo/index.ts';
import { instant, type Url } from '../../src/model/index.ts';
import { createReader, type Listening, serveReader } from '../../src/web/index.ts';
import { clock, followedDemo, openForTest, scratch } from '../newspaper.ts';
import { logIn, visitingBrowser } from '../visiting-browser.ts';

const hour = 3_600_000;
const editions = 6;
export const password = 'a long password';

/** A cookie as browsers are given it. */
export interface SceneCookie {
  readonly name: string;
  readonly value: string;
}

/** An archive with something on every page, served to visitors and to its owner, and one with nothing yet. */
export interface Scene {
  readonly archive: Archive;
  readonly demo: Demo;
  /** Addresses with a slash at their end. */
  readonly url: string;
  readonly emptyUrl: string;
  /** Every path that the reader answers to a GET, as its router has it. */
  readonly routes: readonly string[];
  /** The owner's login. */
  readonly session: readonly SceneCookie[];
  /** An article that was taken down, by its id and address. */
  readonly removed: { readonly id: string; readonly url: string };
  readonly savedId: string;
  close(): Promise<void>;
}

const ferry = `北港的渡轮公司昨天说，因为海面风浪太大，往来南岛的班次从今天早上起全部停航，旅客可以在码头退票，
也可以改乘明天的班次。港务局提醒驾车的旅客不要前往码头，停车场已经满了。岛上的学校照常上课，医院备有两艘快艇。`;

/** One text at two outlets, and an article that is to be taken down. */
async function* items(): AsyncGenerator<ImportItem> {
  for (const [outlet, title, text] of [
    ['evening', '北港渡轮因风浪停航，旅客可在码头退票或改乘明天的班次', ferry],
    ['island', '北港渡轮停航（图）', `${ferry}（责任编辑：林一）`],
    ['island', 'A house is named', 'A house was named in the paper, and ought not to have been.'],
  ] as const) {
    yield {
      path: `${title}.html`,
      outlet: { folder: outlet, title: outlet },
      url: `https://${outlet}.test/${encodeURIComponent(title)}` as Url,
      title,
      publishedAt: instant(Date.UTC(2026, 10, 23)),
      observedAt: instant(Date.UTC(2026, 10, 23, 1)),
      bytes: new TextEncoder().encode(`${title}${text}`),
      contentType: 'text/html',
      html: `<p>${text}</p>`,
    };
  }
}

/** Six editions of the demo newspaper, imports, marks, a saved search, a takedown. */
export async function startScene(): Promise<Scene> {
  const time = clock();
  const { folder, freshFolder, clear } = scratch();
  const archive = await openForTest(folder, time.now, { ledger: {} });
  const demo = await followedDemo(archive, time.now);
  const { id: savedId } = await archive.saveSearch({ name: '渡轮 ferry', text: 'ferry OR 渡轮' });
  for (let edition = 1; edition <= editions; edition += 1) {
    if (edition > 1) demo.publishNextEdition();
    for (let pass = 0; pass < (edition === 1 ? 3 : 2); pass += 1) {
      await archive.fetch({ all: true });
      time.pass(hour);
    }
    time.pass(22 * hour);
  }
  await archive.import(items());
  const removed = await archive.article(
    `https://island.test/${encodeURIComponent('A house is named')}`,
  );
  await archive.takeDown(removed.article.id, { reason: 'court' });
  await archive.accounts.begin(password);
  await archive.accounts.add({ name: 'lin', role: 'owner', password });
  await archive.accounts.add({ name: 'mei', role: 'reader', password });
  await starSome(archive);

  const how = { now: time.now, title: 'The Archive', timeZone: 'Asia/Shanghai' };
  const broken = async (): Promise<Response> => {
    throw new TypeError('a fault that nobody thought of');
  };
  const reader = createReader({
    ...{ archive, ...how, mounted: { '/broken': broken } },
    access: { publicReading: true, trustedProxies: [] },
  });
  const empty = await openForTest(freshFolder(), time.now);
  const served: Listening[] = [];
  for (const one of [reader, createReader({ archive: empty, ...how })]) {
    served.push(await serveReader(one, { host: '127.0.0.1', port: 0 }));
  }
  const [url = '', emptyUrl = ''] = served.map((one) => one.url);
  const browser = visitingBrowser(url);
  await logIn(browser, 'lin', password);
  return {
    ...{ archive, demo, url, emptyUrl, savedId },
    routes: reader.routes.flatMap(({ method, path }) => (method === 'GET' ? [path] : [])),
    session: [...browser.cookies].map(([name, value]) => ({ name, value })),
    removed: { id: removed.article.id, url: removed.article.url },
    async close() {
      for (const one of served) await one.close();
      await empty.close();
      await archive.close();
      await demo.close();
      clear();
    },
  };
}

async function starSome(archive: Archive): Promise<void> {
  const { id } = await archive.accounts.user('lin');
  const some = (await archive.articles({ limit: 6 })).map((article) => article.id);
  await archive.accounts.markArticles(id, some.slice(0, 3), { read: true, starred: true });
}
