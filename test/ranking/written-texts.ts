import type { Text } from '../../bench/search/corpus.ts';
import { draws } from '../draws.ts';

/** Sentences of one outlet, and what its titles are made of. */
interface Written {
  readonly language: string;
  readonly source: string;
  readonly titles: readonly (readonly string[])[];
  readonly sentences: readonly string[];
}

const written: readonly Written[] = [
  {
    ...{ language: 'zh-Hans', source: 'evening' },
    titles: [
      ['北港渡轮', '港口', '市议会', '软件展览', '大桥', '天气'],
      ['停航', '开放', '审议预算', '延期', '通车', '转坏', '否认收受款项'],
    ],
    sentences: [
      ...['大风中，渡轮今天停航，乘客改乘巴士。', '北港的渡轮照常，港口全天开放。'],
      ...['市长否认收受款项，账目将会公开。', '新软件在展览馆展出，参观者排队两小时。'],
      ...['大桥于2026年1月5日通车，收费十二元。', '美国国会审议法案，中国会议同日召开。'],
      ...['气象局说，明天有雨，海上有浓雾。', '记者林一在码头看到，工人正在装卸货物。'],
    ],
  },
  {
    ...{ language: 'zh-Hant', source: 'daily' },
    titles: [
      ['北港渡輪', '港口', '市議會', '軟體展覽', '大橋', '天氣'],
      ['停航', '開放', '審議預算', '延期', '通車', '轉壞'],
    ],
    sentences: [
      ...['大風中，渡輪今天停航，乘客改搭巴士。', '北港的渡輪照常，港口全天開放。'],
      ...['市長說，渡輪公司的帳目沒有問題。', '軟體公司在展覽館展出新的程式。'],
      ...['大橋通車後，往來兩岸只要十分鐘。', '計程車司機反對新的收費。'],
      ...['氣象局說，明天有雨，海上有濃霧。', '記者在碼頭看到，工人正在裝卸貨物。'],
    ],
  },
  {
    ...{ language: 'ja', source: 'minato' },
    titles: [
      ['フェリー', '北港', '市議会', 'スマートフォン', '東京の大橋'],
      ['が欠航', 'が開港', 'で予算審議', 'の展示会', 'が開通'],
    ],
    sentences: [
      ...['強風のためフェリーは今日欠航し、乗客はバスに乗り換えた。', '北港は終日開いている。'],
      ...['市長は記者会見で否定した。', '東京で新しいスマートフォンの展示会が開かれた。'],
      ...['大橋は2026年1月5日に開通する。', '国会で法案の審議が始まった。'],
    ],
  },
  {
    ...{ language: 'en', source: 'courier' },
    titles: [
      ['Storm', 'Ferry fares', 'The harbour office', 'City council', 'New bridge', 'Élection'],
      ['closes harbour', 'rise', 'denies charges', 'debates budget', 'opens', 'delayed'],
    ],
    sentences: [
      ...['The ferries stay in port while the storm lasts.', 'Fares rise by 12 per cent in May.'],
      ...[
        'The mayor denied the charges and opened the books.',
        'A new bridge opens on 5 January 2026.',
      ],
      ...[
        'Companies show software in the exhibition hall.',
        'The council debated the budget for hours.',
      ],
      ...[
        'Fog is expected, says the weather office.',
        'Workers load goods at the old quay, the café is shut.',
      ],
    ],
  },
];

const day = 24 * 3600_000;
const begin = Date.UTC(2025, 0, 1);

/** So many articles, a day after the other over two years and round again, several of each day; every 23rd
 * holds the text of one before it, but for its end. */
export function writtenTexts(count: number): readonly Text[] {
  const draw = draws(9);
  const pick = <Value>(from: readonly Value[]) => from[Math.floor(draw() * from.length)] as Value;
  const texts: Text[] = [];
  for (let number = 0; number < count; number += 1) {
    const { language, source, titles, sentences } = pick(written);
    const body = Array.from({ length: 3 + Math.floor(draw() * 9) }, () => pick(sentences));
    const before = number % 23 === 22 ? texts[number - 20] : undefined;
    const title = before?.title ?? titles.map(pick).join(language === 'en' ? ' ' : '');
    const text = before === undefined ? body.join('\n') : `${before.text}\n${pick(sentences)}`;
    const own = before === undefined ? language : before.language;
    const at = begin + ((number * 37) % 730) * day;
    texts.push({ title, text, language: own, source, at });
  }
  return texts;
}
