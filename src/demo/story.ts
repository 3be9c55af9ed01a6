import type { Scene } from './scenes.ts';

/** A run of text; `[words](/path)` in it becomes a link. A bare string is a paragraph. */
export type Block = string | Heading | Quote | List | Table | Figure;

interface Heading {
  readonly kind: 'heading';
  readonly text: string;
}

interface Quote {
  readonly kind: 'quote';
  readonly text: string;
  readonly by: string;
}

interface List {
  readonly kind: 'list';
  readonly items: readonly string[];
}

interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Figure {
  readonly kind: 'figure';
  readonly scene: Scene;
  readonly alt: string;
  readonly caption: string;
  readonly credit: string;
  /** The picture's address stands in `data-src` alone, as lazy loaders write it. */
  readonly lazy?: true;
}

/** One note of a live page, told at `minutesBefore` the edition it came with. */
export interface LiveNote {
  readonly edition: number;
  readonly minutesBefore: number;
  readonly text: string;
}

/** What becomes of a story in a later edition; what is not named stays as it was. */
export interface Change {
  readonly edition: number;
  /** The feed shows nothing of it: not the title, not the date. */
  readonly silent: boolean;
  readonly title?: string;
  readonly path?: string;
  readonly body?: readonly Block[];
  /** Words of paragraphs, and what stands in their place; a paragraph left empty is gone. */
  readonly rewrites?: readonly [from: string, to: string];
  readonly withdrawn?: Withdrawal;
}

/**
 * What stands in a story's place. `not-found`: it is gone from page, feed and lists. `gone`: the page
 * says 410, the feed still lists it. `soft-404`: a page says with 200 that there is none. `front`,
 * `section`, `elsewhere`: a redirect, to a list above it or to another story. `login`, `captcha`,
 * `blocked` (403), `broken` (500); `silence`: no answer. `served`: it is back.
 */
export type Withdrawal =
  | 'not-found'
  | 'gone'
  | 'soft-404'
  | 'front'
  | 'section'
  | 'elsewhere'
  | 'login'
  | 'captcha'
  | 'blocked'
  | 'broken'
  | 'silence'
  | 'served';

/** How a page tells its date: JSON-LD, OpenGraph meta tags, or only words a reader sees. */
type DateMarkup = 'json-ld' | 'open-graph' | 'visible';

/** `main`: Atom or RSS. `opinion`: the JSON Feed. `culture`: a section page without any feed. */
export type Channel = 'main' | 'opinion' | 'culture';

/** An article as its outlet's desk wrote it. */
export interface Story {
  readonly id: string;
  /** Path on the server, unique among all stories. */
  readonly path: string;
  /** The address the feeds give, where it is not the path. */
  readonly feedPath?: string;
  readonly channel: Channel;
  readonly section: string;
  readonly title: string;
  readonly summary: string;
  readonly authors: readonly string[];
  readonly edition: number;
  /** Edition 1 only: its age in minutes when the newspaper starts. Later ones come out at their edition. */
  readonly ageMinutes?: number;
  readonly dates: DateMarkup;
  readonly body: readonly Block[];
  /** Oldest first. */
  readonly live?: readonly LiveNote[];
  readonly changes?: readonly Change[];
  /** Written in traditional characters. */
  readonly traditional?: true;
  /** Served as GBK bytes under a header that says UTF-8. */
  readonly gbk?: true;
  /** The page answers 500 this many times before it works. */
  readonly failures?: number;
}

export interface Outlet {
  readonly name: string;
  readonly language: string;
  /** Path of the front page, with both slashes. */
  readonly home: string;
  readonly stories: readonly Story[];
  /** The short item of an edition after the last one with news. */
  readonly filler: (edition: number) => Story;
}
