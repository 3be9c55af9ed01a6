/** Numbers as words of the main languages, from two on: one is an article or a pronoun in most of them.
 * Left out is what is another word as often: Spanish once and dos, German elf, French sept and neuf. */
const values: ReadonlyMap<string, number> = valuesOf(
  [2, 'two zwei deux два две двух двум двумя'],
  [3, 'three drei trois tres три трёх трех трём трем'],
  [4, 'four vier quatre cuatro четыре четырёх четырех четырём четырем'],
  [5, 'five fünf cinq cinco пять пяти'],
  [6, 'six sechs seis шесть шести'],
  [7, 'seven sieben siete семь семи'],
  [8, 'eight acht huit ocho восемь восьми'],
  [9, 'nine neun nueve девять девяти'],
  [10, 'ten zehn dix diez десять десяти'],
  [11, 'eleven onze одиннадцать одиннадцати'],
  [12, 'twelve zwölf douze doce двенадцать двенадцати'],
  [13, 'thirteen dreizehn treize trece тринадцать тринадцати'],
  [14, 'fourteen vierzehn quatorze catorce четырнадцать четырнадцати'],
  [15, 'fifteen fünfzehn quinze quince пятнадцать пятнадцати'],
  [16, 'sixteen sechzehn шестнадцать шестнадцати'],
  [17, 'seventeen siebzehn семнадцать семнадцати'],
  [18, 'eighteen achtzehn восемнадцать восемнадцати'],
  [19, 'nineteen neunzehn девятнадцать девятнадцати'],
  [20, 'twenty zwanzig vingt veinte двадцать двадцати'],
  [30, 'thirty dreißig trente treinta тридцать тридцати'],
  [40, 'forty vierzig quarante cuarenta сорок сорока'],
  [50, 'fifty fünfzig cinquante cincuenta пятьдесят пятидесяти'],
  [60, 'sixty sechzig soixante sesenta шестьдесят шестидесяти'],
  [70, 'seventy siebzig setenta семьдесят семидесяти'],
  [80, 'eighty achtzig ochenta восемьдесят восьмидесяти'],
  [90, 'ninety neunzig noventa девяносто'],
);

/** What multiplies a number, or stands for about so many alone. */
const scales: ReadonlyMap<string, number> = valuesOf(
  [12, 'dozen dozens dutzend'],
  [1e2, 'hundred hundreds hundert hunderte сотня сотни сотен'],
  [1e3, 'thousand thousands tausend tausende тысяча тысячи тысяч тыс'],
  [1e5, 'lakh lakhs'],
  [1e6, 'million millions millionen millón millones миллион миллиона миллионов млн mio'],
  [1e7, 'crore crores'],
  [1e9, 'billion billions bn'],
  [1e12, 'trillion trillions tn'],
);
/** Ten hundred millions where a billion is a thousand of them: told apart from billions for that. */
const milliards =
  'milliarde milliarden milliard milliards миллиард миллиарда миллиардов mrd млрд'.split(' ');
/** Scales that are other words and units, so that they count behind a number only, or behind money. */
const behindNumbers = valuesOf([1e3, 'mil mille']);
const behindMoney = valuesOf([1e3, 'k'], [1e6, 'm'], [1e9, 'b']);
const ideographs = valuesOf(
  [1e2, '百'],
  [1e3, '千'],
  [1e4, '万 萬 만'],
  [1e8, '亿 億 억'],
  [1e12, '조'],
);

function valuesOf(...rows: readonly (readonly [number, string])[]): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)),
  );
}

/** Any of some words, the longest first. */
const any = (words: Iterable<string>): string =>
  [...words].sort((one, other) => other.length - one.length).join('|');
const wordsFrom = (least: number, most: number): string =>
  any([...values].flatMap(([word, value]) => (value >= least && value <= most ? [word] : [])));
const [tens, ones] = [wordsFrom(20, 90), wordsFrom(2, 9)];
const end = '(?![\\p{L}\\p{N}])';
const long = any([...scales.keys(), ...milliards]);

/** A number in words, a pattern for flags `iu`: `three`, `twenty-one`, `fünfundzwanzig`. A scale alone
 * is one too: `hundreds`. */
export const numberWord = `(?<![\\p{L}\\p{N}])(?:(?:${tens})[- ](?:${ones}|one|un|uno|один|одна|одного)|(?:${ones}|ein)und(?:${tens})|${any(values.keys())}|${long})${end}`;

/** Scales behind a number, a pattern for flags `iu`: ` million`, `万`, `bn`. */
export const numberScales = `(?:[ \\u00a0-]?(?:${any([long, any(behindNumbers.keys()), any(behindMoney.keys())])})${end}|[${[...ideographs.keys()].join('')}])*`;

/** The value of what `numberWord` matches, in lower case. */
export function wordValue(text: string): number {
  const known = values.get(text);
  if (known !== undefined) return known;
  const [one = '', ten = ''] = text.includes('und')
    ? text.split('und')
    : text.split(/[- ]/).reverse();
  const value = values.get(ten);
  // A scale alone, and what it multiplies is one.
  return value === undefined ? scaleValue(text, false) : value + (values.get(one) ?? 1);
}

const scalesIn = (text: string): readonly string[] =>
  text.match(new RegExp(`[${[...ideographs.keys()].join('')}]|\\p{L}+`, 'gu')) ?? [];

/** What scales multiply by, in lower case. */
export const scaleValue = (text: string, isMoney: boolean): number =>
  scalesIn(text).reduce((product, word) => product * factorOf(word, isMoney), 1);

/** What of some scales, in lower case, multiplies nothing because it counts behind money only: ` m`. */
export const uncountedScales = (text: string, isMoney: boolean): string =>
  scalesIn(text)
    .map((word) => (!isMoney && behindMoney.has(word) ? ` ${word}` : ''))
    .join('');

const factorOf = (word: string, isMoney: boolean): number =>
  scales.get(word) ??
  ideographs.get(word) ??
  behindNumbers.get(word) ??
  (milliards.includes(word) ? 1e9 : isMoney ? (behindMoney.get(word) ?? 1) : 1);

/** Whether milliards are among some scales, in lower case. */
export const hasMilliards = (text: string): boolean =>
  milliards.some((word) => text.includes(word));
