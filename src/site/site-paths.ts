import type { FeedFormat, FeedOf } from '../pages/index.ts';

/** A string as a part of a path: ids are letters, digits and hyphens, whatever else there may be is not. */
const part = (text: string): string => text.replace(/[^A-Za-z0-9_-]/g, '-');

const feedNames: Readonly<Record<FeedFormat, string>> = {
  atom: 'feed.xml',
  rss: 'rss.xml',
  json: 'feed.json',
};

/** Where the pages of a site lie, as paths from its root. */
export const sitePaths = {
  front: 'index.html',
  sources: 'sources.html',
  opml: 'sources.opml',
  about: 'about.html',
  search: 'search.html',
  style: 'style.css',
  captures: 'captures/index.json',
  searchScript: 'search/search.js',
  searchIndex: 'search/index.js',
  day: (date: string): string => `day/${part(date)}.html`,
  outlet: (id: string): string => `outlet/${part(id)}/index.html`,
  /** A month (`2026-11`) of an outlet, in parts from 1. */
  month: (id: string, month: string, at: number): string =>
    `outlet/${part(id)}/${part(month)}${at === 1 ? '' : `.${at}`}.html`,
  /** The newest revision, or an older one by its number. */
  article: (id: string, older?: number): string =>
    `article/${id.slice(0, 2)}/${part(id)}${older === undefined ? '' : `.${older}`}.html`,
  difference: (id: string, from: number, to: number): string =>
    `article/${id.slice(0, 2)}/${part(id)}.${from}-${to}.html`,
  absences: (id?: string): string =>
    id === undefined ? 'absences.html' : `outlet/${part(id)}/absences.html`,
  edits: (name: EditsPageName, id?: string): string =>
    id === undefined ? `edits/${name}.html` : `outlet/${part(id)}/edits-${name}.html`,
  feed: (of: FeedOf, format: FeedFormat): string | undefined => {
    const name = feedNames[format];
    if (of.of === 'all') return name;
    if (of.of === 'outlet') return `outlet/${part(of.id)}/${name}`;
    return of.of === 'edits' && of.outlet === undefined ? `edits/${name}` : undefined;
  },
} as const;

/** The pages of edits: the heaviest of some days or of all time, and the newest. */
export type EditsPageName = '7' | '30' | 'ever' | 'newest';

/** Where captures lie as they came. */
export const capturesFolder = 'captures';

/** The folders that hold nothing but what is written here. */
export const ownFolders = [
  'article',
  'day',
  'edits',
  'image',
  'outlet',
  'search',
  'text',
  capturesFolder,
] as const;
/** What tells a site of ours from any other. */
export const siteMark = {
  path: 'index.html',
  holds: '<meta name="generator" content="Backissue">',
} as const;
/** Files of ours at the root. */
export const ownFiles: readonly string[] = [
  'index.html',
  'sources.html',
  'sources.opml',
  'about.html',
  'search.html',
  'absences.html',
  'style.css',
  'feed.xml',
  'rss.xml',
  'feed.json',
];
