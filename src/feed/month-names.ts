/** Month names from January on, as feeds write them: enough letters to tell, without accents. */
const languages: readonly string[] = [
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'janv fev mars avr mai juin juil aout sept octo nov dece', // French
  'janu feb marz apri mai juni juli augu sept okt nov dez', // German
  'jan feb maer apr mai jun jul aug sep okt nov dez',
  'ene feb mar abr may jun jul ago sep oct nov dic', // Spanish
  'jan fev mar abr mai jun jul ago set out nov dez', // Portuguese
  'gen feb mar apr mag giu lug ago set ott nov dic', // Italian
  'jan feb mrt apr mei jun jul aug sep okt nov dec', // Dutch
  'jan feb maar apr maj jun jul aug sep okt nov dec', // Dutch, Danish, Swedish
  'stycz lut mar kwi maj czer lip sie wrz paz lis gru', // Polish
  'oca sub mar nis mayi haz tem agu eyl eki kas ara', // Turkish
  'januar feb marc apr maj jun jul aug szep okt nov dec', // Hungarian
  'янв фев мар апр мая июн июл авг сен окт ноя дек', // Russian
  'янв фев мар апр май июн июл авг сен окт ноя дек',
  'січ лют бер кві тра чер лип сер вер жов лис гру', // Ukrainian
  'ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ', // Greek
  'ιαν φεβ μαρ απρ μαϊ ιουν ιουλ αυγ σεπ οκτ νοε δεκ',
];

const months = new Map<string, number>(
  languages.flatMap((language) =>
    language.split(' ').map((name, index) => [plainLetters(name), index + 1] as const),
  ),
);

/** The month (1 to 12) a word names or abbreviates, or undefined. */
export function monthNumber(word: string): number | undefined {
  const letters = plainLetters(word);
  for (let length = Math.min(6, letters.length); length >= 3; length -= 1) {
    const month = months.get(letters.slice(0, length));
    if (month !== undefined) return month;
  }
  return undefined;
}

function plainLetters(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
