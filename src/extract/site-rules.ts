import type { Url } from '../model/index.ts';
import {
  type ChoiceName,
  type Pattern,
  type PatternName,
  type Replacement,
  type RuleFault,
  type RuleLines,
  readRuleLines,
  type WordName,
  type Wrap,
} from './rule-lines.ts';

/** A file of a folder of site rules, such as `example.org.txt`. */
export interface RuleFile {
  readonly name: string;
  readonly text: string;
}

/** What holds for the pages of one site: its own file's rules first, then those for all sites. */
export interface SiteRules {
  /** Changes with any byte of the files: a changed rule is another extractor. */
  readonly mark: string;
  readonly patterns: (name: PatternName) => readonly Pattern[];
  readonly words: (name: WordName) => readonly string[];
  readonly choice: (name: ChoiceName) => boolean | undefined;
  readonly replacements: readonly Replacement[];
  readonly wraps: readonly Wrap[];
}

/** The rules of a folder. */
export interface SiteRuleBook {
  /** Those for a page at this address; undefined where there are none. */
  rulesFor(url: Url): SiteRules | undefined;
  /** How many files hold rules. */
  readonly files: number;
  /** Lines and files that cannot be used, in order of the files' names. */
  readonly faults: readonly RuleFault[];
}

/** What one file may hold, in UTF-16 units; the longest of those that people share have 20,000. */
const longestFile = 256 * 1024;
const forAll = 'global';

interface Read {
  readonly name: string;
  readonly lines: RuleLines;
  readonly text: string;
}

/**
 * The rules of files in the `ftr-site-config` format (docs/site-rules.md): `example.org.txt` for
 * that host with or without `www.`, `.example.org.txt` for the hosts below it, `global.txt` for all.
 * Of two files for the same pages the first by name is read. Never throws: what cannot be used is
 * among the faults.
 */
export function siteRuleBook(files: readonly RuleFile[]): SiteRuleBook {
  const byHost = new Map<string, Read>();
  const faults: RuleFault[] = [];
  for (const { name, text } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const host = hostOf(name);
    if (host === undefined) continue;
    if (text.length > longestFile) {
      const message = `${name}: it is longer than 256 KiB and is not read; make it shorter.`;
      faults.push({ file: name, line: 0, message });
      continue;
    }
    const other = byHost.get(host);
    if (other !== undefined) {
      const message = `${name}: it is for the same pages as ${other.name} and is not read; put the rules of both into one file.`;
      faults.push({ file: name, line: 0, message });
      continue;
    }
    const read = readRuleLines(text, name);
    faults.push(...read.faults);
    byHost.set(host, { name, lines: read.lines, text });
  }
  const made = new Map<string, SiteRules | undefined>();
  return {
    files: byHost.size,
    faults,
    rulesFor(url) {
      const key = keyFor(url, byHost);
      if (!made.has(key)) made.set(key, rulesOf(byHost.get(key), byHost.get(forAll)));
      return made.get(key);
    },
  };
}

/** What a file is for, by its name; undefined for a file of another kind, such as a licence. */
function hostOf(name: string): string | undefined {
  const stem = /^(.+)\.txt$/i.exec(name)?.[1]?.toLowerCase();
  if (stem === undefined || stem === forAll) return stem;
  const host = URL.parse(`http://${stem.replace(/^\./, '')}/`)?.hostname;
  if (host === undefined || !/[.:]|^localhost$/.test(host)) return undefined;
  return stem.startsWith('.') ? `.${host}` : host.replace(/^www\./, '');
}

/** The name of the file that a host's pages have: its own, else that of the nearest host above it. */
function keyFor(url: Url, byHost: ReadonlyMap<string, Read>): string {
  const host = new URL(url).hostname.replace(/\.$/, '').replace(/^www\./, '');
  if (byHost.has(host)) return host;
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    if (byHost.has(host.slice(dot))) return host.slice(dot);
  }
  return '';
}

/** The site's file and the one for all; a site that forbids guessing wants its own rules alone. */
function rulesOf(own: Read | undefined, all: Read | undefined): SiteRules | undefined {
  const alone = own?.lines.choices.get('autodetect_on_failure') === false;
  const files = [own, alone ? undefined : all].filter((read) => read !== undefined);
  if (files.length === 0) return undefined;
  const lines = files.map((read) => read.lines);
  return {
    mark: markOf(files.map((read) => read.text).join('\0')),
    patterns: (name) => lines.flatMap(({ patterns }) => patterns.get(name) ?? []),
    words: (name) => lines.flatMap(({ words }) => words.get(name) ?? []),
    choice: (name) => lines.map(({ choices }) => choices.get(name)).find((it) => it !== undefined),
    replacements: lines.flatMap(({ replacements }) => replacements),
    wraps: lines.flatMap(({ wraps }) => wraps),
  };
}

/** FNV-1a, 32 bits, in hexadecimal: tells two states of a file apart, and protects nothing. */
function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
