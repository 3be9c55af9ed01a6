/** A piece of an XPath expression; `at` counts characters from 0. */
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

/** Why an expression cannot be used, in words that follow its name. */
export interface XPathFault {
  readonly fault: string;
}

/** What may stand in a rule: longer ones are no paths to an element of a page. */
const longest = 4000;
const pieces =
  /\s*(?:("[^"]*"|'[^']*')|(\d+(?:\.\d*)?|\.\d+)|([\p{L}_][\p{L}\p{M}\p{N}_.-]*(?::(?!:)[\p{L}_][\p{L}\p{M}\p{N}_.-]*)?)|(::|\/\/|\.\.|!=|<=|>=|[/.@*()[\],|+\-=<>]))/uy;

/** Cuts an expression of XPath 1.0 into tokens (its section 3.7); the last is of kind `end`. */
export function xpathTokens(text: string): readonly Token[] | XPathFault {
  if (text.length > longest) return { fault: `is longer than ${longest} characters` };
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    pieces.lastIndex = at;
    const match = pieces.exec(text);
    if (match === null) {
      return { fault: `cannot be read from “${text.slice(at).trim().slice(0, 20)}” on` };
    }
    tokens.push(tokenOf(match, at));
    at = pieces.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', at }];
}

function tokenOf(match: RegExpExecArray, at: number): Token {
  const [, string, number, name, sign = ''] = match;
  if (string !== undefined) return { kind: 'string', text: string.slice(1, -1), at };
  if (number !== undefined) return { kind: 'number', text: number, at };
  if (name !== undefined) return { kind: 'name', text: name, at };
  return { kind: 'sign', text: sign, at };
}
