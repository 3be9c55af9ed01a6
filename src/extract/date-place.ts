import { type Place, type Zone, zoneApart } from './page-facts.ts';

/** 1 close to the title, less farther off, 0 where the page is no part of the article. */
export function placeWeight(place: Place, title: Place | undefined): number {
  const zone = zoneApart(place, title);
  if (zone !== undefined) return apartWeight(zone, place, title);
  if (title === undefined) return place.offset < 600 ? 0.85 : place.offset < 4000 ? 0.7 : 0.35;
  const distance = place.offset - title.offset;
  if (distance >= -300 && distance < 0) return 1 + distance / 1500;
  if (distance >= 0 && distance <= 900) return 1 - distance / 6000;
  if (distance > 900 && distance <= 2000) return 0.7;
  return distance < -300 ? 0.4 : 0.45;
}

/** A few lines right below the title are the article's own, though a class such as `teaser-meta` is on them. */
function apartWeight(zone: Zone, place: Place, title: Place | undefined): number {
  if (zone.kind === 'footer') return 0.3;
  if (zone.kind === 'comments' || title === undefined || place.index < title.index) return 0;
  return place.offset - title.offset <= 600 && zone.end - zone.index < 120 ? 0.75 : 0;
}

/** Whether it stands in the few lines below the title. */
export function isBelow(place: Place, title: Place | undefined): boolean {
  return title !== undefined && place.index > title.index && place.offset - title.offset <= 600;
}
