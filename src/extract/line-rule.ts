/** A reason to leave out a line, with the words that say so. */
export interface LineRule {
  readonly reason: string;
  /** Characters of a line that may be this, at most. */
  readonly most: number;
  readonly words: RegExp;
}

/** The pattern is given in parts of one alternative; case is no matter, so it has no `\p{Lu}`. */
export const lineRule = (
  reason: string,
  most: number,
  alternatives: readonly string[],
): LineRule => ({
  reason,
  most,
  words: new RegExp(alternatives.join('|'), 'iu'),
});

/** The first of some rules that a line answers to. */
export const ruleOf = (rules: readonly LineRule[], text: string): LineRule | undefined =>
  rules.find(({ most, words }) => text.length <= most && words.test(text));
