import type { Published } from './edition.ts';
import { picturePath } from './picture.ts';

/** Path of the first picture of a story, undefined where it has none. */
export function leadPicture({ body }: Published): string | undefined {
  for (const block of body) {
    if (typeof block !== 'string' && block.kind === 'figure') return picturePath(block.scene, 640);
  }
  return undefined;
}
