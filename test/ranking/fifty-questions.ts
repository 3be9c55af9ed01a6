import type { SearchQuery } from '../../src/search/index.ts';

/** What is typed alone, and finds something. */
const typed: readonly string[] = [
  // Characters and words, in either script and with words that regions say otherwise.
  ...[
    '港',
    '渡轮',
    '渡輪',
    '国会',
    '大风 巴士',
    '市长否认收受款项',
    '软件',
    '軟體',
    '计程车',
    '出租车',
  ],
  // Rows, any of several, what is left out, beginnings.
  ...[
    '"渡轮今天停航"',
    '「北港」 「开放」',
    '渡轮 OR フェリー',
    '渡轮 -停航',
    '港口 -渡轮 -展览',
    'har*',
  ],
  // English, in other forms and as written; accents; numbers and dates.
  ...[
    'ferry',
    '"ferry"',
    'harbour storm',
    'companies softwares',
    'cafe',
    'election',
    '12 per cent',
  ],
  ...['2026-01-05', '2026年1月5日', 'bridge 2026'],
  // Japanese.
  ...['フェリー', 'スマートフォン 東京', '「国会で法案」', '欠航'],
  // Fields.
  ...[
    'title:渡轮',
    '标题：港口 开放',
    'title:"ferry fares"',
    'author:林一 bridge',
    '渡轮 来源：daily',
  ],
  ...[
    '渡轮 -source:evening',
    'lang:en OR 语言:繁体 港口',
    'harbour since:2026-03',
    '渡轮 date:2025-06',
  ],
  ...['edited:yes 渡轮', 'gone:yes', '港口 gone:no', '删去:更正', 'removed:corrected ferry'],
];

/** Fifty questions as readers ask them. */
export const fiftyQuestions: readonly SearchQuery[] = [
  ...typed.map((text) => ({ text })),
  // Words of which nothing has all; misspelled ones, for which others are suggested.
  { text: '大风中渡轮昨天停航乘客改乘电车' },
  { text: 'the mayor denied all of the charges and closed the books' },
  { text: 'habrour' },
  { text: 'excibition' },
  // Orders, pages, counts, copies one by one.
  { text: '渡轮', sort: 'date', limit: 50 },
  { text: '港口', facets: true, offset: 20, limit: 30, each: true },
];
