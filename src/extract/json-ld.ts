/** What a page's JSON-LD says of the article (schema.org). */
export interface LinkedFacts {
  readonly types: readonly string[];
  readonly headline: string;
  readonly authors: readonly string[];
  readonly published: string;
  readonly modified: string;
  readonly publisher: string;
  readonly section: string;
  /** `isAccessibleForFree` is false. */
  readonly paywalled: boolean;
}

type JsonObject = Readonly<Record<string, unknown>>;

const longestScript = 500_000;
const nodeLimit = 5000;
const articleType = /(?:Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting)$/;

/**
 * The article that a page's JSON-LD scripts describe; of several the first with a headline. A
 * script that is no JSON, or longer than 500,000 characters, says nothing.
 */
export function linkedFacts(scripts: readonly string[]): LinkedFacts | undefined {
  const nodes = scripts.flatMap((script) => objectsIn(parseScript(script)));
  const articles = nodes.filter((node) => typesOf(node).some((type) => articleType.test(type)));
  const videos = nodes.filter((node) => typesOf(node).includes('VideoObject'));
  const main = articles.find((node) => textOf(node['headline']) !== '') ?? articles[0] ?? videos[0];
  return main === undefined ? undefined : factsOf(main, nodes);
}

function parseScript(script: string): unknown {
  if (script.length > longestScript) return undefined;
  const json = script.replace(
    /^\s*(?:<!--|\/\*<!\[CDATA\[\*\/|<!\[CDATA\[)|(?:-->|\]\]>)\s*$/g,
    '',
  );
  return parseJson(json) ?? parseJson(json.replace(/\p{Cc}+/gu, ' ').replace(/,\s*([}\]])/g, '$1'));
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
    if (Array.isArray(next)) queue.push(...next.slice(0, nodeLimit));
    else if (isObject(next)) {
      found.push(next);
      queue.push(...Object.values(next).filter((inner) => typeof inner === 'object'));
    }
  }
  return found;
}

function factsOf(node: JsonObject, all: readonly JsonObject[]): LinkedFacts {
  const publisher = resolve(node['publisher'], all);
  return {
    types: typesOf(node),
    headline: textOf(node['headline']) || textOf(node['name']),
    authors: namesOf(node['author'] ?? node['creator'], all),
    published: textOf(node['datePublished']) || textOf(node['uploadDate']),
    modified: textOf(node['dateModified']),
    publisher: isObject(publisher) ? textOf(publisher['name']) : textOf(publisher),
    section: textOf(node['articleSection']),
    paywalled: String(node['isAccessibleForFree']).toLowerCase() === 'false',
  };
}

function namesOf(value: unknown, all: readonly JsonObject[]): string[] {
  const items: unknown[] = Array.isArray(value) ? value.slice(0, 50) : [value];
  return items.flatMap((item) => {
    const person = resolve(item, all);
    const name = isObject(person) ? textOf(person['name']) : textOf(person);
    return name === '' ? [] : [name];
  });
}

/** `{"@id": …}` stands for the object of that id elsewhere on the page. */
function resolve(value: unknown, all: readonly JsonObject[]): unknown {
  if (!isObject(value) || value['name'] !== undefined || value['@id'] === undefined) return value;
  return all.find((node) => node['@id'] === value['@id'] && node['name'] !== undefined) ?? value;
}

function typesOf(node: JsonObject): string[] {
  const type = node['@type'];
  const types: unknown[] = Array.isArray(type) ? type : [type];
  return types.filter((name) => typeof name === 'string');
}

function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.slice(0, 1000).trim() : '';
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
