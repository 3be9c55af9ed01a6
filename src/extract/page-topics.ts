import { plainText } from '../html/index.ts';
import type { LinkedFacts } from './json-ld.ts';
import { allMetas, firstMeta } from './meta-names.ts';
import type { PageFacts } from './page-facts.ts';
import { isSiteName, type SiteNames } from './site-names.ts';
import { titleKey } from './title-key.ts';

const longestTopic = 60;
const mostTags = 30;
const sectionMetas = [
  'article:section',
  'og:article:section',
  'section',
  'parsely-section',
  'sailthru.section',
  'cxenseparse:section',
  'category',
  'news_category',
  'dc.subject.section',
];
const tagMetas = [
  'article:tag',
  'og:article:tag',
  'news_keywords',
  'parsely-tags',
  'sailthru.tags',
  'keywords',
  'dc.subject',
  'citation_keywords',
];

/**
 * The section an article stands in: JSON-LD's, a meta's, the last step of the breadcrumb that is
 * neither the site nor the title; empty where none is told.
 */
export function pageSection(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  site: SiteNames,
  title: string,
): string {
  const own = titleKey(title);
  const isTopic = (name: string): boolean => {
    const key = titleKey(name);
    return (
      key !== '' &&
      name.length <= longestTopic &&
      key !== own &&
      !own.startsWith(key.slice(0, 20).padEnd(20)) &&
      !isSiteName(name, site) &&
      !homeNames.test(name)
    );
  };
  const told = [linked?.section ?? '', firstMeta(facts, sectionMetas)].map((name) =>
    plainText(name),
  );
  const crumbs = [linked?.crumbs ?? [], facts.crumbs].map(
    (steps) =>
      steps
        .map((step) => plainText(step))
        .filter(isTopic)
        .at(-1) ?? '',
  );
  return [...told, ...crumbs].find(isTopic) ?? '';
}

const homeNames =
  /^(?:home(?:page)?|start(?:seite)?|accueil|inicio|início|главная|首页|首頁|ホーム|トップ|홈|»|›|>|\.\.\.)$/iu;

/** What an article is said to be about, each once, at most 30. */
export function pageTags(facts: PageFacts, linked: LinkedFacts | undefined): string[] {
  const tags = new Map<string, string>();
  const lists = [
    linked?.keywords ?? [],
    allMetas(facts, tagMetas).flatMap((list) => list.split(/[,，;；、|]/)),
    facts.tagLinks,
  ];
  for (const tag of lists.flat()) {
    const name = plainText(tag).replace(/^#/, '').trim();
    const key = titleKey(name);
    if (key === '' || name.length > longestTopic || tags.has(key)) continue;
    tags.set(key, name);
    if (tags.size >= mostTags) break;
  }
  return [...tags.values()];
}
