import type { DateCandidate, DateContext } from './date-candidate.ts';
import type { LinkedFacts } from './json-ld.ts';
import type { PageFacts } from './page-facts.ts';

const published: readonly (readonly [names: string, weight: number])[] = [
  [
    'article:published_time article:published og:article:published_time og:published_time datepublished article.published',
    92,
  ],
  [
    'parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime mediator_published_time',
    90,
  ],
  [
    'publishdate publish_date publish-date publish_time publishtime pubdate pub_date pubtime publicationdate publication_date publication-date originalpublicationdate published published_time published_date published-date date_published firstpublished apub:time weibo:article:create_at shareaholic:article_published_time ptime',
    88,
  ],
  [
    'dc.date.issued dcterms.issued dc.date.published citation_publication_date citation_online_date citation_date eprints.datestamp',
    84,
  ],
  [
    'datecreated date_created created creation_date article.created article:created displaydate display_date rnews:datepublished search_date tc_date post_date bt:pubdate',
    78,
  ],
  ['date dcterms.date dc.date dcterms.created dc.date.created dc.created', 50],
];
const modifiedMetas =
  'article:modified_time article:modified og:updated_time og:article:modified_time datemodified dateupdate lastmod last-modified last_modified dcterms.modified dc.date.modified modified updated_time lastupdate last_updated revised article:updated_time moddate date_modified apub:updated utime'.split(
    ' ',
  );

const publishedMetas = published.flatMap(([names, weight]) =>
  names.split(' ').map((name) => [name, weight] as const),
);

/** Dates of JSON-LD and metas. */
export function headDates(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  { reader }: DateContext,
): DateCandidate[] {
  const found: DateCandidate[] = [];
  const add = (
    source: string,
    label: DateCandidate['label'],
    weight: number,
    value: string | undefined,
  ): void => {
    const date = value === undefined || value === '' ? undefined : reader.moment(value);
    if (value === undefined || date === undefined) return;
    found.push({ source, group: 'head', label, weight, value: value.slice(0, 80), date });
  };
  const trust = linked?.isArticle === true ? 100 : 86;
  add('json-ld datePublished', 'published', trust, linked?.published);
  add('json-ld dateModified', 'modified', trust, linked?.modified);
  for (const [name, weight] of publishedMetas)
    add(`meta ${name}`, 'published', weight, facts.metas.get(name)?.[0]);
  for (const name of modifiedMetas) add(`meta ${name}`, 'modified', 90, facts.metas.get(name)?.[0]);
  return found;
}
