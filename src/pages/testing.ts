import { Parser } from 'htmlparser2';
import type { Instant, Url } from '../model/index.ts';
import type { Links, PageContext } from './context.ts';
import type {
  AbsenceSpan,
  AbsencesView,
  ArticleLine,
  ArticleView,
  DifferenceView,
  EditItem,
  FrontView,
  SourceHealth,
  SourcesView,
} from './views.ts';

/** Sample values for tests: a fictional archive of fictional newspapers, Chinese and English. */
const sampleNow = '2026-11-24T02:15:00.000Z' as Instant;

const file = (name: string) => `${name}.html`;

/** Links between files of one folder; the archive has every image of `media.example` but `lost`. */
export const sampleLinks: Links = {
  front: () => file('front'),
  day: (date) => file(`day-${date}`),
  outlet: (id) => file(`outlet-${id}`),
  article: (id, revision) => file(revision === undefined ? id : `${id}.${revision}`),
  sources: () => file('sources'),
  absences: (id) => file(id === undefined ? 'absences' : `absences-${id}`),
  search: (query) => (query === undefined ? file('search') : `search.html?q=${query}`),
  style: () => 'style.css',
  image: (url) =>
    url.startsWith('https://media.example/') && !url.includes('lost')
      ? url.replace('https://media.example/', 'images/')
      : undefined,
  raw: (id) => `raw/${id}`,
  about: () => file('about'),
  edits: (id, query) => `edits-${id ?? 'all'}.html?order=${query?.order ?? ''}`,
  editsFeed: (id) => `edits-${id ?? 'all'}.atom`,
  difference: (id, from, to) => file(`${id}.${from}-${to}`),
};

export function sampleContext(changes: Partial<PageContext> = {}): PageContext {
  return {
    links: sampleLinks,
    archiveTitle: 'The Harbour Record',
    locale: 'en',
    timeZone: 'Asia/Shanghai',
    now: sampleNow,
    ...changes,
  };
}

const at = (moment: string) => `2026-11-${moment}:00.000Z` as Instant;
const url = (address: string) => address as Url;

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

const linesOf = (sourceId: string) => lines.filter((line) => line.sourceId === sourceId);

