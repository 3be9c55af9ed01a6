import type { Url } from '../model/index.ts';
import type { LinkedFacts } from './json-ld.ts';
import { firstMeta } from './meta-names.ts';
import { type PageFacts, type Place, zoneApart } from './page-facts.ts';

const noPicture =
  /(?:^|[/_.-])(?:logo|logos|placeholder|default|sprite|icon|icons|favicon|avatar|blank|pixel|spacer|transparent|1x1|noimage|no-image|dummy|loading|loader|share-?image)(?:[/_.-]|\d|$)|^data:|\.svg(?:$|\?)/i;

/**
 * The picture an article is shown with: what the head tells, else the first picture in a figure, else
 * a wide one, below the title. Logos and placeholders are none.
 */
export function leadImage(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  url: Url,
  title: Place | undefined,
): Url | undefined {
  const told = [
    firstMeta(facts, ['og:image:secure_url', 'og:image', 'og:image:url']),
    linked?.image ?? '',
    firstMeta(facts, [
      'twitter:image',
      'twitter:image:src',
      'parsely-image-url',
      'sailthru.image.full',
      'thumbnail',
    ]),
  ];
  const below = facts.pictures.filter(
    (picture) => zoneApart(picture, title) === undefined && picture.index > (title?.index ?? 0),
  );
  const shown = [
    ...below.filter((picture) => picture.inFigure),
    ...below.filter((picture) => picture.width >= 300),
  ];
  for (const source of [...told, ...shown.map((picture) => picture.src)]) {
    const image =
      source === '' || source.length > 4096 || noPicture.test(source)
        ? null
        : URL.parse(source, url);
    if (image !== null && /^https?:$/.test(image.protocol)) return image.href as Url;
  }
  return undefined;
}
