import { type Markup, markup, type Piece } from './markup.ts';

/** Languages that are written without spaces. */
const spaceless = /^(zh|ja)\b/i;
const wordy = /[\p{L}\p{N}]/u;
/** Words of one letter that belong to what comes behind them; all others end what stands before. */
const leading: ReadonlySet<string> = new Set(
  '在和与與及或对對将將被把为為向从從同让讓给給称稱遭致是有也都就还還再又最很不无無未说說拟擬需应應可要大多新高小老各全总總每首本该該此其正已刚剛仍曾只更均并並而但若如因由自至到超近逾約约非反亲親副前第',
);

const segmenters = new Map<string, Intl.Segmenter>();
/** Kept, for words are slow to find and the same titles are shown again and again. */
const known = new Map<string, Markup>();
const mostKnown = 4096;
/** Letters that fit into the narrowest line at the largest size. */
const longest = 8;

/**
 * A title with each of its words in an element (`<span>`) that the stylesheet keeps in one line, where its
 * language (BCP 47) is written without spaces. No character comes in between, and no `<wbr>`, which screen
 * readers are told as a space: copied, read aloud and searched, the text is what it was.
 */
export function headlineWords(title: string, language: string): Piece {
  const [tag] = spaceless.exec(language) ?? [];
  if (tag === undefined) return title;
  const key = `${tag.toLowerCase()} ${title}`;
  const made =
    known.get(key) ?? markup`${unbroken(wordsOf(title, tag.toLowerCase())).map(inOneLine)}`;
  if (known.size >= mostKnown) known.clear();
  known.set(key, made);
  return made;
}

function inOneLine(part: string): Markup {
  const { length } = [...part];
  const isWord = length > 1 && length <= longest && wordy.test(part);
  return isWord ? markup`<span>${part}</span>` : markup`${part}`;
}

function wordsOf(title: string, language: string): readonly string[] {
  const segmenter =
    segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, segmenter);
  return Array.from(segmenter.segment(title), ({ segment }) => segment);
}

/** Words joined where no line may end between them; spaces, dashes and the like stand alone, for browsers
 * know them. */
function unbroken(words: readonly string[]): readonly string[] {
  const kinds = words.map(kindOf);
  const parts: string[] = [];
  for (const [at, word] of words.entries()) {
    if (at === 0 || mayPart(kinds, at)) parts.push(word);
    else parts.push((parts.pop() ?? '') + word);
  }
  return parts;
}

/** `letter`: a single one, as the segmenter gives names that it does not know, and endings. */
type Kind = 'word' | 'letter' | 'leading' | 'ending' | 'other';

const kindsOf: readonly (readonly [Kind, RegExp])[] = [
  ['leading', /^(?:\p{N}[\p{N}.,%‰]*|[\p{Ps}\p{Pi}])$/u],
  [
    'ending',
    /^(?:[\p{Pe}\p{Pf}，。、；：！？的了着过過们們得吗嗎呢吧等者]|\p{Script=Hiragana}{1,2})$/u,
  ],
  ['letter', /^\p{Script=Han}$/u],
  ['word', /^[\p{L}\p{M}\p{N}]/u],
];

const kindOf = (word: string): Kind =>
  leading.has(word) ? 'leading' : (kindsOf.find(([, form]) => form.test(word))?.[0] ?? 'other');

/** Whether a line may end before a word. */
function mayPart(kinds: readonly Kind[], at: number): boolean {
  const [kind, before] = [kinds[at], kinds[at - 1]];
  if (kind === 'other' || before === 'other') return true;
  if (kind === 'ending' || before === 'leading') return false;
  if (kind === 'letter' && before === 'letter') return false;
  // Letters in a row are a name; one alone ends the word before it, or begins the one behind.
  if (kind === 'letter') return before === 'ending' || kinds[at + 1] === 'letter';
  return before !== 'letter' || /letter|word|leading/.test(kinds[at - 2] ?? '');
}
