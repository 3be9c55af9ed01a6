import { pictureHeight, picturePath, pictureWidths } from './picture.ts';
import type { Block, Figure } from './story.ts';

/** Text made safe in HTML and XML, in content and in double-quoted attributes. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A value as JSON that may stand inside a `<script>`. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value, undefined, 1).replaceAll('<', '\\u003c');
}

/** How an outlet writes its blocks. */
export interface HouseStyle {
  /** Put before each paragraph; Chinese pages indent by two ideographic spaces. */
  readonly indent: string;
  /** Put before a picture's credit. */
  readonly credit: string;
  /** Put before paths: nothing on a page, the server's address in a feed. */
  readonly base: string;
}

/** An article's blocks as HTML, one string a block. */
export function blocksHtml(blocks: readonly Block[], style: HouseStyle): readonly string[] {
  return blocks.map((block) => blockHtml(block, style));
}

function blockHtml(block: Block, style: HouseStyle): string {
  if (typeof block === 'string') return `<p>${style.indent}${inline(block, style.base)}</p>`;
  switch (block.kind) {
    case 'heading':
      return `<h2>${escaped(block.text)}</h2>`;
    case 'quote':
      return `<blockquote><p>${escaped(block.text)}</p><footer>${escaped(block.by)}</footer></blockquote>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${inline(item, style.base)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return tableHtml(block.caption, block.head, block.rows);
    case 'figure':
      return figureHtml(block, style);
  }
}

function tableHtml(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return [
    `<table>\n<caption>${escaped(caption)}</caption>`,
    `<thead>${line(head, 'th')}</thead>`,
    `<tbody>\n${rows.map((row) => line(row, 'td')).join('\n')}\n</tbody>\n</table>`,
  ].join('\n');
}

const placeholder =
  'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

function figureHtml(figure: Figure, { base, credit }: HouseStyle): string {
  const source = base + picturePath(figure.scene, 640);
  const set = pictureWidths.map((w) => `${base}${picturePath(figure.scene, w)} ${w}w`).join(', ');
  const size = `width="640" height="${pictureHeight(640)}" alt="${escaped(figure.alt)}"`;
  const image =
    figure.lazy === true
      ? `<img class="lazy" src="${placeholder}" data-src="${source}" data-srcset="${set}" ${size}>`
      : `<img src="${source}" srcset="${set}" sizes="(max-width: 700px) 100vw, 640px" ${size}>`;
  const words = `${escaped(figure.caption)} <span class="credit">${credit}${escaped(figure.credit)}</span>`;
  return `<figure>\n${image}\n<figcaption>${words}</figcaption>\n</figure>`;
}

/** Only our own texts come here; the two character classes exclude each other's ends, so it is linear. */
function inline(text: string, base: string): string {
  return escaped(text).replace(
    /\[([^[\]]+)\]\((\/[^()\s]+)\)/g,
    (_, words: string, path: string) => `<a href="${base}${path}">${words}</a>`,
  );
}
