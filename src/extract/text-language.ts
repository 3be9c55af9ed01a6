/** Characters that only Simplified or only Traditional Chinese writes, the frequent ones. */
const simplified =
  '们这来为国会时对过发说学经么没动进样现开从个实长机业问关点两间应战头体见产车东门书话气电数报给员条计决议该论设处变党总将让约单张师观记识认运军农办务区华队团领导争导术图场马风飞鱼鸟龙医药写兴亚严丰临举义乐习乡买卖仅传伤优价众';
const traditional =
  '們這來為國會時對過發說學經麼沒動進樣現開從個實長機業問關點兩間應戰頭體見產車東門書話氣電數報給員條計決議該論設處變黨總將讓約單張師觀記識認運軍農辦務區華隊團領導爭導術圖場馬風飛魚鳥龍醫藥寫興亞嚴豐臨舉義樂習鄉買賣僅傳傷優價眾';
const simplifiedSet = new Set(simplified);
const traditionalSet = new Set(traditional);

const stopWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    en: 'the and of to in that is was for on with as at by from has have it he said are be which this not',
    fr: 'le la les des et est une dans que qui pour pas sur au par plus avec ce son sont été du aux il elle',
    de: 'der die und das den von zu mit sich des auf für ist im nicht ein eine dem auch es an werden wurde',
    es: 'el la los las de que y en un una por con para del se no es al lo su como más ha fue',
    pt: 'o os as de que e em um uma por com para do da se não é ao dos mais foi são na no pelo',
    it: 'il lo la gli di che e in un una per con del della non è al si sono più da nel alla come ha',
    pl: 'w i z na się do nie że jest to o jak po od za przez ale dla co tym oraz już był jego są który która które',
    cs: 'a v na se je že s z do o i pro ve k od za po jako by byl která který jsou ale už ze si podle jeho',
    sk: 'a v na sa je že s z do o aj pre vo k od za po ako by bol ktorá ktorý sú ale už zo si podľa jeho',
    sv: 'och i att det som en på är av för med till den har inte om ett men de från så vid var kan han efter också',
    da: 'og i at det er en til på af for med den har ikke de som et der fra men om kan var han efter også blev sig',
    nb: 'og i at det er en til på av for med den har ikke de som et fra men om kan var han etter også ble seg sier',
    fi: 'ja on ei se että oli hän mutta ovat myös kun niin kuin mukaan joka sen tai jo vain ole olisi sekä jotka',
    hu: 'a az és hogy nem is egy meg van volt ez csak de már el ki még azt után szerint mint lesz vagy amely',
    ro: 'și în de la cu a pe din că nu o un să care este au fost pentru mai al ale sunt prin după sau',
    tr: 've bir bu da de için ile olarak çok olan gibi daha ne kadar sonra ise olduğu var en göre ancak değil',
    id: 'yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada oleh atau',
    vi: 'và của là có được cho không người trong một các với đã những này khi từ đến cũng để về ra tại',
    hr: 'i u je na se da za su od s a o kao što nije koji koja bi ili će iz ali samo prema još',
    sl: 'in je v na se da za so pa z ki ne bi s o kot tudi po ali od iz bo pri še ter',
    ca: 'el la els les de que i en un una per amb no és al del dels han més com ha també aquest però',
    et: 'ja on ei et see oli ka kui aga oma mis ning kes või ta selle nii pole siis juba',
    lv: 'un ir ar no uz par kas arī bet tika vai kā ka pēc lai to gan ko pie savu',
    lt: 'ir yra kad su į iš kaip bet ne tai buvo už tik jau apie po dar ar jo savo',
    nl: 'de het een van en in is dat op te voor met zijn die niet aan er om ook als bij door werd naar',
  }).map(([language, words]) => [language, new Set(words.split(' '))]),
);
/** Ranges of letters (UTF-16 code units) by script, the frequent first. */
const ranges: readonly (readonly [from: number, to: number, script: string])[] = [
  [0x4e00, 0x9fff, 'han'],
  [0x61, 0x7a, 'latin'],
  [0x41, 0x5a, 'latin'],
  [0x3041, 0x30fa, 'kana'],
  [0xac00, 0xd7a3, 'hangul'],
  [0xc0, 0x24f, 'latin'],
  [0x400, 0x52f, 'cyrillic'],
  [0x600, 0x6ff, 'arabic'],
  [0x370, 0x3ff, 'greek'],
  [0x590, 0x5ff, 'hebrew'],
  [0xe00, 0xe7f, 'thai'],
  [0x900, 0x97f, 'devanagari'],
  [0xf00, 0xfff, 'tibetan'],
  [0x1e00, 0x1eff, 'latin'],
  [0x3400, 0x4dbf, 'han'],
];
/** The languages of a script, the likeliest first; the page tells which of several. */
const scriptLanguages: ReadonlyMap<string, string> = new Map([
  ['cyrillic', 'ru uk bg sr mk be kk ky mn tg'],
  ['arabic', 'ar fa ur ps ug ckb'],
  ['greek', 'el'],
  ['hebrew', 'he yi'],
  ['thai', 'th'],
  ['devanagari', 'hi mr ne'],
  ['tibetan', 'bo dz'],
]);
const sampleLength = 1000;

