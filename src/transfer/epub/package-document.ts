import { createHash } from 'node:crypto';
import { escapeHtml, permitted } from '../../html/index.ts';
import type { Instant } from '../../model/index.ts';

/** What the package document tells of a book. */
export interface Publication {
  readonly title: string;
  readonly publisher: string;
  /** BCP 47. */
  readonly language: string;
  /** Stays the same for a book of the same choice from the same archive. */
  readonly identifier: string;
  readonly modified: Instant;
  readonly items: readonly PublicationItem[];
}

/** A file of a book; `inSpine`: read in this order. */
export interface PublicationItem {
  readonly file: string;
  readonly type: string;
  readonly title?: string;
  readonly properties?: 'nav';
  readonly inSpine: boolean;
}

/** Words of others as XML may hold them. */
const words = (text: string): string => escapeHtml(permitted(text));

export const xhtmlType = 'application/xhtml+xml';

/** What says where the package document lies (EPUB OCF). */
export const containerXml = `<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`;

/** A UUID (RFC 9562, version 8) of a text. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** The package document (EPUB 3.3). */
export function packageDocument(book: Publication): string {
  const manifest = book.items.map(
    ({ file, type, properties }, at) =>
      `<item id="i${at}" href="${file}" media-type="${type}"${properties === undefined ? '' : ` properties="${properties}"`}/>`,
  );
  const spine = book.items.flatMap(({ inSpine }, at) =>
    inSpine ? [`<itemref idref="i${at}"/>`] : [],
  );
  const contents = book.items.findIndex(({ type }) => type === ncxType);
  return `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book" xml:lang="${book.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book">urn:uuid:${book.identifier}</dc:identifier>
<dc:title>${words(book.title)}</dc:title>
<dc:language>${book.language}</dc:language>
<dc:publisher>${words(book.publisher)}</dc:publisher>
<dc:date>${book.modified}</dc:date>
<meta property="dcterms:modified">${book.modified.slice(0, 19)}Z</meta>
</metadata>
<manifest>
${manifest.join('\n')}
</manifest>
<spine toc="i${contents}">
${spine.join('\n')}
</spine>
</package>
`;
}

export const ncxType = 'application/x-dtbncx+xml';

/** Contents for readers of EPUB 2. */
export function ncxDocument(book: Publication): string {
  const points = book.items
    .filter(({ inSpine }) => inSpine)
    .map(
      ({ file, title = '' }, at) =>
        `<navPoint id="p${at}" playOrder="${at + 1}"><navLabel><text>${words(title)}</text></navLabel><content src="${file}"/></navPoint>`,
    );
  return `<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="urn:uuid:${book.identifier}"/></head>
<docTitle><text>${words(book.title)}</text></docTitle>
<navMap>
${points.join('\n')}
</navMap>
</ncx>
`;
}
