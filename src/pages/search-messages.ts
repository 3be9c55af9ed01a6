import type { Counted, Translated } from './message.ts';

/** What the search page says, in English; `english.ts` tells how messages are written. */
export const englishSearch = {
  search: 'Search',
  searchLabel: 'Search the archive',
  results: { one: '1 article for “{query}”', other: '{n} articles for “{query}”' },
  moreResults: { other: 'More than {n} articles for “{query}”' },
  noResults: 'Nothing on record matches “{query}”.',
  searchHint:
    'Chinese and English words both work; put a phrase in quotation marks to find it exactly.',
  searchFields:
    'One OR another, -not, begin*. title: and author: look there alone; source: lang: since: until: date: edited:yes gone:yes narrow.',
  mostOfIt: 'Nothing has all of it; these have most of the words.',
  unindexed: {
    one: 'Not complete: 1 article is not indexed yet.',
    other: 'Not complete: {n} articles are not indexed yet.',
  },
  unknownSource: 'No source is called “{name}”.',
  tryInstead: 'Try instead',
  suggested: { one: '1 article', other: '{n} articles' },
  narrowedBy: 'Narrowed by',
  dropFilter: 'without {filter}',
  sortBy: 'Order',
  byRelevance: 'Best first',
  byDate: 'Newest first',
  byMonth: 'When',
  bySource: 'Sources',
  byLanguage: 'Languages',
  barSays: { one: '{period}: 1 article', other: '{period}: {n} articles' },
  nextPage: 'Next page',
  firstPage: 'First page',
} as const satisfies Record<string, string | Counted>;

export const chineseSearch: Translated<typeof englishSearch> = {
  search: '搜索',
  searchLabel: '搜索档案',
  results: { other: '{n} 篇文章与“{query}”相符' },
  moreResults: { other: '超过 {n} 篇文章与“{query}”相符' },
  noResults: '档案中没有与“{query}”相符的文章。',
  searchHint: '中文、英文都可以搜索；给短语加上引号，即可精确查找。',
  searchFields:
    '“甲 OR 乙”任取其一，-词 排除。标题: 作者: 只在该处查找；来源: 语言: 自: 至: 日期: 改动:是 下架:是 缩小范围。',
  mostOfIt: '没有文章包含全部词语；以下文章包含其中大部分。',
  unindexed: { other: '结果不完整：还有 {n} 篇文章尚未编入索引。' },
  unknownSource: '没有名为“{name}”的来源。',
  tryInstead: '不妨改搜',
  suggested: { other: '{n} 篇' },
  narrowedBy: '范围',
  dropFilter: '去掉 {filter}',
  sortBy: '排序',
  byRelevance: '最相关在前',
  byDate: '最新在前',
  byMonth: '时间',
  bySource: '来源',
  byLanguage: '语言',
  barSays: { other: '{period}：{n} 篇' },
  nextPage: '下一页',
  firstPage: '第一页',
};
