import { plainText } from '../html/index.ts';
import type { LinkedFacts } from './json-ld.ts';
import { firstMeta } from './meta-names.ts';
import type { PageFacts } from './page-facts.ts';
import { titleKey } from './title-key.ts';

/** What a page calls its site, and what its address does. */
export interface SiteNames {
  /** The name to show; may be empty. */
  readonly name: string;
  readonly keys: ReadonlySet<string>;
  /** Labels of the host that may be a name: `lastampa` of `www.lastampa.it`. */
  readonly hosts: readonly string[];
}

const hollow = new Set([
  'www',
  'm',
  'mobile',
  'amp',
  'news',
  'blog',
  'web',
  'edition',
  'home',
  'com',
  'net',
  'org',
  'co',
  'info',
  'archive',
]);

/** The names of a page's site: told in the head, by links to the front page, by the host. */
export function siteNames(
  facts: PageFacts,
  linked: LinkedFacts | undefined,
  url: string,
): SiteNames {
  const told = [
    firstMeta(facts, ['og:site_name', 'og:site']),
    linked?.publisher ?? '',
    firstMeta(facts, [
      'application-name',
      'apple-mobile-web-app-title',
      'dc.publisher',
      'publisher',
    ]),
    firstMeta(facts, ['twitter:site']).replace(/^@/, ''),
  ].map((name) => plainText(name.slice(0, 200)).replace(/^https?:\/\/(?:www\.)?|\/$/g, ''));
  const homes = [
    ...facts.headings.filter((heading) => heading.home).map((heading) => heading.text),
    ...facts.homeLinks,
  ];
  const keys = [...told, ...homes]
    .map(titleKey)
    .filter((key) => key.length > 1 && !homeWords.has(key));
  const hosts = hostNames(url);
  const name = told.find((each) => each !== '' && !homeWords.has(titleKey(each))) ?? '';
  return { name: name.slice(0, 100), keys: new Set(keys), hosts };
}

const homeWords = new Set(
  'home homepage start startseite accueil inicio início strona główna главная 首页 首頁 ホーム トップ 홈 menu logo skip skiptocontent zurstartseite index'.split(
    ' ',
  ),
);

function hostNames(url: string): string[] {
  const labels = (URL.parse(url)?.hostname ?? '').split('.').slice(0, -1);
  const names = labels.filter(
    (label) => label.length > 2 && !hollow.has(label) && !label.startsWith('xn--'),
  );
  return names.map((label) => label.replace(/[^a-z0-9]/g, ''));
}

/**
 * Whether a segment of a title is the site's name: equal to one that is told, or the host's name in
 * other letters (`The Loopback Courier` of `loopbackcourier.example`).
 */
export function isSiteName(segment: string, site: SiteNames): boolean {
  const key = titleKey(segment);
  if (key === '') return true;
  if (site.keys.has(key)) return true;
  const plain = latinKey(segment);
  if (plain.length > 2 && site.hosts.some((host) => isHostName(plain, host))) return true;
  return key.length > 3 && [...site.keys].some((told) => isPartOf(key, told));
}

function isHostName(plain: string, host: string): boolean {
  if (plain === host || plain.replace(/^the/, '') === host || `the${plain}` === host) return true;
  if (plain.length >= 5 && host.startsWith(plain)) return plain.length > 0.5 * host.length;
  return host.length >= 5 && plain.startsWith(host) && plain.length <= 3 * host.length;
}

/** `BBC News` and `BBC News Online`; a long segment that only holds the name tells something. */
function isPartOf(key: string, told: string): boolean {
  if (told.length < 3) return false;
  if (key.includes(told)) return key.length <= 2 * told.length + 6;
  return told.startsWith(key) && 2 * key.length >= told.length;
}

/** Letters and digits without accents, as a host would be named. */
function latinKey(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/\.(?:com|net|org|de|fr|it|es|co\.uk|cn)\b/g, '')
    .replace(/[^a-z0-9]+/g, '');
}
