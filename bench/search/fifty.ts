import type { Question } from './questions.ts';

const in2018 = { since: Date.UTC(2018, 0, 1), until: Date.UTC(2019, 0, 1) };

/** What is typed alone. */
const typed: readonly string[] = [
  ...['国安法', '香港', '疫情', '北京', '新疆', '口罩', '人大常委会', '乌克兰', '的', '一国两制'],
  ...[
    '香港 国安法',
    '武汉 医生',
    '"人大常委会"',
    '「全国人大」 草案',
    '洪水 长江',
    '美国 OR 日本 选举',
  ],
  ...[
    '香港 -国安法',
    '疫情 -武汉 -口罩',
    '新冠*',
    'title:香港',
    '标题：疫情 武汉',
    'title:"国安法"',
  ],
  ...['香港國安法', '軟體', '資訊科技', '新聞自由', '习近平 讲话 -会议', '长江淮河 水患'],
  ...['贺荣还作了关于授权国务院在海南自由贸易港暂时调整适用食品安全法有关规定的决定草案的说明'],
  ...['审议学位法草案关税法草案等赵某某主持的会议', '2020-07-20', '2020年7月 洪灾'],
  ...['oil prices', '"crude oil"', 'grain exports -wheat', 'dollars OR yen', 'ships', 'companys'],
  ...['goverment agencys', 'title:bank', 'bank source:reuters21578', 'acquisitions lang:en'],
  ...['映画', '東京 選手', '「スマートフォン」', 'lang:ja アプリ', 'élection présidentielle'],
];

/** Fifty fixed questions about the real articles: words, phrases, characters, fields, filters, words left
 * out, other scripts, misspelled words, sentences of which most is there. */
export const fifty: readonly Question[] = [
  ...typed.map((text) => ({ text })),
  { text: '香港', filter: { source: 'bn2', ...in2018 } },
  { text: '经济 -美国', filter: { source: 'cctv', ...in2018 } },
  { text: 'trade', filter: { source: 'reuters21578', ...in2018 } },
];
