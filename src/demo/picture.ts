import { pngFrom } from './png.ts';
import { paint, type Scene, sceneNames } from './scenes.ts';

export const pictureWidths = [320, 640, 960] as const;
type Width = (typeof pictureWidths)[number];

/** Where the server keeps a picture. */
export function picturePath(scene: Scene, width: Width): string {
  return `/pictures/${scene}-${width}.png`;
}

/** All pictures are 16 to 9. */
export function pictureHeight(width: number): number {
  return (width * 9) / 16;
}

/** The PNG at a path, or undefined where none is. The same path gives the same bytes, always. */
export function pictureAt(path: string): Uint8Array | undefined {
  const found = path.match(/^\/pictures\/([a-z-]{1,40})-(\d{3})\.png$/);
  const scene = sceneNames.find((name) => name === found?.[1]);
  const width = pictureWidths.find((known) => String(known) === found?.[2]);
  if (scene === undefined || width === undefined) return undefined;
  return drawn(path, scene, width);
}

/** One white pixel, as visitor counters send. */
export const countingPixel = pngFrom(1, 1, () => [255, 255, 255]);

const drawings = new Map<string, Uint8Array>();

function drawn(path: string, scene: Scene, width: Width): Uint8Array {
  const known = drawings.get(path);
  if (known !== undefined) return known;
  const height = pictureHeight(width);
  const fresh = pngFrom(width, height, (x, y) => paint(scene, x / height, y / height));
  drawings.set(path, fresh);
  return fresh;
}
