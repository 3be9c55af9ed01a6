import { escapeHtml } from '../html/index.ts';
import { ArchiveError } from '../model/index.ts';
import { checkDocument, type FeedInput } from './feed-document.ts';
import { titleOf } from './feed-text.ts';
import { folderNames } from './folder-path.ts';
import { mendOutlines } from './mend-outlines.ts';
import { type OpmlOutline, OutlineList } from './opml-outlines.ts';
import { readXml } from './read-xml.ts';
import { child, firstFilled, type XmlElement } from './xml-element.ts';
import type { XmlDocument } from './xml-reading.ts';

/** Characters; ten thousand feeds with long descriptions are five million. */
const longest = 8 * 1024 * 1024;
/** Folders within folders; the XML reader nests no deeper. */
const deepest = 256;

/**
 * Reads OPML 1.0 and 2.0: every outline with a feed or page address, in document order, with its
 * folder; at most 10,000. One told twice in the same folder is told once. Lists whose outlines were
 * not closed are read as if each feed ended before the next outline. Throws `invalid` when it is
 * no OPML or longer than 8 Mi characters.
 */
export function parseOpml(input: FeedInput): {
  title: string;
  outlines: OpmlOutline[];
  warnings: string[];
} {
  checkDocument(input, longest);
  const { faults, ...whole } = readOutlines(input, false);
  const { root } = whole.isUnbalanced
    ? readOutlines({ ...input, text: mendOutlines(input.text) }, true)
    : whole;
  if (root === undefined) {
    throw new ArchiveError(
      'invalid',
      `${input.url} is not an OPML list; export the subscriptions again.`,
    );
  }
  const head = child(root, 'head');
  const list = new OutlineList();
  list.walk(child(root, 'body') ?? root, []);
  return {
    title: head === undefined ? '' : titleOf(firstFilled(head, 'title')),
    outlines: list.outlines,
    warnings: [...faults, ...list.warnings],
  };
}

function readOutlines({ text, url }: FeedInput, onlyFolders: boolean): XmlDocument {
  return readXml({
    text,
    url,
    roots: new Set(['opml']),
    items: new Set(),
    onItem: () => true,
    ...(onlyFolders ? { endsBeforeNext: isFeedOutline } : {}),
  });
}

function isFeedOutline({ name, attributes }: XmlElement): boolean {
  return name === 'outline' && (attributes['xmlurl'] ?? '') !== '';
}

/**
 * Writes OPML 2.0, UTF-8, the same bytes for the same list: outlines in the order given, folders
 * where their first outline stands.
 */
export function formatOpml(opml: {
  readonly title: string;
  readonly outlines: readonly OpmlOutline[];
}): string {
  const top: Folder = { lines: [], folders: new Map() };
  for (const outline of opml.outlines)
    folderOf(top, outline.folder ?? '').lines.push(outlineTag(outline));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${attribute(opml.title)}</title>`,
    '  </head>',
    '  <body>',
    ...folderLines(top, '    '),
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

interface Folder {
  readonly lines: (string | { readonly name: string; readonly folder: Folder })[];
  readonly folders: Map<string, Folder>;
}

function folderOf(top: Folder, path: string): Folder {
  let folder = top;
  for (const name of folderNames(path).slice(0, deepest)) {
    let inner = folder.folders.get(name);
    if (inner === undefined) {
      inner = { lines: [], folders: new Map() };
      folder.folders.set(name, inner);
      folder.lines.push({ name, folder: inner });
    }
    folder = inner;
  }
  return folder;
}

function folderLines(folder: Folder, indent: string): readonly string[] {
  return folder.lines.flatMap((line) => {
    if (typeof line === 'string') return [indent + line];
    const title = attribute(line.name);
    return [
      `${indent}<outline text="${title}" title="${title}">`,
      ...folderLines(line.folder, `${indent}  `),
      `${indent}</outline>`,
    ];
  });
}

function outlineTag(outline: OpmlOutline): string {
  const title = attribute(outline.title);
  const type = outline.xmlUrl === undefined ? 'link' : 'rss';
  const feed = outline.xmlUrl === undefined ? '' : ` xmlUrl="${attribute(outline.xmlUrl)}"`;
  const name = type === 'link' ? 'url' : 'htmlUrl';
  const page = outline.htmlUrl === undefined ? '' : ` ${name}="${attribute(outline.htmlUrl)}"`;
  return `<outline type="${type}" text="${title}" title="${title}"${feed}${page}/>`;
}

/** Text as XML takes it: escaped, without the control characters XML 1.0 forbids. */
function attribute(text: string): string {
  return escapeHtml(text.toWellFormed().replace(/[[\p{Cc}\ufffe\uffff]--[\t\n\r]]/gv, ''))
    .replace(/\r/g, '&#13;')
    .replace(/\n/g, '&#10;')
    .replace(/\t/g, '&#9;');
}
