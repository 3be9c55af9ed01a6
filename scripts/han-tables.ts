type Lines = readonly (readonly [string, readonly string[]])[];

/** Every pair of these dictionaries is one character written in two ways. */
const variants = [
  'TSCharacters',
  'STCharacters',
  'TWVariants',
  'TWVariantsRev',
  'HKVariants',
  'HKVariantsRev',
];

/** Japanese forms that Chinese uses as characters of their own. */
const otherInChinese = '弁欠沪芸浜糸缶萌瓶余予';

const phrases = [
  'TWPhrases',
  'TWPhrasesRev',
  'HKPhrases',
  'HKPhrasesRev',
  'TSPhrases',
  'STPhrases',
];

/** The module of characters that are written for each other. */
export async function classesText(): Promise<string> {
  const lines = (await characterClasses()).map((one) => one.join(''));
  return module(
    'hanClasses',
    'Characters written for each other, classes parted by spaces; the first of each stands for all.',
    lines,
  );
}

/** The module of what one region calls otherwise than another, folded to the classes. */
export async function phrasesText(): Promise<string> {
  const stands = new Map(
    (await characterClasses()).flatMap(([first = '', ...others]) =>
      others.map((one) => [one, first] as const),
    ),
  );
  const folded = (text: string) => [...text].map((one) => stands.get(one) ?? one).join('');
  const pairs = new Set<string>();
  for (const [one, others] of (await Promise.all(phrases.map(dictionary))).flat()) {
    for (const other of others) {
      const [first = '', second = ''] = [folded(one), folded(other)].sort();
      if (first !== second && [...first].length > 1 && [...second].length > 1) {
        pairs.add(`${first}=${second}`);
      }
    }
  }
  return module(
    'regionalPhrases',
    'What regions call differently, in pairs parted by spaces, folded by hanClasses.',
    [...pairs].sort(),
  );
}

/** Classes of characters, the simplified one first. */
async function characterClasses(): Promise<string[][]> {
  const pairs = (await Promise.all(variants.map(dictionary)))
    .flat()
    .flatMap(([one, others]) => others.map((other) => [one, other] as const))
    .filter((pair) => pair.every(isOne));
  const chinese = new Set(pairs.flat());
  const japanese = (await dictionary('JPShinjitaiCharacters')).flatMap(
    ([one, [old = '', ...more]]) =>
      chinese.has(one) || otherInChinese.includes(one) || more.length > 0 || !isOne(old)
        ? []
        : [[one, old] as const],
  );
  const simplified = await simplifiedOnes();
  return [...new Set(joined([...pairs, ...japanese]).values())]
    .map((all) => [...all].sort((one, other) => rank(one, simplified) - rank(other, simplified)))
    .sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
}

/** Each character with all that pairs lead to from it. */
function joined(pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const [one, other] of pairs) {
    const all = new Set([...(sets.get(one) ?? [one]), ...(sets.get(other) ?? [other])]);
    for (const member of all) sets.set(member, all);
  }
  return sets;
}

/** How often each character is what traditional ones become. */
async function simplifiedOnes(): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const [, [first = '']] of await dictionary('TSCharacters')) {
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return counts;
}

const rank = (one: string, simplified: ReadonlyMap<string, number>): number =>
  (one.codePointAt(0) ?? 0) - 0x200000 * (simplified.get(one) ?? 0);

const isOne = (text: string): boolean => [...text].length === 1;

async function dictionary(name: string): Promise<Lines> {
  const { default: text } = (await import(`opencc-js/dict/${name}`)) as { default: string };
  return text.split('|').map((line) => {
    const [one = '', ...others] = line.split(' ');
    return [one, others];
  });
}

function module(name: string, says: string, words: readonly string[]): string {
  return `// Made by scripts/make-han-tables.ts of OpenCC's dictionaries (Apache-2.0, docs/NOTICE.md).
/** ${says} */
export const ${name} =
  '${words.join(' ')}';
`;
}
