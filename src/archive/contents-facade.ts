import type { Url } from '../model/index.ts';
import { captureById, capturedBytes, contentOf } from './captured-content.ts';
import { outlinesOf } from './outlines.ts';
import { picturesOf } from './pictures.ts';
import type { Services } from './services.ts';

const placesAtOnce = 5000;

/** The part of the facade that is of captured files, and of what whoever writes pages may leave alone. */
export function contentsFacade(services: Services) {
  return {
    content: (url: Url) => contentOf(services, url),
    captureById: (id: string) => captureById(services, id),
    captured: (id: string) => capturedBytes(services, id),
    hasImage: async (url: Url) => (await services.store.captureOf(url)) !== undefined,
    pictures: (urls: readonly Url[]) => picturesOf(services, urls),
    revisionPlaces: (after?: string) => services.store.revisionPlaces(placesAtOnce, after),
    outlines: () => outlinesOf(services),
  };
}
