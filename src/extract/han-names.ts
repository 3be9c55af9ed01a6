/** The 200 commonest family names of China, and those of two characters. */
const surnames = new Set(
  '王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖萧蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸汪范金石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱丘江尹薛闫閻阎段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺'.split(
    '',
  ),
);
const doubles =
  /^(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|東方|皇甫|尉迟|公孙|公孫|令狐|端木|夏侯|司徒|独孤|慕容|南宫|宇文)/u;

/** Whether two to four characters read as a Chinese name. */
export function isHanName(text: string): boolean {
  const length = [...text].length;
  if (/[·‧]/u.test(text)) return length <= 12;
  if (doubles.test(text)) return length >= 3 && length <= 4;
  return length >= 2 && length <= 4 && surnames.has(text[0] ?? '') && !notNames.has(text);
}

const notNames = new Set([
  '全文',
  '文章',
  '时间',
  '明天',
  '高清',
  '成立',
  '方面',
  '包括',
  '关于',
  '向前',
  '解放',
  '安全',
  '和平',
  '华侨',
  '应急',
  '施工',
  '文化',
  '任务',
  '金融',
  '时评',
  '全国',
  '明年',
]);

const group = String.raw`[\p{Script=Han}·‧]{2,4}(?:[ 　、,，]{1,2}[\p{Script=Han}·‧]{2,4}){0,6}`;
const reporter = new RegExp(
  String.raw`(?:记者|記者|通讯员|通訊員|特派员|特派員|实习生|實習生|评论员|評論員|撰稿人|执笔人)[\s:：/／丨|]{0,3}(${group})(?=$|[\s）)〕\]|｜/／】；;]|报道|報道|報導|发自|發自|综合|編輯|攝影|摄影|[\p{Script=Han}]{2,4}(?:报道|報道|報導|电$|電$))`,
  'u',
);

/** Names after 记者 and its like: `本报记者 甲某 乙某`, `（总台记者 甲某）`, `記者甲某／台北報導`. */
export function hanNames(line: string): string[] {
  const told = reporter.exec(line)?.[1];
  if (told === undefined) return [];
  const names = splitHan(told).map((name) => (name.length > 3 ? name.replace(said, '') : name));
  const end = names.findIndex((name) => !isHanName(name));
  return end < 0 ? names : names.slice(0, end);
}

const closing = new RegExp(
  String.raw`[。！？”』」…](?:[（(]|——|—)\s{0,2}(?:文[/／])?(${group})(?:\s+[\p{Script=Han}]{2,4}(?:报道|報道|電|电))?\s{0,2}[）)]?$`,
  'u',
);

const said = /(?:报道|報道|報導|摄影|攝影|整理|综合|綜合)$/u;

/** Names in brackets at the end of the last paragraph: `……开通。（甲某 乙某）`. */
export function closingNames(line: string): string[] {
  const told = closing.exec(line.slice(-60))?.[1];
  const names = told === undefined ? [] : splitHan(told);
  return names.every(isHanName) ? names : [];
}

function splitHan(names: string): string[] {
  const parts = names.split(/[ 　、,，]+/u).filter((part) => part !== '');
  return parts.length === 2 && parts.every((part) => part.length === 1) ? [parts.join('')] : parts;
}