const observerLine: ArticleLine = {
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

export const sampleFront: FrontView = {
  days: [
    {
      date: '2026-11-24',
      outlets: [
        { sourceId: 'gangwan', title: '港湾晚报', articles: linesOf('gangwan'), more: 12 },
        { sourceId: 'ferry', title: 'The Ferry Times', articles: linesOf('ferry'), more: 1 },
        { sourceId: 'shanlu', title: '山路週刊', articles: linesOf('shanlu'), more: 0 },
        { sourceId: 'tide', title: 'Tide & Ledger', articles: [observerLine], more: 0 },
      ],
    },
    {
      date: '2026-11-23',
      outlets: [
        {
          sourceId: 'ferry',
          title: 'The Ferry Times',
          more: 0,
          articles: linesOf('ferry').map((line) => ({
            ...line,
            publishedAt: at('23T02:00'),
          })),
        },
      ],
    },
  ],
  older: 'older.html',
  health: { total: 7, failing: 2 },
};

const pierBody = `
<p>The first boat left at ten past nine with forty-one passengers, two bicycles and a crate of oranges nobody had ordered. Harbour staff counted them aboard twice, because the counter at the gate had not been switched on since the old line closed, and because, as one of them put it, “we wanted to be sure it was really happening”.</p>
<p>For eleven years the pier at <a href="https://ferry.example/places/saltmarket">Saltmarket</a> was a place to look at the water from. The timetable stayed behind its glass, sun-bleached to the colour of weak tea, announcing departures for a company that no longer existed. Schoolchildren learned to tell the time from it and were corrected at home.</p>
<figure><img src="https://media.example/pier.png" alt="The pier at dusk, lamps lit along its length" width="1200" height="750"><figcaption>The pier on Monday evening, shortly before the first departure.</figcaption></figure>
<h2>What changed</h2>
<p>The short answer is <em>insurance</em>. The longer one fills a folder in the harbour office: three surveys of the piles, a dispute about who owned the gangway, and a letter from 2019 that everybody quotes and nobody has been able to produce. The record of the council’s meetings shows the item postponed nineteen times.</p>
<blockquote><p>You can lose a service in an afternoon. Getting it back takes a generation of people who remember the smell of the engine.</p></blockquote>
<p>The boats are the same two that were sold in the spring the line closed. One of them spent the years between as a floating restaurant; its new crew found menus under the deck plates, and have framed one beside the wheel.</p>
<img src="https://ferry.example/images/timetable.jpg" alt="The old timetable behind its glass">
<h2>The timetable</h2>
<table><caption>Departures from Saltmarket, weekdays</caption><thead><tr><th scope="col">Boat</th><th scope="col">Leaves</th><th scope="col">Returns</th></tr></thead><tbody><tr><td>First evening boat</td><td>21:10</td><td>21:55</td></tr><tr><td>Late boat</td><td>22:40</td><td>23:20</td></tr><tr><td>Night boat (Fridays)</td><td>00:15</td><td>01:00</td></tr></tbody></table>
<p>Fares are fixed until the spring:</p>
<ul><li>a single crossing costs the same as a tram ticket;</li><li>bicycles travel free after nine;</li><li>oranges, the company says, are welcome.</li></ul>
<p>Not everyone is pleased. The anglers who had the pier to themselves have written to this newspaper, at some length, and their letter is printed on page six. They ask for one evening a week. The company has said it will consider it, and has asked the council to put the matter on the agenda.</p>`;

export const pierArticle: ArticleView = {
  line: pierLine,
  authors: ['Marian Oake', 'Tomas Lindqvist'],
  site: 'The Ferry Times',
  section: 'City',
  canonicalUrl: url('https://ferry.example/2026/11/24/night-ferries-return'),
  html: pierBody,
  revision: {
    number: 3,
    seenAt: at('24T01:40'),
    extractor: 'readable@4',
    basis: 'page',
    captureId: 'c3',
  },
  revisions: [
    { number: 1, seenAt: at('24T00:02'), title: 'Night ferries return' },
    { number: 2, seenAt: at('24T00:55'), title: pierLine.title },
    { number: 3, seenAt: at('24T01:40'), title: pierLine.title },
  ],
  captures: [
    captured('c1', '24T00:02', 200),
    captured('c2', '24T00:55', 200),
    captured('c3', '24T01:40', 200),
  ],
  lastSeenAt: at('24T02:00'),
  absences: [],
  aliases: [url('https://m.ferry.example/a/88213')],
  merged: [
    {
      url: url('https://ferry.example/amp/night-ferries-return'),
      title: 'Night ferries return',
      language: 'en',
      firstSeenAt: at('24T00:20'),
      revisions: 2,
    },
  ],
  previous: {
    id: 'a4',
    title: 'A librarian’s guide to reading what is no longer there',
    language: 'en',
  },
  next: { id: 'a3', title: 'Council publishes 1,200 pages of tram contracts', language: 'en' },
};

function captured(id: string, moment: string, status: number) {
  return {
    id,
    capturedAt: at(moment),
    status,
    url: url('https://ferry.example/2026/11/24/night-ferries-return'),
  };
}

const bridgeBody = `
<p>清晨六点，卖豆浆的周阿姨推着三轮车绕行两公里，才能走到对岸。三年前的汛期冲垮了桥墩，此后每一份施工公告都写着“近期”。她把公告一张张叠好，压在豆浆桶底下：“等桥修好了，我就把它们贴在桥头。”</p>
<p>这座桥没有正式的名字，当地人叫它“小桥”。桥长 38 米，宽不足 4 米，1987 年由南岸三个村集资修建，造价 12 万元。它从来不是什么要道，却是 <a href="https://gangwan.example/news/nanan">南岸</a> 1,400 多名居民去学校、卫生所和菜市场的必经之路。</p>
<figure><img src="https://media.example/bridge.png" alt="清晨的小桥，桥面中断处围着护栏" width="1200" height="750"><figcaption>小桥现状。护栏上的公告已经换过七次。（本报记者 摄）</figcaption></figure>
<h2>七份公告</h2>
<p>记者查阅了三年来张贴在桥头的七份公告。第一份称工程“将于近期启动”；第三份改为“正在抓紧推进前期工作”；第五份第一次出现了日期——“力争年底前完工”，落款处的年份却被涂改过。<em>《南岸区农村公路管理办法》</em>规定，危桥应当在认定后十八个月内处置。</p>
<blockquote><p>我们不是要一座多漂亮的桥，能走人，能过三轮车，下雨天孩子不用脱鞋，就够了。</p></blockquote>
<p>区交通局一名工作人员解释说，小桥的产权归属“一直没有完全理顺”：集资修桥的三个村，后来有两个并入了街道；当年的账本和图纸，只找到一半。没有图纸，就无法做检测；没有检测报告，就无法立项；没有立项，就没有经费……“每一步都有依据，”他说，“但走完一圈，又回到了起点。”</p>
<img src="https://gangwan.example/images/lost.jpg" alt="桥头的第七份公告">
<h2>绕行两公里</h2>
<p>绕行的路线并不复杂：沿河堤向东，过一个没有红绿灯的路口，再从公路桥折回。对成年人来说，是二十五分钟；对住在堤下的 83 岁的陈老先生来说，是“能不去就不去”。社区医生每周二上门一次，遇到涨水就改成打电话。</p>
<ol><li>周阿姨：每天往返两趟，多走八公里；</li><li>南岸小学：上学时间推迟二十分钟；</li><li>卫生所：夜间急诊改由北岸接诊。</li></ol>
<p>本月 18 日，第八份公告贴了出来。与此前不同，这一次附上了施工单位的名称、电话和一张进度表。周阿姨照例揭下第七份，叠好。她说，等新桥通了，她打算在桥头摆一个月的摊，豆浆不要钱。</p>`;

const missed = (moment: string) => ({
  seenAt: at(moment),
  kind: 'not-found' as const,
  status: 404,
  message: 'The server answers 404, no such page.',
});

export const bridgeAbsence: AbsenceSpan = {
  since: at('21T01:59'),
  kind: 'not-found',
  goneSince: at('21T01:59'),
  looks: [missed('21T01:59'), missed('22T02:10'), missed('24T02:10')],
};

export const sampleAbsences: AbsencesView = {
  gone: [
    {
      line: { ...bridgeLine, absent: 'not-found', goneSince: at('21T01:59') },
      lastSeenAt: at('21T01:48'),
      span: bridgeAbsence,
    },
  ],
  missed: [
    {
      line: { ...pierLine, absent: 'captcha' },
      lastSeenAt: at('23T01:48'),
      span: {
        since: at('24T01:00'),
        kind: 'captcha',
        looks: [{ ...missed('24T01:00'), kind: 'captcha', status: 403 }],
      },
    },
  ],
  returned: [
    {
      line: pierLine,
      lastSeenAt: at('24T01:48'),
      span: { ...bridgeAbsence, since: at('20T01:00'), endedAt: at('24T01:48') },
    },
  ],
  outlets: [
    { id: 'gangwan', title: '港湾晚报', count: 1 },
    { id: 'ferry', title: 'The Ferry Times', count: 2 },
  ],
};

export const bridgeArticle: ArticleView = {
  line: { ...bridgeLine, absent: 'not-found', goneSince: at('21T01:59') },
  authors: ['许明远', '何晓舟'],
  site: '港湾晚报',
  section: '民生',
  canonicalUrl: url('https://gangwan.example/%E6%B0%91%E7%94%9F/2026/1124/bridge.html'),
  html: bridgeBody,
  revision: {
    number: 1,
    seenAt: at('24T01:31'),
    extractor: 'readable@4',
    basis: 'page',
    captureId: 'd1',
  },
  revisions: [
    { number: 1, seenAt: at('24T01:31'), title: bridgeLine.title },
    { number: 2, seenAt: at('24T01:48'), title: bridgeLine.title },
  ],
  captures: [
    { ...captured('d1', '24T01:31', 200), url: url('https://gangwan.example/bridge.html') },
    { ...captured('d2', '24T01:48', 200), url: url('https://gangwan.example/bridge.html') },
    { ...captured('d3', '24T01:59', 404), url: url('https://gangwan.example/bridge.html') },
  ],
  lastSeenAt: at('21T01:48'),
  absences: [bridgeAbsence],
  aliases: [],
  next: { id: 'a5', title: '图书馆夜间开放首周：最晚离馆的是一名备考的护士', language: 'zh-Hans' },
};

/** What revision 3 of the ferry story changed. */
export const pierDifference: DifferenceView = {
  line: pierLine,
  from: { ...pierArticle.revision, number: 2, seenAt: at('24T00:55'), captureId: 'c2' },
  to: pierArticle.revision,
  told: true,
  edit: {
    title: [
      { kind: 'same', text: 'Night ferries return to the old pier after ' },
      { kind: 'removed', text: 'ten' },
      { kind: 'added', text: 'eleven' },
      { kind: 'same', text: ' years of silence' },
    ],
    blocks: [
      ...[0, 1, 2, 3, 4].map((line) => ({
        kind: 'same' as const,
        before: { line, count: 1 },
        after: { line, count: 1 },
        spans: [{ kind: 'same' as const, text: `A paragraph that stayed, the ${line + 1}th.` }],
      })),
      {
        kind: 'changed',
        before: { line: 5, count: 1 },
        after: { line: 5, count: 2 },
        spans: [
          { kind: 'same', text: 'The first boat left with ' },
          { kind: 'removed', text: 'fourteen' },
          { kind: 'added', text: 'forty-one' },
          { kind: 'same', text: ' passengers.' },
          { kind: 'removed', text: ' ' },
          { kind: 'added', text: '\n' },
          { kind: 'same', text: 'Harbour staff counted them aboard twice.' },
        ],
      },
      {
        kind: 'removed',
        before: { line: 6, count: 1 },
        spans: [{ kind: 'removed', text: 'The council did not answer questions on the contract.' }],
      },
      {
        kind: 'added',
        after: { line: 7, count: 1 },
        spans: [{ kind: 'added', text: 'The company says oranges are welcome.' }],
      },
      {
        kind: 'moved',
        before: { line: 9, count: 1 },
        after: { line: 8, count: 1 },
        spans: [{ kind: 'same', text: 'Not everyone is pleased.' }],
      },
    ],
  },
  weighed: {
    weight: 78,
    kinds: ['title', 'removed', 'number', 'added', 'moved'],
    changes: [
      {
        kind: 'title',
        nature: 'number',
        before: 'Night ferries return to the old pier after ten years of silence',
        after: pierLine.title,
        weight: 75,
      },
      {
        kind: 'removed',
        before: 'The council did not answer questions on the contract.',
        weight: 42,
      },
      {
        kind: 'number',
        before: 'fourteen',
        after: 'forty-one',
        left: 'The first boat left with ',
        right: ' passengers.',
        weight: 60,
        times: 2,
      },
      { kind: 'added', after: 'The company says oranges are welcome.', weight: 20 },
      { kind: 'moved', after: 'Not everyone is pleased.', weight: 4 },
      { kind: 'case', before: 'the', after: 'The', weight: 1 },
      { kind: 'spacing', before: ' ', weight: 0 },
    ],
  },
  revisions: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({
    number,
    seenAt: at('24T00:55'),
    title: pierLine.title,
    ...(number > 1 && {
      edit: { told: number !== 4, weight: number * 10, kinds: ['number', 'words'] as const },
    }),
  })),
};

