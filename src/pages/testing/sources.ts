import type { SourcesView } from '../list-views.ts';
import type { SourceHealth } from '../views.ts';
import { at, url } from './values.ts';

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
