/** The folders of the archive that this project succeeds, newer spelling first. */
export const outletSpellings: readonly (readonly [latin: string, chinese: string])[] = [
  ['reuters', '路透'],
  ['nyt', '纽约时报'],
  ['voa', '美国之音'],
  ['ft', '金融时报'],
  ['bbc', 'BBC'],
  ['rfi', '法广'],
  ['dw', '德国之声'],
  ['rfa', '自由亚洲电台'],
  ['cdt', '中国数字时代'],
];

/**
 * Which outlet a folder belongs to: `法广` and `rfi` are one, `BBC` and `bbc` too. The key is for
 * comparing, the title for list pages.
 */
export function outletIdentity(folder: string): { readonly key: string; readonly title: string } {
  const name = folder.normalize('NFC');
  const lower = name.toLowerCase();
  const known = outletSpellings.find(([latin, chinese]) => lower === latin || name === chinese);
  return known === undefined ? { key: lower, title: name } : { key: known[0], title: known[1] };
}

const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|git~\d+)(?:\.|$)/i;
const mostBytes = 120;

/**
 * A name that every file system takes for a folder, from a person's text. Han and other letters,
 * case and spaces stay; idempotent.
 */
export function outletFolderName(text: string): string {
  return safeName(text, 'outlet');
}

/** The page `lists/<name>.md` of a source's title. */
export function listPageName(title: string): string {
  return `lists/${safeName(title, 'untitled')}.md`;
}

function safeName(text: string, nameless: string): string {
  const plain = text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\ufffd]/gu, '')
    .normalize('NFC')
    .replace(/[/\\<>:"|?*]/g, '-')
    .replace(/ {2,}/g, ' ');
  const short = trimEnds(firstBytes(trimEnds(plain)));
  if (short === '') return nameless;
  return reserved.test(short) ? `_${short}` : short;
}

/** Leading dots hide a file; trailing dots and spaces are lost on Windows. */
function trimEnds(text: string): string {
  return text.replace(/^[. ]+/, '').replace(/(?<![. ])[. ]+$/, '');
}

function firstBytes(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > mostBytes) return kept;
    kept += character;
  }
  return kept;
}

/** A folder name from a title: lower case, words parted by `-`; Han stays. */
export function outletSlug(title: string): string {
  const words =
    title
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return outletFolderName(words.join('-'));
}
