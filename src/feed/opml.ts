import { escapeHtml } from '../html/index.ts';
import { ArchiveError, type Url } from '../model/index.ts';
import { checkDocument, type FeedInput } from './feed-document.ts';
import { titleFromText, titleOf } from './feed-text.ts';
import { linkUrl } from './item-fields.ts';
import { readXml } from './read-xml.ts';
import { child, childrenOf, firstFilled, textOf, type XmlElement } from './xml-element.ts';

/** A feed (or page) on a list of subscriptions. */
export interface OpmlOutline {
  readonly title: string;
  readonly xmlUrl?: Url;
  readonly htmlUrl?: Url;
  /** The titles of the outlines around it, joined by `/`. */
  readonly folder?: string;
}

const outlineLimit = 10_000;

/**
 * Reads OPML 1.0 and 2.0: every outline with a feed or page address, in document order, with its
 * folder; at most 10,000. Throws `invalid` when it is no OPML.
 */
export function parseOpml(input: FeedInput): {
  title: string;
  outlines: OpmlOutline[];
  warnings: string[];
} {
  checkDocument(input);
  const { root, faults } = readXml({
    text: input.text,
    url: input.url,
    roots: new Set(['opml']),
    items: new Set(),
    onItem: () => true,
  });
  if (root === undefined) {
    throw new ArchiveError(
      'invalid',
      `${input.url} is not an OPML list; export the subscriptions again.`,
    );
  }
  const head = child(root, 'head');
  const list = new OutlineList();
  list.walk(child(root, 'body') ?? root, '');
  return {
    title: head === undefined ? '' : titleOf(firstFilled(head, 'title')),
    outlines: list.outlines,
    warnings: [...faults, ...list.warnings],
  };
}

class OutlineList {
  readonly outlines: OpmlOutline[] = [];
  readonly warnings: string[] = [];

  /** Reads the outlines within an element; nesting is bounded by the XML reader. */
  walk(parent: XmlElement, folder: string): void {
    for (const outline of childrenOf(parent, 'outline')) {
      const title = this.titleOf(outline);
      this.add(outline, title, folder);
      if (outline.children.length > 0) {
        this.walk(outline, folder === '' || title === '' ? folder || title : `${folder}/${title}`);
      }
    }
  }

  private titleOf(outline: XmlElement): string {
    const { title = '', text = '' } = outline.attributes;
    return titleFromText(title) || titleFromText(text) || textOf(outline, 'title');
  }

  private add(outline: XmlElement, title: string, folder: string): void {
    const { xmlurl = '', htmlurl = '', url = '' } = outline.attributes;
    const feed = linkUrl(xmlurl || url, outline.base);
    const page = linkUrl(htmlurl, outline.base);
    if (feed === undefined && (xmlurl !== '' || url !== '')) {
      this.warn(
        `outline «${title.slice(0, 80)}» has the address «${(xmlurl || url).slice(0, 80)}», which is no http address.`,
      );
    }
    if (feed === undefined && page === undefined) return;
    if (this.outlines.length >= outlineLimit) {
      this.warn(`Only the first ${outlineLimit} outlines were read.`);
      return;
    }
    this.outlines.push({
      title,
      ...(feed === undefined ? {} : { xmlUrl: feed }),
      ...(page === undefined ? {} : { htmlUrl: page }),
      ...(folder === '' ? {} : { folder }),
    });
  }

  private warn(sentence: string): void {
    if (this.warnings.length < 200 && !this.warnings.includes(sentence))
      this.warnings.push(sentence);
  }
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
  for (const name of path
    .split('/')
    .filter((part) => part !== '')
    .slice(0, 100)) {
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
  const page = outline.htmlUrl === undefined ? '' : ` htmlUrl="${attribute(outline.htmlUrl)}"`;
  return `<outline type="${type}" text="${title}" title="${title}"${feed}${page}/>`;
}

/** Text as XML takes it: escaped, without the control characters XML 1.0 forbids. */
function attribute(text: string): string {
  return escapeHtml(text.toWellFormed().replace(/[[\p{Cc}\ufffe\uffff]--[\t\n\r]]/gv, ''))
    .replace(/\r/g, '&#13;')
    .replace(/\n/g, '&#10;')
    .replace(/\t/g, '&#9;');
}
