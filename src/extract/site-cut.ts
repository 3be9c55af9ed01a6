import { articleImages, articleText, sanitizeArticleHtml } from '../html/index.ts';
import { cutBlock } from './cut-block.ts';
import type { Extraction } from './extraction.ts';
import { type BlockMap, mapBlocks } from './site-blocks.ts';
import { furnitureIn } from './site-furniture.ts';
import type { SiteMemory } from './site-memory.ts';

/**
 * An extraction without what its site repeats, each cut with its reason. HTML, text and images stay
 * in step. Where nothing is repeated, the extraction itself. Never cuts a whole body.
 */
export function withoutFurniture<Cut extends Pick<Extraction, 'article' | 'cut'>>(
  extraction: Cut,
  memory: SiteMemory,
): Cut {
  const { article } = extraction;
  const map = mapBlocks(article.html);
  const furniture = furnitureIn(memory, map.blocks, article.title);
  if (furniture.length === 0) return extraction;
  const gone = new Set(furniture.map(({ at }) => at));
  const html = sanitizeArticleHtml(withoutBlocks(article.html, map, gone), article.url);
  const cut = furniture.map(({ at, reason }) => cutBlock(reason, map.blocks[at]?.text ?? ''));
  return {
    ...extraction,
    article: { ...article, html, text: articleText(html), images: articleImages(html) },
    cut: [...extraction.cut, ...cut],
  };
}

function withoutBlocks(html: string, map: BlockMap, gone: ReadonlySet<number>): string {
  const ranges = [...gone].flatMap((at) => {
    const block = map.blocks[at];
    if (block === undefined) return [];
    const lineBreak = html.startsWith('<br>', block.end) ? '<br>'.length : 0;
    return [{ start: block.start, end: block.end + lineBreak }];
  });
  const boxes = map.boxes.filter(
    ({ first, last, bare }) => !bare && last > first && allIn(gone, first, last),
  );
  let rest = '';
  let at = 0;
  const all = [...ranges, ...boxes].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end } of all) {
    if (end <= at) continue;
    if (start > at) rest += html.slice(at, start);
    at = end;
  }
  return rest + html.slice(at);
}

function allIn(gone: ReadonlySet<number>, first: number, last: number): boolean {
  for (let at = first; at < last; at += 1) if (!gone.has(at)) return false;
  return true;
}
