/** The addresses of copies that a setting lists, parted by commas. */
export const mirrorsNamed = (text: string): readonly string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
