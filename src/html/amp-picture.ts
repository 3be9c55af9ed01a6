import type { Attributes } from './tag-attributes.ts';

/** Whether elements of this name show a picture; AMP has its own. */
export const isPictureName = (name: string): boolean => name === 'img' || name === 'amp-img';

/** Both sides of a picture that is to be as wide as its column may be no sizes but a ratio. */
const largestOfRatio = 100;

/**
 * The attributes that an `img` would have for what an `amp-img` says; undefined where it only stands in
 * for the element around it until that is loaded, or if it cannot be.
 */
export function ampPicture(attributes: Attributes): Attributes | undefined {
  if (attributes.has('fallback') || attributes.has('placeholder')) return undefined;
  const isFluid = /^(?:responsive|fill|intrinsic)$/i.test(attributes.get('layout') ?? '');
  const sides = [attributes.get('width'), attributes.get('height')].map(Number);
  if (!isFluid || !sides.every((side) => side <= largestOfRatio)) return attributes;
  return new Map([...attributes].filter(([name]) => name !== 'width' && name !== 'height'));
}
