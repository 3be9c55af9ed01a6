import type { XmlElement } from './xml-element.ts';
import type { XmlReading } from './xml-reading.ts';

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));
/** Elements that never hold a field of the item; one of those beginning in them means they were not closed. */
const leaves = names(
  'title link guid id pubdate published updated issued modified created category comments description summary content:encoded dc:creator dc:date dc:subject',
);
const fields = names(
  'title link guid id pubdate published updated issued modified author category comments description content:encoded dc:creator dc:date enclosure media:content media:thumbnail',
);

/** Whether the innermost open element must have been meant to be closed where one of this name begins. */
export function isForgotten(
  top: XmlElement | undefined,
  name: string,
  { items, endsBeforeNext }: Pick<XmlReading, 'items' | 'endsBeforeNext'>,
): boolean {
  if (top === undefined) return false;
  if (top.name === name && endsBeforeNext?.(top) === true) return true;
  if (!leaves.has(top.name)) return false;
  if (items.has(name)) return true;
  return fields.has(name) && !/^xhtml|\bxml\b/.test(top.attributes['type'] ?? '');
}
