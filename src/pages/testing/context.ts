import type { Instant } from '../../model/index.ts';
import type { Links, PageContext } from '../context.ts';

/** Sample values for tests: a fictional archive of fictional newspapers, Chinese and English. */
const sampleNow = '2026-11-24T02:15:00.000Z' as Instant;

const file = (name: string) => `${name}.html`;

/** Links between files of one folder; the archive has every image of `media.example` but `lost`. */
export const sampleLinks: Links = {
  front: () => file('front'),
  day: (date) => file(`day-${date}`),
  outlet: (id) => file(`outlet-${id}`),
  article: (id, revision) => file(revision === undefined ? id : `${id}.${revision}`),
  sources: () => file('sources'),
  folder: () => file('folder'),
  absences: (id) => file(id === undefined ? 'absences' : `absences-${id}`),
  search: (query) => (query === undefined ? file('search') : `search.html?q=${query}`),
  style: () => 'style.css',
  image: (url) =>
    url.startsWith('https://media.example/') && !url.includes('lost')
      ? url.replace('https://media.example/', 'images/')
      : undefined,
  memento: (_, at) => file(`memento-${encodeURIComponent(at)}`),
  raw: (id) => `raw/${id}`,
  about: () => file('about'),
  settings: () => file('settings'),
  login: () => file('login'),
  account: (act) => file(act ?? 'account'),
  edits: (id, query) => `edits-${id ?? 'all'}.html?order=${query?.order ?? ''}`,
  feed: (of, format) =>
    `${encodeURIComponent(Object.values(of).join('-').toWellFormed())}.${format}`,
  difference: (id, from, to) => file(`${id}.${from}-${to}`),
};

export function sampleContext(changes: Partial<PageContext> = {}): PageContext {
  return {
    links: sampleLinks,
    archiveTitle: 'The Harbour Record',
    locale: 'en',
    timeZone: 'Asia/Shanghai',
    now: sampleNow,
    ...changes,
  };
}
