/** Lists of feeds: whether every feed comes in, and goes out to an equal tree. */
import { documentKind, type FeedInput, formatOpml, parseOpml } from '../../src/feed/index.ts';

/** Prints how many outlines with an address are read, and how many lists come back equal. */
export function printOpml(
  documents: readonly { readonly file: string; readonly input: FeedInput }[],
): void {
  const lists = documents.filter(({ input }) => documentKind(input) === 'opml');
  let told = 0;
  let read = 0;
  let equal = 0;
  for (const { file, input } of lists) {
    const addresses = new Set(
      [...input.text.matchAll(/\sxmlUrl\s*=\s*["'](https?:[^"']+)/gi)].map(([, url]) => url),
    );
    const { title, outlines } = parseOpml(input);
    const feeds = new Set(outlines.flatMap((one) => one.xmlUrl ?? []));
    told += addresses.size;
    read += feeds.size;
    const again = parseOpml({ ...input, text: formatOpml({ title, outlines }) });
    const isEqual = JSON.stringify(again.outlines) === JSON.stringify(outlines);
    if (isEqual && again.warnings.length === 0) equal += 1;
    else console.log(`  not equal: ${file}`);
  }
  console.log(
    `\nOPML: ${lists.length} lists of ${told} feeds, ${read} imported; ${equal} lists come back equal from their export`,
  );
}
