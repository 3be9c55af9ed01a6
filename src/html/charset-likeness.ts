import type { Charset } from './charset-names.ts';

/** How a language looks: its frequent and its other letters, and the charsets it was written in. */
interface Likeness {
  readonly charsets: readonly Charset[];
  /** Share of frequent characters in ordinary text; scores are told as a part of it. */
  readonly usual: number;
  readonly weights: ReadonlyMap<string, number>;
  /** Letters stand among ASCII letters (Latin), or in words of their own, with case or without. */
  readonly letters?: 'latin' | 'cased' | 'uncased';
}

const markWeight = 0.5;
const marks = '“”‘’„–—…«»·•°©®£€§\u00a0';

function likeness(
  charsets: string,
  usual: number,
  frequent: string,
  rare = '',
  letters?: Likeness['letters'],
): Likeness {
  const weights = new Map<string, number>([...marks].map((mark) => [mark, markWeight]));
  for (const letter of rare + rare.toUpperCase()) weights.set(letter, 0.3);
  for (const letter of frequent) weights.set(letter, 1);
  if (letters === 'latin' || letters === 'cased') {
    for (const letter of frequent.toUpperCase()) weights.set(letter, 0.9);
  }
  return {
    charsets: charsets.split(' '),
    usual,
    weights,
    ...(letters === undefined ? {} : { letters }),
  };
}

const kana = Array.from({ length: 0x30fc - 0x3041 + 1 }, (_, at) =>
  String.fromCodePoint(0x3041 + at),
);
const hebrew = Array.from({ length: 27 }, (_, at) => String.fromCodePoint(0x5d0 + at)).join('');

/** Frequent characters of running text; a reading in the wrong charset hits few of them. */
const likenesses: readonly Likeness[] = [
  likeness(
    'gb18030 big5',
    0.5,
    '的一是不了在人有我他这個个們们中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并並物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系气氣题題活尔爾更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指克许許统統区區保至社便空治展科司五基书書非则則听聽白却卻界达達光放强強即像难難且权權思王完设設式色路记記南品住告类類求据據程北边邊该該交规規万萬取望觉覺领領共确確传傳师師观觀清今切院让讓识識带帶导導争爭运運，。、：；「」《》（）？！',
  ),
  likeness(
    'shift_jis euc-jp',
    0.6,
    `${kana.join('')}、。「」・日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法`,
  ),
  likeness(
    'euc-kr',
    0.5,
    '이다는을에의가한고하지로도를사은기리어인그아대나자있서시라해일수것부정만보게과원으들장전여스구상주제동등안공비았했말우신오성국조유할되위면선문경거당회세요니습입년월무소물진용개중트드마음모생관계때없까더방실',
  ),
  likeness(
    'windows-1251 koi8-r iso-8859-5 ibm866 x-mac-cyrillic ibm855',
    0.85,
    'оеаинтсрвлкмдпу',
    'яыьгзбчйхжшюцщэфъёіїєґў',
    'cased',
  ),
  likeness('iso-8859-7', 0.85, 'αοιετσνηυρπκμλςίόάέή', 'ωδγχθφβξζψύώϊϋΐΰ', 'cased'),
  likeness('windows-1255', 1, hebrew, '', 'uncased'),
  ...['éèàêçôâîûùëïœ', 'äöüß', 'áéíóúñü¿¡', 'áéíóúãõâêôçà', 'àèéìòù', 'åäöæøé'].map((letters) =>
    likeness('windows-1252', 0.95, letters, '', 'latin'),
  ),
  ...['ąćęłńóśźż', 'áéíóúýčďěňřšťůžľĺôŕä', 'áéíóúöüőű', 'čćžšđ', 'ăâîşţ'].map((letters) =>
    likeness('windows-1250 iso-8859-2', 0.95, letters, '', 'latin'),
  ),
  likeness('windows-1254', 0.95, 'çğıöşüİâî', '', 'latin'),
];

/** Every charset that can be told by its looks, the likelier first. */
export const tellableCharsets: readonly Charset[] = [
  ...new Set(likenesses.flatMap((language) => language.charsets)),
];

/** How far text read in a charset looks like a language that was written in it: at most 1. */
export function likenessOf(charset: Charset, text: string): number {
  let best = -1;
  for (const language of likenesses) {
    if (language.charsets.includes(charset)) best = Math.max(best, score(text, language));
  }
  return best;
}

function score(text: string, language: Likeness): number {
  let sum = 0;
  let count = 0;
  let before = ' ';
  const characters = [...text];
  characters.forEach((character, at) => {
    if (character > '\u007f') {
      count += 1;
      sum += weigh(character, before, characters[at + 1] ?? ' ', language);
    }
    before = character;
  });
  return count === 0 ? 0 : Math.min(1, sum / count / language.usual);
}

function weigh(character: string, before: string, after: string, language: Likeness): number {
  const weight = language.weights.get(character);
  if (weight === undefined)
    return language.letters === undefined && isIdeograph(character) ? 0 : -1;
  if (language.letters === undefined || weight === markWeight) return weight;
  const amongAscii = isAsciiLetter(before) || isAsciiLetter(after);
  if (amongAscii !== (language.letters === 'latin')) return 0.2 * weight;
  const misplaced = language.letters === 'cased' && isUpper(character) && isLetter(before);
  return misplaced ? 0.2 * weight : weight;
}

function isIdeograph(character: string): boolean {
  return (
    (character >= '\u4e00' && character <= '\u9fff') ||
    (character >= '\uac00' && character <= '\ud7a3') ||
    (character >= '\u3000' && character <= '\u30ff') ||
    (character >= '\uff01' && character <= '\uff5e')
  );
}

function isAsciiLetter(character: string): boolean {
  return /^[A-Za-z]$/.test(character);
}

function isUpper(character: string): boolean {
  return character !== character.toLowerCase();
}

function isLetter(character: string): boolean {
  return /^\p{L}$/u.test(character);
}