/** Edits as lists show them. */
export const sampleEdits: readonly EditItem[] = [
  {
    line: pierLine,
    from: 2,
    to: 3,
    seenAt: at('24T01:40'),
    told: true,
    weight: 78,
    kinds: pierDifference.weighed.kinds,
    changes: pierDifference.weighed.changes.slice(0, 6),
    changed: 9,
  },
  {
    line: bridgeLine,
    from: 1,
    to: 2,
    seenAt: at('24T01:48'),
    told: true,
    weight: 60,
    kinds: ['number'],
    changes: [
      {
        kind: 'number',
        before: '1,200',
        after: '1,400',
        left: '却是南岸',
        right: '多名居民',
        weight: 60,
      },
    ],
    changed: 1,
  },
];

export const well: SourceHealth = {
  state: 'ok',
  reason: '',
  lastSuccessAt: at('24T02:00'),
  nextPollAt: at('24T02:30'),
  failures: 0,
  warnings: [],
};

export const sampleSources: SourcesView = {
  sources: [
    sourced('ferry', 'The Ferry Times', 'Harbour', 4210, {}),
    sourced('tide', 'Tide & Ledger', 'Harbour', 318, {
      warnings: ['Item 4 has no address and was left out.'],
    }),
    sourced('gangwan', '港湾晚报', '中文', 10_844, {}),
    sourced('shanlu', '山路週刊', '中文', 96, {
      state: 'waiting',
      reason: 'The server asked to wait until 12:00 (Retry-After).',
    }),
    sourced('north', 'Northern Gazette', 'Harbour', 77, {
      state: 'failing',
      reason: 'https://north.example/feed.xml answered 503; it is asked again with growing pauses.',
      failures: 9,
      lastSuccessAt: at('19T08:10'),
    }),
    sourced('heyan', '河沿新闻', '中文', 0, {
      state: 'silent',
      itemsADay: 3.2,
      soughtAt: at('20T08:10'),
      findings: [
        {
          kind: 'silent',
          of: 'listing',
          since: at('12T09:30'),
          says: 'No new item for 12 days; it usually brings one every 7 hours, and its longest pause in the last weeks was 2 days.',
        },
      ],
    }),
    sourced('quay', 'The Quay', undefined, 61, {
      state: 'failing',
      itemsADay: 0.3,
      failures: 14,
      findings: [
        {
          kind: 'captcha',
          of: 'listing',
          since: at('22T06:00'),
          says: 'It shows a captcha instead of its items, 14 polls in a row for 2 days. https://quay.example/feed.xml: a captcha page is served instead of the feed.',
        },
      ],
      standIn: {
        kind: 'sitemap',
        url: url('https://quay.example/news.xml'),
        since: at('22T06:20'),
      },
    }),
    sourced('pier', 'Pier Review', 'Harbour', 1290, {
      state: 'warned',
      itemsADay: 11.6,
      findings: [
        {
          kind: 'truncated',
          of: 'pages',
          since: at('23T14:00'),
          says: 'The texts of its pages have about 310 characters; usually they have 4200.',
        },
      ],
    }),
    {
      ...sourced('old', 'The Lantern', undefined, 1203, { state: 'unfollowed' }),
      state: 'unfollowed',
    },
  ],
};

