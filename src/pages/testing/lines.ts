import type { ArticleLine } from '../line-views.ts';
import { at, url } from './values.ts';

const english = { language: 'en', sourceId: 'ferry', sourceTitle: 'The Ferry Times', revisions: 1 };
const chinese = { language: 'zh-Hans', sourceId: 'gangwan', sourceTitle: '港湾晚报', revisions: 1 };
const journal = { language: 'zh-Hant', sourceId: 'shanlu', sourceTitle: '山路週刊', revisions: 1 };

export const pierLine: ArticleLine = {
  ...english,
  id: 'a1-pier',
  title: 'Night ferries return to the old pier after eleven years of silence',
  publishedAt: at('23T22:40'),
  firstSeenAt: at('24T00:02'),
  revisions: 3,
  lead: 'The first boat left at ten past nine with forty-one passengers, two bicycles and a crate of oranges nobody had ordered. Harbour staff counted them…',
  image: url('https://media.example/pier.png'),
};

export const bridgeLine: ArticleLine = {
  ...chinese,
  id: 'a2-bridge',
  title: '“先把桥修好再说”：南岸居民等了三年的一座小桥',
  publishedAt: at('24T01:20'),
  firstSeenAt: at('24T01:31'),
  revisions: 2,
  lead: '清晨六点，卖豆浆的周阿姨推着三轮车绕行两公里，才能走到对岸。三年前的汛期冲垮了桥墩，此后每一份施工公告都写着“近期”……',
  image: url('https://media.example/bridge.png'),
};

const lines: readonly ArticleLine[] = [
  pierLine,
  {
    ...english,
    id: 'a3',
    title: 'Council publishes 1,200 pages of tram contracts, then takes down the index',
    publishedAt: at('23T21:05'),
    firstSeenAt: at('23T21:30'),
    absent: 'not-found',
    revisions: 2,
  },
  {
    ...english,
    id: 'a4',
    title: 'A librarian’s guide to reading what is no longer there',
    firstSeenAt: at('23T18:12'),
  },
  bridgeLine,
  {
    ...chinese,
    id: 'a5',
    title: '图书馆夜间开放首周：最晚离馆的是一名备考的护士',
    publishedAt: at('24T00:45'),
    firstSeenAt: at('24T00:50'),
  },
  {
    ...chinese,
    id: 'a6',
    title: '关于暂停西站 3 号出口的公告（已更新）',
    publishedAt: at('23T23:10'),
    firstSeenAt: at('23T23:25'),
    revisions: 4,
    absent: 'gone',
  },
  {
    ...chinese,
    id: 'a7',
    title: '气象台：今夜起 4 级东北风，早晚温差可达 9℃',
    publishedAt: at('23T20:00'),
    firstSeenAt: at('23T20:10'),
  },
  {
    ...journal,
    id: 'a8',
    title: '茶農記帳本裡的二十年：一斤茶，幾度山路',
    publishedAt: at('23T17:30'),
    firstSeenAt: at('23T18:00'),
    lead: '帳本第一頁寫著「民國九十五年，春」，字跡工整；翻到最後一頁，墨色未乾。林家三代人記下的，不只是價錢。',
  },
  {
    ...journal,
    id: 'a9',
    title: '山路圖書車：每逢週三，停在榕樹下',
    publishedAt: at('23T16:10'),
    firstSeenAt: at('23T16:15'),
  },
];

/** The lines of one outlet. */
export const linesOf = (sourceId: string) => lines.filter((line) => line.sourceId === sourceId);

export const observerLine: ArticleLine = {
  language: 'en',
  sourceId: 'tide',
  sourceTitle: 'Tide & Ledger',
  revisions: 1,
  id: 'a10',
  title: 'Freight rates fall for a ninth week as warehouses stay full',
  publishedAt: at('23T19:00'),
  firstSeenAt: at('23T19:03'),
  lead: 'Brokers on the quay blame mild weather and cautious shopkeepers. The price of an empty container has not been this low since the spring of the long strike.',
};
