const digitRun = /[0-9\uff10-\uff19]+(?:[.,·\u00a0\u202f'’][0-9\uff10-\uff19]+)*/g;
/** Chinese numerals are numbers where something is counted by them; alone they are parts of words. */
const counted =
  /[〇零一二两兩三四五六七八九十百千万萬亿億]+(?=[人名位个個只隻件宗起次年月日号號天周週歲岁元块塊美欧歐亿億万萬多余餘分成倍度米公吨噸%％间間家所条條届屆级級户戶辆輛架艘枚股里])|[〇零一二两兩三四五六七八九十百千万萬亿億]{2,}/g;
const idioms = /^(?:一一|万一|萬一|千万|千萬|十分|百万一|一千零一)$/;
const months =
  /\b(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b/;
const weekdays =
  /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:星期|礼拜|禮拜|[周週])[一二三四五六日天]|\b(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b|понедельник|вторник|сред[ау]|четверг|пятниц|суббот|воскресень/i;

/** Addresses and marks of letters and digits: their digits count nothing. Begun only where no mark goes
 * on, else each place in a row of hyphens would look through all of it. */
const notCounting =
  /https?:\/\/[!-~]+|(?<![\p{L}\p{N}_-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{6,}/gu;

/** The numbers a text tells, each by its value: no groups, no width, Chinese numerals as digits. */
export function toldNumbers(text: string): readonly string[] {
  const read = text
    .replace(notCounting, '')
    .replace(/百分之([\d〇零一二两三四五六七八九十百]+)/g, '$1%');
  const arabic = (read.match(digitRun) ?? []).map(bare);
  const han = (read.replace(digitRun, '0').match(counted) ?? [])
    .filter((number) => !idioms.test(number))
    .map(hanValue);
  return [...arabic, ...han];
}

/** `1,000`, `1 000` and `１０００` tell the same; `1,5` and `15` do not. */
function bare(number: string): string {
  return number
    .normalize('NFKC')
    .replace(/[,\u00a0\u202f '’](?=\d{3}(?!\d))/g, '')
    .replace(/\.(?=\d{3}\.)/g, '');
}

const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const powers: Readonly<Record<string, number>> = {
  万: 1e4,
  萬: 1e4,
  亿: 1e8,
  億: 1e8,
};
const digit = (character: string): number =>
  '〇一二三四五六七八九'.indexOf({ 零: '〇', 两: '二', 兩: '二' }[character] ?? character);

/** The value of a Chinese numeral in digits: `三百五十` 350, `二〇二六` 2026. */
function hanValue(numeral: string): string {
  const characters = [...numeral];
  if (characters.every((one) => digit(one) >= 0)) return characters.map(digit).join('');
  let [total, part, last] = [0, 0, 0];
  for (const one of characters) {
    const [unit, power] = [units[one], powers[one]];
    if (power !== undefined) {
      total = (total + part + last || 1) * power;
      [part, last] = [0, 0];
    } else if (unit !== undefined) {
      part += (last || 1) * unit;
      last = 0;
    } else last = digit(one);
  }
  return String(total + part + last);
}

/** Whether two texts are one number in other writing: `一` and `1`, `8%` and `百分之八`. */
export function isSameNumber(one: string, other: string): boolean {
  const [value, same] = [numberIn(one), numberIn(other)];
  return value !== undefined && value === same;
}

function numberIn(text: string): string | undefined {
  const [, percent = '', numeral = ''] =
    /^\s*(百分之)?([\d\uff10-\uff19.,]+|[〇零一二两兩三四五六七八九十百千万萬亿億]+)[%％]?\s*$/.exec(
      text,
    ) ?? [];
  if (numeral === '') return undefined;
  const value = /[\d\uff10-\uff19]/.test(numeral) ? bare(numeral) : hanValue(numeral);
  return percent !== '' || /[%％]/.test(text) ? `${value}%` : value;
}

/** Whether a text tells a day or a time of day. */
export function tellsMoment(text: string): boolean {
  return (
    /\d{4}-\d{1,2}-\d{1,2}|[\d\uff10-\uff19]{1,4}[年月日号號]|\d{1,2}[:：]\d{2}/.test(text) ||
    months.test(text) ||
    weekdays.test(text)
  );
}

/** The days of a week or months a text names. */
export function toldMoments(text: string): string {
  const all = new RegExp(`${months.source}|${weekdays.source}`, 'gi');
  return (text.match(all) ?? []).join(' ').toLowerCase();
}
