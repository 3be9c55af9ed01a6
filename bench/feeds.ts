/**
 * Reads every feed document of ../shared/data/feeds and prints, by origin, how much of what is known
 * of them comes out right, beside three readers from npm; how many entries each reads in a second;
 * and what becomes of the lists of feeds. Run: npm run bench:feeds [-- --wrong | --wrong=NAME]
 */
import { existsSync, readFileSync } from 'node:fs';
import {
  discoverFeeds,
  documentKind,
  type FeedInput,
  parseFeed,
  parseOpml,
  parseSitemapIndex,
  sectionEntries,
} from '../src/feed/index.ts';
import { decodeText } from '../src/html/index.ts';
import type { Url } from '../src/model/index.ts';
import { knownOf, type Listed } from './feeds/known.ts';
import { printOpml } from './feeds/opml.ts';
import { isRefusal, type Reader, type Reading, readers } from './feeds/readers.ts';
import {
  aspects,
  documentUrl,
  emptyTally,
  score,
  scoreVerbatim,
  type Tally,
} from './feeds/score.ts';
import { printSpeed } from './feeds/speed.ts';
import { printValidity } from './feeds/validity.ts';

interface Document extends Listed {
  readonly input: FeedInput;
}

const root = new URL('../../shared/data/feeds/', import.meta.url);
const wrong = process.argv.find((word) => word.startsWith('--wrong'));
const wrongOf = wrong === undefined ? undefined : (wrong.split('=')[1] ?? 'backissue');

await main();

async function main(): Promise<void> {
  if (!existsSync(new URL('MANIFEST.jsonl', root))) {
    console.log('../shared/data/feeds is not there; nothing to measure.');
    return;
  }
  const lines = readFileSync(new URL('MANIFEST.jsonl', root), 'utf8').trim().split('\n');
  const documents = lines
    .map((line) => JSON.parse(line) as Listed)
    .filter((one) => one.role === 'document')
    .map((one) => ({ ...one, input: inputOf(one) }));
  readEverything(documents);
  await compare(documents);
  await printSpeed(documents);
  printValidity(documents);
  printOpml(documents);
}

/** A test of feedparser may say under which address it is to be read. */
function inputOf(one: Listed): FeedInput {
  const bytes = readFileSync(new URL(one.file.replaceAll('#', '%23'), root));
  const { text } = decodeText(bytes, { kind: 'xml' });
  const told = /^Header:\s*Content-Location:\s*(\S+)/m.exec(text.slice(0, 2000))?.[1] ?? '';
  return { url: (URL.parse(told, documentUrl)?.href ?? documentUrl) as Url, text };
}

/** Every document through every reader of the room: nothing but a refusal may be thrown. */
function readEverything(documents: readonly Document[]): void {
  const ours = { parseFeed, parseOpml, parseSitemapIndex, sectionEntries, discoverFeeds };
  const told = { crashed: 0, slow: 0, longest: 0, longestFile: '' };
  for (const { input, file } of documents) {
    for (const [name, read] of Object.entries({ documentKind, ...ours })) {
      const start = process.cpuUsage();
      const thrown = thrownBy(() => read(input));
      const { user, system } = process.cpuUsage(start);
      const took = (user + system) / 1000;
      if (thrown !== undefined && !isRefusal(thrown)) {
        told.crashed += 1;
        console.log(`CRASH ${name} ${file}: ${String(thrown)}`);
      }
      if (took > 1000) told.slow += 1;
      if (took > told.longest) Object.assign(told, { longest: took, longestFile: file });
    }
  }
  console.log(
    `${documents.length} documents through every reader of ours: ${told.crashed} crashed, ${told.slow} took over 1 s of CPU time; longest ${Math.round(told.longest)} ms (${told.longestFile})\n`,
  );
}

function thrownBy(read: () => unknown): unknown {
  try {
    read();
    return undefined;
  } catch (error) {
    return error;
  }
}

async function compare(documents: readonly Document[]): Promise<void> {
  const tallies = new Map<string, Map<Reader, Tally>>();
  const refused = new Map<Reader, number>();
  let feeds = 0;
  for (const one of documents) {
    const known = knownOf(one, one.input.text, root);
    const isFeed = /^(?:rss|feed|rdf|channel)$/i.test(one.kind ?? '');
    if (isFeed) feeds += 1;
    for (const reader of readers) {
      const told = await reading(reader, one.input);
      if (told === undefined && isFeed) refused.set(reader, (refused.get(reader) ?? 0) + 1);
      const tally = tallyOf(tallies, one.repo, reader);
      const answer = told ?? { feed: {}, items: [] };
      scoreVerbatim(tally, one.input.text, answer);
      if (known === undefined) continue;
      score(tally, known, answer, one.input.text, (aspect, wanted, got) => {
        if (wrongOf !== reader.name) return;
        console.log(`${aspect} ${one.file}\n    wanted ${wanted}\n    got    ${got}`);
      });
    }
  }
  printTallies(tallies);
  const counts = readers.map((reader) => `${reader.name} ${refused.get(reader) ?? 0}`).join(', ');
  console.log(`\n${feeds} RSS, RDF and Atom documents; not read at all: ${counts}`);
}

async function reading(reader: Reader, input: FeedInput): Promise<Reading | undefined> {
  try {
    return await reader.read(input);
  } catch {
    return undefined;
  }
}

function tallyOf(tallies: Map<string, Map<Reader, Tally>>, repo: string, reader: Reader): Tally {
  const origin = tallies.get(repo) ?? new Map<Reader, Tally>();
  tallies.set(repo, origin);
  const tally = origin.get(reader) ?? emptyTally();
  origin.set(reader, tally);
  return tally;
}

function printTallies(tallies: ReadonlyMap<string, ReadonlyMap<Reader, Tally>>): void {
  const all = new Map(readers.map((reader) => [reader, emptyTally()]));
  const head = [...aspects, 'right'].map((aspect) => aspect.padStart(11)).join('');
  console.log('right/known'.padEnd(28) + head);
  for (const [repo, byReader] of tallies) {
    if ([...byReader.values()].every((tally) => sum(tally).of === 0)) continue;
    console.log(repo);
    for (const [reader, tally] of byReader) {
      printRow(reader.name, tally);
      for (const aspect of aspects) add(all.get(reader)?.[aspect], tally[aspect]);
    }
  }
  console.log('all');
  for (const [reader, tally] of all) printRow(reader.name, tally);
}

interface Count {
  right: number;
  of: number;
}

function add(total: Count | undefined, more: Count): void {
  if (total === undefined) return;
  total.right += more.right;
  total.of += more.of;
}

function sum(tally: Tally): Count {
  const total = { right: 0, of: 0 };
  for (const aspect of aspects) add(total, tally[aspect]);
  return total;
}

function printRow(name: string, tally: Tally): void {
  const cells = aspects.map((aspect) => {
    const { right, of } = tally[aspect];
    return (of === 0 ? '-' : `${right}/${of}`).padStart(11);
  });
  const { right, of } = sum(tally);
  const share = `${((100 * right) / of).toFixed(2)} %`.padStart(11);
  console.log(`  ${name.padEnd(26)}${cells.join('')}${share}`);
}
