/** Languages whose words are stemmed, by their primary subtag (BCP 47). */
export const stemmed = ['en', 'fr', 'de', 'es', 'pt', 'it', 'nl', 'ru'] as const;

export type Stemmed = (typeof stemmed)[number];

/** An ending that goes, what stands in its place, and how long what stays must be. */
type Rule = readonly [ending: string, instead: string, least: number];

/** Steps of a language: of each the first rule that fits is applied. After the light stemmers of
 * J. Savoy (UniNE), on words without accents: endings of number, gender and common verb forms. */
const steps: Readonly<Record<Stemmed, readonly (readonly Rule[])[]>> = {
  en: [
    [
      ['sses', 'ss', 2],
      ['ies', 'y', 2],
      ['ied', 'y', 2],
      ['xes', 'x', 2],
      ['zes', 'z', 3],
      ['ches', 'ch', 2],
      ['shes', 'sh', 2],
      ['ss', 'ss', 0],
      ['us', 'us', 0],
      ['is', 'is', 0],
      ['s', '', 3],
    ],
    [
      ['eed', 'ee', 1],
      ['ing', '', 3],
      ['ed', '', 3],
    ],
    [
      ['bb', 'b', 2],
      ['dd', 'd', 2],
      ['gg', 'g', 2],
      ['mm', 'm', 2],
      ['nn', 'n', 2],
      ['pp', 'p', 2],
      ['rr', 'r', 2],
      ['tt', 't', 2],
    ],
    [['e', '', 3]],
  ],
  fr: [
    [['aux', 'al', 3]],
    [['x', '', 4]],
    [['s', '', 4]],
    [['r', '', 4]],
    [['e', '', 3]],
    [['e', '', 4]],
  ],
  de: [
    [
      ['innen', '', 4],
      ['nen', '', 4],
      ['ern', '', 4],
      ['en', '', 4],
      ['es', '', 4],
      ['er', '', 4],
      ['em', '', 4],
    ],
    [
      ['n', '', 4],
      ['e', '', 4],
      ['s', '', 4],
    ],
  ],
  es: [
    [
      ['ces', 'z', 2],
      ['es', '', 4],
      ['os', '', 3],
      ['as', '', 3],
      ['o', '', 4],
      ['a', '', 4],
      ['e', '', 4],
    ],
  ],
  pt: [
    [
      ['oes', 'ao', 2],
      ['aes', 'ao', 2],
      ['ais', 'al', 2],
      ['eis', 'el', 2],
      ['ns', 'm', 2],
      ['es', '', 4],
      ['s', '', 3],
    ],
    [
      ['o', '', 4],
      ['a', '', 4],
      ['e', '', 4],
    ],
  ],
  it: [
    [
      ['che', 'c', 3],
      ['chi', 'c', 3],
      ['ghe', 'g', 3],
      ['ghi', 'g', 3],
      ['io', '', 4],
      ['ia', '', 4],
      ['ie', '', 4],
      ['i', '', 4],
      ['e', '', 4],
      ['a', '', 4],
      ['o', '', 4],
    ],
  ],
  nl: [
    [
      ['en', '', 3],
      ['s', '', 4],
      ['e', '', 4],
    ],
  ],
  ru: [
    [
      ['иями', '', 3],
      ['ями', '', 3],
      ['ами', '', 3],
      ['ого', '', 3],
      ['его', '', 3],
      ['ому', '', 3],
      ['ему', '', 3],
      ['ыми', '', 3],
      ['ими', '', 3],
      ['иях', '', 3],
      ['ах', '', 3],
      ['ях', '', 3],
      ['ов', '', 3],
      ['ев', '', 3],
      ['ей', '', 3],
      ['ам', '', 3],
      ['ям', '', 3],
      ['ом', '', 3],
      ['ем', '', 3],
      ['ии', '', 3],
      ['ия', '', 3],
      ['ие', '', 3],
      ['ий', '', 3],
      ['ыи', '', 3],
      ['ый', '', 3],
      ['ой', '', 3],
      ['ая', '', 3],
      ['яя', '', 3],
      ['ое', '', 3],
      ['ые', '', 3],
      ['ых', '', 3],
      ['их', '', 3],
      ['ую', '', 3],
      ['юю', '', 3],
      ['а', '', 3],
      ['я', '', 3],
      ['о', '', 3],
      ['е', '', 3],
      ['и', '', 3],
      ['ы', '', 3],
      ['у', '', 3],
      ['ю', '', 3],
      ['ь', '', 3],
    ],
  ],
};

const word = /^\p{L}{4,30}$/u;

/**
 * The stem of a search word (folded, so without accents) in a language: what its forms have in common.
 * Words of fewer than four letters are their own stems. A stem only ever adds to what is found; the
 * word as it is written is indexed too.
 */
export function stemOf(written: string, language: Stemmed): string {
  if (!word.test(written)) return written;
  return steps[language].reduce(applyStep, written);
}

function applyStep(written: string, rules: readonly Rule[]): string {
  for (const [ending, instead, least] of rules) {
    if (written.endsWith(ending) && written.length - ending.length >= least) {
      return written.slice(0, written.length - ending.length) + instead;
    }
  }
  return written;
}

/** The stemmed language of a BCP 47 tag; undefined when words of it are taken as they are. */
export function stemmedLanguage(tag: string): Stemmed | undefined {
  const [primary] = tag.toLowerCase().split('-');
  return stemmed.find((one) => one === primary);
}