function sourced(
  id: string,
  title: string,
  folder: string | undefined,
  articles: number,
  health: Partial<SourceHealth>,
): SourcesView['sources'][number] {
  return {
    id,
    title,
    url: url(`https://${id}.example/feed.xml`),
    kind: 'feed',
    ...(folder !== undefined && { folder }),
    state: 'followed',
    articles,
    health: { ...well, ...health },
  };
}

/** An element of a page as it stands in the text. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const voids = new Set(['meta', 'link', 'img', 'input', 'br', 'hr', 'wbr', 'col']);

/**
 * Every element of a page. Throws where the nesting is not written out: an element that only the
 * parser closes (a block in a paragraph, a link in a link, a forgotten end) or a stray end tag.
 */
export function elementsOf(page: string): readonly Element[] {
  const elements: Element[] = [];
  const open: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes, isImplied) {
      if (isImplied) throw new Error(`</${name}> ends nothing`);
      elements.push({ name, attributes });
      open.push(name);
    },
    onclosetag(name, isImplied) {
      if (isImplied && !voids.has(name))
        throw new Error(`<${name}> in ${open.join(' ')} is not closed`);
      if (open.pop() !== name) throw new Error(`</${name}> in ${open.join(' ')} is out of place`);
    },
  });
  parser.end(page);
  return elements;
}

