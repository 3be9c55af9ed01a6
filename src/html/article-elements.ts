import type { Attributes } from './tag-attributes.ts';
import { wordSet } from './word-set.ts';

/** What is left out with all that is in it. */
export const dropped = wordSet(
  'script style template title select option optgroup button textarea svg math canvas object applet frameset noframes noembed datalist meter progress dialog',
);

/** Inline elements that come out as they are. */
export const inline = wordSet('em strong b i u s sub sup code q cite ruby rt rp');

/** Inline elements that come out as another. */
export const inlineAlias = new Map([
  ['strike', 's'],
  ['del', 's'],
  ['ins', 'u'],
  ['tt', 'code'],
  ['kbd', 'code'],
  ['samp', 'code'],
]);

/** Elements that end a line where they begin and end. */
export const divisions = wordSet(
  'address article aside body center details div fieldset footer form header hgroup html legend main nav optgroup p search section summary xmp listing plaintext li tr td th dt dd caption figcaption thead tbody tfoot table ul ol dl figure blockquote pre',
);

/** Players, which come out as a link. */
export const media = wordSet('video audio iframe amp-video amp-audio amp-iframe amp-youtube');

/** The heading that one of the page stands for: `h1` is the title's, so it comes out as `h2`. */
export function headingTag(name: string): string | undefined {
  if (name.length !== 2 || !name.startsWith('h')) return undefined;
  const level = name.charCodeAt(1) - 48;
  return level >= 1 && level <= 6 ? `h${Math.max(2, level)}` : undefined;
}

/** Whether an element's own attributes hide it. */
export function isHidden(attributes: Attributes): boolean {
  if (attributes.has('hidden')) return true;
  const style = attributes.get('style');
  return style !== undefined && /display\s*:\s*none/i.test(style);
}
