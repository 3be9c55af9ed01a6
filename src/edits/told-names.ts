/** Two capitalised words and more, particles between them allowed. */
const latinRun =
  /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}'’.-]*(?:[ \u00a0](?:(?:de|del|della|di|da|dos|van|von|der|den|la|le|al|bin|ibn|of|y|и)[ \u00a0])?\p{Lu}[\p{L}\p{M}'’.-]*)+/gu;
/** One capitalised word within a sentence. */
const latinWord =
  /(?<=[\p{Ll}\p{N},;:][\p{Pf}\p{Pe}"']?[ \u00a0](?:[\p{Pi}\p{Ps}"'])?)\p{Lu}[\p{L}\p{M}'’-]+/gu;
const surnames =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜戚谢邹章云苏潘葛范彭鲁韦马方任袁柳唐罗薛贺汤滕殷毕郝安常傅卞齐康伍余顾孟黄萧尹姚邵汪毛狄戴宋熊纪舒项祝董梁杜阮蓝季贾江童郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万卢莫房解丁邓洪包左石崔龚程邢裴陆翁段侯宁仇甘武刘景龙叶黎薄印白蒲赖乔阎关温庄柴连习艾廖向曾欧蒯趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴華謝鄒蘇馬湯賀畢顧黃蕭姚紀項藍賈鍾駱盧龔陸寧劉葉賴喬閻關溫莊連習歐';
const titles =
  '先生|女士|小姐|太太|主席|总统|總統|总理|總理|首相|部长|部長|书记|書記|省长|省長|市长|市長|县长|縣長|局长|局長|院长|院長|校长|校長|会长|會長|社长|社長|议员|議員|发言人|發言人|记者|記者|教授|博士|律师|律師|医生|醫生|将军|將軍|上校|法官|特首|委员|委員|大使|牧师|牧師|老师|老師|同志|董事长|董事長|总裁|總裁|导演|導演|作家|学者|學者|氏|さん|容疑者|被告|首席|外长|外長|国务卿|國務卿|财长|財長|防长|防長';
const place = '[省市县縣区區镇鎮乡鄉村州郡岛島湾灣]';
const body =
  '公司|集团|集團|银行|銀行|法院|检察院|檢察院|大学|大學|学院|學院|医院|醫院|委员会|委員會|警察局|公安局|公安厅|报社|日报|日報|晚报|晚報|电视台|電視台|通讯社|通訊社|协会|協會|基金会|基金會|党|黨|軍|军';
const title = `(?:${titles})`;
/** Characters of names: none that hold a sentence together. */
const han =
  '[\\p{Script=Han}--[的了着在是和与與其他它她这這那个個一有也都就对對把被从從到为為但而向跟给給或等将將会會要能可不没沒无無说說称稱又还還于於及并並前后後]]';
const hanNames = new RegExp(
  [
    `(?<=${title})[${surnames}]${han}{1,2}`,
    `[${surnames}]${han}{0,2}(?=${title})`,
    // As one is called among friends and by the papers: 小葛, 老周, 阿梅; not 小康, 小金额.
    `(?<![大矮细細])[小老阿][[${surnames}]--[康金白高章夏黄]](?!${place})`,
    `(?<=[《〈「『])[^》〉」』]{1,24}(?=[》〉」』])`,
    `${han}{2,6}(?:${body})`,
    `${han}{1,3}${place}(?!${place})`,
    '[中美英法德俄韩韓泰]国|[中美英法德俄韩韓泰]國',
    `${han}{1,6}(?:[·‧・•]${han}{1,8})+`,
  ].join('|'),
  'gv',
);
const katakana = /[\p{Script=Katakana}ー]{3,}(?:[・＝][\p{Script=Katakana}ー]{2,})*/gu;

/** Where names stand in a text: offsets in UTF-16. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * Where names of people, places, bodies and works seem to stand: runs of capitals; in Chinese before
 * and behind titles, before what places and bodies end with, between title marks and dots. In German
 * one capitalised word is no name, for every noun has one.
 */
export function nameplaces(text: string): readonly Place[] {
  const german = /(?<!\p{L})(?:der|die|und|nicht|mit|auf)(?!\p{L})/u.test(text);
  const patterns = german
    ? [latinRun, hanNames, katakana]
    : [latinRun, latinWord, hanNames, katakana];
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: name }) => ({
      from: index,
      to: index + name.length,
    })),
  );
}
