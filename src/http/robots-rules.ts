import parser from 'robots-parser';
import type { Url } from '../model/index.ts';

/** The package's own types describe its CommonJS export as an ES module's default. */
const robotsParser = parser as unknown as typeof parser.default;

/** What one robots.txt (RFC 9309) says to us. */
export interface RobotsRules {
  allows(url: Url): boolean;
  /** Not in the RFC but widely written; 0 without. */
  readonly crawlDelayMs: number;
  /** Characters held. */
  readonly size: number;
}

const longestCrawlDelayMs = 30_000;
const longestPattern = 2048;
/**
 * Characters of patterns after their first `*`, over all rules. Each costs at most one pass over
 * the URL's path, so a hostile file of wildcards is bounded; real ones hold a few thousand.
 */
const wildBudget = 16_384;
/** What is matched of a longer path; rules end long before. */
const longestPath = 2048;

/** Reads the robots.txt at `robotsUrl` for the crawler named `product`. Anything at all is read. */
export function parseRobots(robotsUrl: Url, text: string, product: string): RobotsRules {
  const ours = rulesFor(text, product.toLowerCase());
  const robots = robotsParser(robotsUrl, ours);
  const delay = (robots.getCrawlDelay(product) ?? 0) * 1000;
  return {
    allows: (url) => {
      const { origin, pathname, search } = new URL(url);
      if (pathname === '/robots.txt') return true;
      const path = `${pathname}${search}`.slice(0, longestPath);
      return robots.isAllowed(`${origin}${path}`, product) !== false;
    },
    crawlDelayMs: Math.min(Math.max(0, delay), longestCrawlDelayMs),
    size: ours.length,
  };
}

/**
 * The groups that speak to `product` (those for `*` where none names it) as one, in the plainest
 * form. The parser's work is agents times rules and path times pattern, so one agent is left and
 * patterns lose their excess: what is cut from a Disallow forbids more, such an Allow is dropped.
 */
function rulesFor(text: string, product: string): string {
  const groups = readGroups(text);
  const named = groups.filter(({ agents }) => agents.has(product));
  const heard = named.length > 0 ? named : groups.filter(({ agents }) => agents.has('*'));
  const lines = new Set(['User-agent: *']);
  let budget = wildBudget;
  for (const [name, value] of heard.flatMap(({ rules }) => rules)) {
    const kept = name === 'crawl-delay' ? value : boundedPattern(name, value, budget);
    if (kept === undefined) continue;
    budget -= wildLength(kept);
    lines.add(`${name}: ${kept}`);
  }
  return [...lines].join('\n');
}

type Rule = readonly [name: string, value: string];

interface Group {
  readonly agents: Set<string>;
  readonly rules: Rule[];
}

const ruleNames = ['allow', 'disallow', 'crawl-delay'];

/** RFC 9309, 2.1: lines that name agents, then rules for them; anything else is passed over. */
function readGroups(text: string): readonly Group[] {
  const groups: Group[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [name, value] = nameAndValue(line);
    let group = groups.at(-1);
    if (name === 'user-agent') {
      if (group === undefined || group.rules.length > 0) {
        group = { agents: new Set(), rules: [] };
        groups.push(group);
      }
      group.agents.add(agentName(value));
    } else if (ruleNames.includes(name)) group?.rules.push([name, value]);
  }
  return groups;
}

function nameAndValue(line: string): Rule {
  const plain = line.split('#', 1)[0] ?? '';
  const colon = plain.indexOf(':');
  if (colon < 0) return ['', ''];
  return [plain.slice(0, colon).trim().toLowerCase(), plain.slice(colon + 1).trim()];
}

/** RFC 9309, 2.2.1: a product token, whatever version or comment follows it. */
function agentName(value: string): string {
  return value.startsWith('*') ? '*' : (/^[A-Za-z_-]*/.exec(value)?.[0] ?? '').toLowerCase();
}

function boundedPattern(name: string, value: string, budget: number): string | undefined {
  const pattern = value.replace(/\*{2,}/g, '*');
  if (pattern.length <= longestPattern && wildLength(pattern) <= budget) return pattern;
  if (name === 'allow') return undefined;
  const star = pattern.indexOf('*');
  return pattern.slice(0, Math.min(star < 0 ? pattern.length : star, longestPattern));
}

function wildLength(pattern: string | undefined): number {
  const star = pattern?.indexOf('*') ?? -1;
  return pattern === undefined || star < 0 ? 0 : pattern.length - star;
}