/**
 * The language of a text as BCP 47, by its characters: `ja`, `ko`, `zh-Hans`, `zh-Hant`; for other
 * scripts the language the page declares where it is written so, else a vote of stop words among
 * en fr de es pt it nl; `und` when it cannot be told.
 */
export function textLanguage(text: string, declared = ''): string {
  const sample = text.slice(0, sampleLength);
  const counts = countScripts(sample);
  const of = (script: string): number => counts.get(script) ?? 0;
  const letters = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (letters === 0) return 'und';
  const east = of('han') + of('kana');
  if (of('hangul') > 0.3 * letters) return 'ko';
  if (east > 0.3 * letters) return of('kana') > 0.1 * east ? 'ja' : chinese(sample, declared);
  for (const [script, languages] of scriptLanguages) {
    if (of(script) > 0.4 * letters)
      return byLetters(script, sample) ?? declaredAmong(languages.split(' '), declared);
  }
  return latin(sample, declared);
}

function countScripts(text: string): ReadonlyMap<string, number> {
  const hits = new Array<number>(ranges.length).fill(0);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const range = ranges.findIndex(([from, to]) => code >= from && code <= to);
    if (range >= 0) hits[range] = (hits[range] ?? 0) + 1;
  }
  const counts = new Map<string, number>();
  ranges.forEach(([, , script], at) => {
    counts.set(script, (counts.get(script) ?? 0) + (hits[at] ?? 0));
  });
  return counts;
}

function chinese(text: string, declared: string): string {
  let simple = 0;
  let full = 0;
  for (const character of text) {
    if (simplifiedSet.has(character)) simple += 1;
    if (traditionalSet.has(character)) full += 1;
  }
  if (simple === full) return /^zh-(?:hant|tw|hk|mo)/i.test(declared) ? 'zh-Hant' : 'zh-Hans';
  return simple > full ? 'zh-Hans' : 'zh-Hant';
}

/** Letters that one language of a script writes and the likelier ones do not, the surest first. */
const ownLetters: readonly (readonly [script: string, language: string, letters: RegExp])[] = [
  ['cyrillic', 'kk', /[әғқңұһ]/giu],
  ['cyrillic', 'be', /[ў]/giu],
  ['cyrillic', 'uk', /[їєґ]/giu],
  ['cyrillic', 'mk', /[ѓќѕ]/giu],
  ['cyrillic', 'sr', /[ђћџ]/giu],
  ['cyrillic', 'mn', /[өү]/giu],
  ['cyrillic', 'ru', /[ыэё]/giu],
  ['cyrillic', 'bg', /[ъщ]/giu],
  ['arabic', 'ug', /[ېۆۈ]/gu],
  ['arabic', 'ckb', /[ڕڵێ]/gu],
  ['arabic', 'ur', /[ٹڈڑےں]/gu],
  ['arabic', 'ps', /[ټډړښڼ]/gu],
  ['arabic', 'fa', /[پچژگیک]/gu],
];

function byLetters(script: string, text: string): string | undefined {
  const own = ownLetters.find(
    ([of, , letters]) =>
      of === script && (text.match(letters)?.length ?? 0) >= Math.max(1, text.length / 150),
  );
  return own?.[1];
}

function declaredAmong(languages: readonly string[], declared: string): string {
  const own = primary(declared);
  return languages.includes(own) ? own : (languages[0] ?? 'und');
}

function primary(declared: string): string {
  const tag = /^([a-z]{2,3})(?:[-_]|$)/i.exec(declared.trim())?.[1]?.toLowerCase() ?? '';
  return renamed.get(tag) ?? tag;
}

/** Tags that ISO 639 gave up, still written by old programs. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['in', 'id'],
  ['iw', 'he'],
  ['ji', 'yi'],
  ['no', 'nb'],
]);

/** Languages not written in Latin letters: a page that declares one of them in Latin text errs. */
const notLatin = new Set('zh ja ko ru uk bg be mk el he yi ar fa ur ps th hi mr ne bo'.split(' '));

function latin(text: string, declared: string): string {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  let best = 'und';
  let most = 0;
  for (const [language, stops] of stopWords) {
    const hits = words.filter((word) => stops.has(word)).length;
    if (hits > most) {
      best = language;
      most = hits;
    }
  }
  const own = primary(declared);
  const sure = most >= 3 && most > 0.15 * words.length;
  if (own !== '' && !notLatin.has(own) && (!sure || !stopWords.has(own))) return own;
  return sure || (most >= 2 && most > 0.1 * words.length) ? best : 'und';
}
