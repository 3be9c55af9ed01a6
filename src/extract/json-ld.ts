/** What a page's JSON-LD says of the article (schema.org). */
export interface LinkedFacts {
  /** Types of every object on the page, the article's first. */
  readonly types: readonly string[];
  readonly isArticle: boolean;
  readonly headline: string;
  readonly alternativeHeadline: string;
  readonly authors: readonly LinkedName[];
  readonly published: string;
  readonly modified: string;
  readonly publisher: string;
  readonly section: string;
  readonly keywords: readonly string[];
  readonly image: string;
  readonly language: string;
  /** Names of a BreadcrumbList in order. */
  readonly crumbs: readonly string[];
  /** `isAccessibleForFree` is false, of the article or a part of it. */
  readonly paywalled: boolean;
}

export interface LinkedName {
  readonly name: string;
  readonly isOrganisation: boolean;
}

type JsonObject = Readonly<Record<string, unknown>>;

const longestScript = 500_000;
const nodeLimit = 5000;
const articleType =
  /(?:Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting|Review|Recipe)$/;

/**
 * The article that a page's JSON-LD scripts describe: of several the one whose address is the page's,
 * else the first with a headline. Objects are found at any depth, in arrays and `@graph`; `{"@id": …}`
 * stands for the object of that name. A script that is no JSON, or longer than 500,000 characters,
 * says nothing.
 */
export function linkedFacts(scripts: readonly string[], url = ''): LinkedFacts | undefined {
  const nodes = scripts.flatMap((script) => objectsIn(parseScript(script)));
  if (nodes.length === 0) return undefined;
  const articles = nodes.filter((node) => typesOf(node).some((type) => articleType.test(type)));
  const titled = articles.filter((node) => textOf(node['headline'] ?? node['name']) !== '');
  const own = titled.find((node) => addressesOf(node).some((address) => isSamePage(address, url)));
  const dated = titled.find((node) => textOf(node['datePublished']) !== '');
  const videos = nodes.filter((node) => typesOf(node).includes('VideoObject'));
  const pages = nodes.filter((node) => typesOf(node).some((type) => /WebPage$/.test(type)));
  const main = own ?? dated ?? titled[0] ?? articles[0] ?? videos[0] ?? pages[0];
  return main === undefined ? undefined : factsOf(main, nodes, articles.includes(main));
}

function parseScript(script: string): unknown {
  if (script.length > longestScript) return undefined;
  const json = script
    .trim()
    .replace(/^(?:<!--|\/\*<!\[CDATA\[\*\/|\/\/<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\]\]>\*\/|\/\/\]\]>|\]\]>)$/, '');
  return parseJson(json) ?? parseJson(mended(json));
}

/** Line breaks in strings, commas before a bracket and a semicolon at the end are the usual slips. */
function mended(json: string): string {
  return json
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/,\s{0,200}([}\]])/g, '$1')
    .replace(/;\s{0,200}$/, '');
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/** Every object in a JSON value, outer before inner, at most 5,000. */
function objectsIn(value: unknown): JsonObject[] {
  const found: JsonObject[] = [];
  const queue: unknown[] = [value];
  for (let at = 0; at < queue.length && at < nodeLimit; at += 1) {
    const next = queue[at];
    if (isObject(next)) found.push(next);
    for (const inner of innerOf(next)) queue.push(inner);
  }
  return found;
}

function innerOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.slice(0, nodeLimit);
  if (!isObject(value)) return [];
  return Object.values(value).filter((inner) => typeof inner === 'object' && inner !== null);
}

function factsOf(node: JsonObject, all: readonly JsonObject[], isArticle: boolean): LinkedFacts {
  const publisher = resolve(node['publisher'], all);
  const main = typesOf(node);
  const page = all.find((each) => typesOf(each).some((type) => /WebPage$/.test(type)));
  const told = (key: string): string => textOf(node[key]) || (isArticle ? '' : textOf(page?.[key]));
  return {
    types: [...main, ...all.slice(0, 200).flatMap(typesOf)],
    isArticle,
    headline:
      isArticle || main.includes('VideoObject')
        ? textOf(node['headline']) || textOf(node['name'])
        : '',
    alternativeHeadline: textOf(node['alternativeHeadline']),
    authors: isArticle ? namesOf(node['author'] ?? node['creator'], all) : [],
    published:
      told('datePublished') ||
      textOf(page?.['datePublished']) ||
      textOf(node['uploadDate']) ||
      textOf(node['dateCreated']),
    modified: told('dateModified'),
    publisher: isObject(publisher) ? textOf(publisher['name']) : textOf(publisher),
    section: textOf(node['articleSection']),
    keywords: listOf(node['keywords']),
    image: imageOf(node['image'], all) || textOf(node['thumbnailUrl']),
    language: textOf(node['inLanguage']),
    crumbs: crumbsOf(all),
    paywalled: isClosed(node) || partsOf(node['hasPart']).some(isClosed),
  };
}

