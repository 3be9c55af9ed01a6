/** Where a fact stands on its page. */
export interface Place {
  /** Index of its node in the tree. */
  readonly index: number;
  /** Characters of visible text before it. */
  readonly offset: number;
  /** The innermost part of the page around it that is named as no part of an article, if any. */
  readonly zone: Zone | undefined;
}

export interface Zone {
  readonly kind: 'comments' | 'related' | 'footer' | 'navigation';
  readonly index: number;
  readonly end: number;
  /** The zone around it. */
  readonly outer: Zone | undefined;
}

/**
 * The zone that parts a place from the article, if any: one around it that does not hold the title
 * too, since a whole page may lie in an element named `with-sidebar`.
 */
export function zoneApart(place: Place, title: Place | undefined): Zone | undefined {
  let { zone } = place;
  while (zone !== undefined) {
    if (title === undefined || title.index < zone.index || title.index >= zone.end) return zone;
    zone = zone.outer;
  }
  return undefined;
}

export interface Heading extends Place {
  readonly level: number;
  readonly text: string;
  /** It links to the site's front page, so it is the site's name. */
  readonly home: boolean;
}

/** An element that is marked as a date, by its name, class, itemprop or RDFa property. */
export interface DateMark extends Place {
  readonly by: 'itemprop' | 'time' | 'class';
  readonly label: '' | 'published' | 'modified';
  /** What its attributes tell; the machine's form. */
  readonly value: string;
  readonly text: string;
}

/** An element that is marked as naming an author. */
export interface Byline extends Place {
  readonly by: 'rel' | 'itemprop' | 'class';
  readonly text: string;
  /** Index behind its last node. */
  readonly end: number;
  /** Texts of the links in it. */
  readonly links: readonly string[];
}

export interface Line extends Place {
  readonly text: string;
}

export interface Picture extends Place {
  readonly src: string;
  readonly inFigure: boolean;
  readonly width: number;
}

/** What a page says of itself; nothing is judged yet. */
export interface PageFacts {
  readonly lang: string;
  readonly titleTag: string;
  /** Contents of each meta in order, by name, property or itemprop in lower case. */
  readonly metas: ReadonlyMap<string, readonly string[]>;
  /** Sources of `application/ld+json` scripts. */
  readonly linkedScripts: readonly string[];
  /** Sources of other scripts that hold data, the longest first cut off. */
  readonly stateScripts: readonly string[];
  readonly canonical: string;
  readonly headings: readonly Heading[];
  readonly dateMarks: readonly DateMark[];
  readonly bylines: readonly Byline[];
  /** Texts of a link that names the front page, such as the logo's. */
  readonly homeLinks: readonly string[];
  readonly crumbs: readonly string[];
  readonly tagLinks: readonly string[];
  readonly pictures: readonly Picture[];
  readonly lines: readonly Line[];
  readonly anchors: number;
  readonly forms: number;
  /** Characters of visible text, and those of them in links. */
  readonly textLength: number;
  readonly linkLength: number;
  readonly passwordField: boolean;
  /** Marks of a challenge that asks for a human. */
  readonly challenge: boolean;
  /** Class and id marks of a paywall. */
  readonly paywallMark: boolean;
  readonly videos: number;
}