/** Every element of any HTML, however it is nested. */
export function elementsIn(html: string): readonly Element[] {
  const elements: Element[] = [];
  new Parser({ onopentag: (name, attributes) => elements.push({ name, attributes }) }).end(html);
  return elements;
}

/** Whatever the browser would load, send to or run, that is not the archive's own: none is wanted. */
export function foreignLoads(elements: readonly Element[]): readonly string[] {
  return elements.flatMap(({ name, attributes }) =>
    Object.entries(attributes)
      .filter(([attribute, value]) => isForeignLoad(name, attribute, value))
      .map(([attribute, value]) => `${name} ${attribute}=${value}`)
      .concat(runners.has(name) ? [name] : []),
  );
}

const runners = new Set(['script', 'iframe', 'object', 'embed', 'base', 'style', 'svg', 'math']);
const loaders = new Set(['src', 'srcset', 'poster', 'background', 'data', 'action', 'formaction']);

function isForeignLoad(name: string, attribute: string, value: string): boolean {
  if (attribute === 'style' || attribute.startsWith('on')) return true;
  const leaves = /^\s*([a-z][a-z0-9+.-]*:|\/\/)/i.test(value);
  if (loaders.has(attribute)) return leaves;
  if (attribute !== 'href') return false;
  if (name === 'link') return leaves && value !== 'data:,';
  return leaves && !/^(https?|mailto):/.test(value);
}
