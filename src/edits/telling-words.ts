/** Words that turn a sentence round, by language; in Chinese not where they are part of another word. */
const negations = new RegExp(
  [
    `不(?![断斷仅僅过過同但少久论論管料幸满滿安良锈鏽动動必])|没有?|沒有?|未(?![来來必婚])|无(?![线線锡錫疑论論数數限人])|無(?![線錫疑論數限人])|非(?![常洲典])|否认|否認|勿`,
    String.raw`(?<![\p{L}])(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|denie[sd]|deny|\p{L}+n['’]t)(?![\p{L}])`,
    String.raw`(?<![\p{L}])(?:nicht|nichts|kein(?:e[mnrs]?)?|nie|niemals|niemand|ohne|weder)(?![\p{L}])`,
    String.raw`(?<![\p{L}])(?:ne|n(?=['’])|pas|jamais|aucune?|rien|sans|personne)(?![\p{L}])`,
    String.raw`(?<![\p{L}])(?:nunca|jamás|ningun[oa]?|ningún|nadie|tampoco|sin)(?![\p{L}])`,
    String.raw`(?<![\p{L}])(?:не|нет|ни|никогда|никто|ничего|без)(?![\p{L}])`,
    `ない|なかった|ません|なく(?:て)?|ず(?=に)|まい(?=。)`,
  ].join('|'),
  'giu',
);

/** Words that say how sure something is, and on whose word. */
const certainties = new RegExp(
  [
    `据称|據稱|据报|據報|据悉|據悉|据传|據傳|涉嫌|疑似|疑为|疑為|怀疑|懷疑|可能|或许|或許|也许|也許|恐怕|似乎|大概|声称|聲稱|所谓|所謂|传闻|傳聞|网传|網傳|被指|未经证实|未經證實|确认|確認|证实|證實`,
    String.raw`(?<![\p{L}])(?:alleged(?:ly)?|alleges?|allegations?|reported(?:ly)?|apparent(?:ly)?|suspected(?:ly)?|suspects?|accused|claim(?:s|ed)?|purported(?:ly)?|rumou?red|unconfirmed|confirm(?:s|ed)?|likely|possib(?:le|ly)|probabl[ey]|perhaps|may|might|could|so-called|seems?|appears?)(?![\p{L}])`,
    String.raw`(?<![\p{L}])(?:mutmaßlich\p{L}*|angeblich\p{L}*|offenbar|vermutlich\p{L}*|möglicherweise|wohl|soll(?:en)?)(?![\p{L}])`,
    String.raw`(?<![\p{L}])(?:présumée?s?|supposée?s?|soupçonnée?s?|aurai(?:t|ent)|serai(?:t|ent)|prétendue?s?|probablement|peut-être)(?![\p{L}])`,
    String.raw`(?<![\p{L}])(?:presunt[oa]s?|supuest[oa]s?|supuestamente|presuntamente|habría[n]?|posiblemente|quizás?)(?![\p{L}])`,
    String.raw`(?<![\p{L}])(?:якобы|предположительно|предполагаем\p{L}*|возможно|вероятно|подозрева\p{L}*)(?![\p{L}])`,
    `とみられ|疑い|容疑|可能性|模様|らしい|とされ|かもしれ`,
  ].join('|'),
  'giu',
);

/** The negations of a text in order, in lower case. */
export const toldNegations = (text: string): readonly string[] => wordsLike(negations, text);
/** The words of certainty of a text in order, in lower case. */
export const toldCertainties = (text: string): readonly string[] => wordsLike(certainties, text);

const wordsLike = (pattern: RegExp, text: string): readonly string[] =>
  (text.match(pattern) ?? []).map((word) => word.toLowerCase());

/** Words that hold sentences together and tell nothing themselves. */
const idle = new Set(
  'the a an of to in on at by for and or that this these those is are was were be been has have had it its as with from also then than so der die das den dem des ein eine und oder von zu im in le la les un une des de du et ou à el los las una y o en и в на с по 的 了 着 著 地 得 在 也 就 都 而 与 與 和 及 并 並 其 该 該 这 這 那 是 于 於 被 把 将 將 对 對 中 上 已 又 还 還 再 之 所 は が を に の と で も'.split(
    ' ',
  ),
);
/** Whether every word of a text is one of those. */
export const isIdle = (words: readonly string[]): boolean =>
  words.every((word) => idle.has(word.toLowerCase()));
