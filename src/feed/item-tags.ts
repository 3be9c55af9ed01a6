import { titleFromText, titleOf } from './feed-text.ts';
import { childrenOf, type XmlElement } from './xml-element.ts';

const tagLimit = 100;
const textLimit = 1000;

/** An item's categories (RSS, Atom), subjects (Dublin Core) and keywords (iTunes, Media RSS). */
export function itemTags(item: XmlElement): readonly string[] {
  const named = (name: string): readonly XmlElement[] => childrenOf(item, name).slice(0, tagLimit);
  return tagsFrom([
    ...[...named('category'), ...named('atom:category')].map(categoryText),
    ...named('dc:subject').map(titleOf),
    ...[...named('itunes:keywords'), ...named('media:keywords')].flatMap((one) =>
      one.text.slice(0, textLimit).split(',').map(titleFromText),
    ),
  ]);
}

/** Tags, each once, at most 100. */
export function tagsFrom(texts: readonly string[]): readonly string[] {
  const tags = texts.map((text) => text.slice(0, textLimit)).filter((text) => text !== '');
  return [...new Set(tags)].slice(0, tagLimit);
}

/** Atom tells a category by attributes, its `label` for people; RSS as text. */
function categoryText(category: XmlElement): string {
  const { label = '', term = '' } = category.attributes;
  return titleFromText(label) || titleFromText(term) || titleOf(category);
}
