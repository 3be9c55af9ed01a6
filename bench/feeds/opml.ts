/** Lists of feeds: whether every feed comes in, and goes out to an equal tree. */
import { parseOpml as parseWithFeedsmith } from 'feedsmith';
import {
  documentKind,
  type FeedInput,
  folderNames,
  formatOpml,
  parseOpml,
} from '../../src/feed/index.ts';
import { plainText } from '../../src/html/index.ts';
import type { Url } from '../../src/model/index.ts';
import { documentUrl } from './score.ts';
import { type Json, objectOf, objectsOf, stringOf } from './values.ts';

/**
 * Prints how many feeds of how many lists are read, and how many lists come back equal: feedsmith
 * reads the list and its export, and finds the same feeds under the same folders.
 */
export function printOpml(documents: readonly { file: string; input: FeedInput }[]): void {
  const lists = documents.filter(({ input }) => documentKind(input) === 'opml');
  const total = { told: 0, read: 0, equal: 0 };
  for (const { file, input } of lists) {
    const { title, outlines } = parseOpml(input);
    const wanted = feedsIn(input.text);
    const exported = new Set(feedsIn(formatOpml({ title, outlines })));
    const read = wanted.filter((feed) => exported.has(feed));
    total.told += wanted.length;
    total.read += read.length;
    if (read.length === wanted.length && exported.size === new Set(wanted).size) total.equal += 1;
    else console.log(`  not equal: ${file}: ${wanted.find((feed) => !exported.has(feed))}`);
  }
  console.log(
    `\nOPML: ${lists.length} lists of ${total.told} feeds, ${total.read} come back in their folders; ${total.equal} lists come back equal`,
  );
}

/** Every feed of a list with its title and the titles around it. */
function feedsIn(text: string): readonly string[] {
  const list = treeOf(text);
  return list === undefined ? ourFeedsIn(text) : outlinesIn(objectOf(list['body']) ?? {}, []);
}

function treeOf(text: string): Json | undefined {
  try {
    return objectOf(parseWithFeedsmith(text));
  } catch {
    return undefined;
  }
}

/** The same by our own reader, where feedsmith refuses a list. */
function ourFeedsIn(text: string): readonly string[] {
  return parseOpml({ url: documentUrl as Url, text }).outlines.flatMap(
    ({ title, xmlUrl, folder = '' }) =>
      xmlUrl === undefined ? [] : [JSON.stringify([...folderNames(folder), title, xmlUrl])],
  );
}

function outlinesIn(parent: Json, folders: readonly string[]): readonly string[] {
  return objectsOf(parent['outlines']).flatMap((outline) => {
    const title = plainText(stringOf(outline['title']) ?? stringOf(outline['text']) ?? '');
    const url = URL.parse(stringOf(outline['xmlUrl']) ?? '')?.href;
    const own = url === undefined ? [] : [JSON.stringify([...folders, title, url])];
    return [...own, ...outlinesIn(outline, [...folders, title])];
  });
}
