/** A character of Chinese numerals, as a pattern. */
export const hanFigure = '[〇零一二两兩三四五六七八九十百千万萬亿億]';
/** Chinese numerals are numbers where something is counted by them; alone they are parts of words. */
const counted = new RegExp(
  `${hanFigure}+(?=[人名位个個只隻件宗起次年月日号號天周週歲岁元块塊美欧歐亿億万萬多余餘分成倍度米公吨噸%％間间家所条條届屆级級户戶辆輛架艘枚股里])|${hanFigure}{2,}`,
  'g',
);
const idioms = /^(?:一一|万一|萬一|千万|千萬|十分|百万一|一千零一)$/;

const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const powers: Readonly<Record<string, number>> = {
  万: 1e4,
  萬: 1e4,
  亿: 1e8,
  億: 1e8,
};
const digit = (character: string): number =>
  '〇一二三四五六七八九'.indexOf({ 零: '〇', 两: '二', 兩: '二' }[character] ?? character);

/** The values of the Chinese numerals in a text by which something is counted, as digits. */
export function toldHanNumerals(text: string): readonly string[] {
  return (text.match(counted) ?? []).filter((number) => !idioms.test(number)).map(hanValue);
}

/** The value of a Chinese numeral in digits: `三百五十` 350, `二〇二六` 2026. */
export function hanValue(numeral: string): string {
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