const isClosed = (node: JsonObject): boolean =>
  String(node['isAccessibleForFree']).toLowerCase() === 'false';

const partsOf = (value: unknown): JsonObject[] =>
  (Array.isArray(value) ? value.slice(0, 50) : [value]).filter(isObject);

function namesOf(value: unknown, all: readonly JsonObject[]): LinkedName[] {
  const items: unknown[] = Array.isArray(value) ? value.flat().slice(0, 50) : [value];
  return items.flatMap((item) => {
    const person = resolve(item, all);
    const name = isObject(person) ? nameOf(person) : textOf(person);
    if (name === '') return [];
    const isOrganisation =
      isObject(person) && typesOf(person).some((type) => /Organi[sz]ation$/.test(type));
    if (!isObject(person) || !Array.isArray(person['name'])) return [{ name, isOrganisation }];
    return listOf(person['name']).map((each) => ({ name: each, isOrganisation }));
  });
}

function nameOf(person: JsonObject): string {
  const name = textOf(person['name']);
  if (name !== '') return name;
  return `${textOf(person['givenName'])} ${textOf(person['familyName'])}`.trim();
}

/** `{"@id": …}` stands for the object of that id elsewhere on the page. */
function resolve(value: unknown, all: readonly JsonObject[]): unknown {
  if (!isObject(value) || value['name'] !== undefined || value['@id'] === undefined) return value;
  return all.find((node) => node['@id'] === value['@id'] && node['name'] !== undefined) ?? value;
}

function imageOf(value: unknown, all: readonly JsonObject[]): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (!isObject(first)) return textOf(first);
  const id = first['@id'];
  const whole =
    first['url'] === undefined
      ? all.find((node) => node['@id'] === id && node['url'] !== undefined)
      : first;
  return textOf(whole?.['url']) || textOf(first['contentUrl']);
}

function crumbsOf(all: readonly JsonObject[]): string[] {
  const list = all.find((node) => typesOf(node).includes('BreadcrumbList'));
  return partsOf(list?.['itemListElement']).flatMap((item) => {
    const inner = item['item'];
    const name = textOf(item['name']) || (isObject(inner) ? textOf(inner['name']) : '');
    return name === '' ? [] : [name];
  });
}

/** A list, or one text parted by commas. */
function listOf(value: unknown): string[] {
  const items: unknown[] = Array.isArray(value)
    ? value.slice(0, 60)
    : String(textOf(value)).split(/[,，、;；]/);
  return items.flatMap((item) => {
    const text = (isObject(item) ? textOf(item['name']) : textOf(item)).trim();
    return text === '' ? [] : [text];
  });
}

function addressesOf(node: JsonObject): string[] {
  const page = node['mainEntityOfPage'];
  const said = [node['url'], node['@id'], isObject(page) ? page['@id'] : page];
  return said.flatMap((address) => (typeof address === 'string' ? [address] : []));
}

function isSamePage(address: string, url: string): boolean {
  const path = (from: string): string => from.replace(/^https?:\/\/[^/]*|[#?].*$|\/$/g, '');
  return path(url) !== '' && path(address) === path(url);
}

function typesOf(node: JsonObject): string[] {
  const type = node['@type'];
  const types: unknown[] = Array.isArray(type) ? type.slice(0, 10) : [type];
  return types
    .filter((name) => typeof name === 'string')
    .map((name) => name.replace(/^.*[/:]/, ''));
}

/** U+0000, which JSON can write and no text holds, becomes what HTML makes of it. */
function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'number') return String(first);
  const text = isObject(first) ? first['@value'] : first;
  return typeof text === 'string' ? text.slice(0, 1000).replaceAll('\0', '\ufffd').trim() : '';
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
