/**
 * Measures over ../shared/data/revisions.jsonl.gz (states of articles before and after, by class)
 * which pairs are told as an edit: those whose words differ, and none that differ only in furniture,
 * markup, charset or punctuation; whether each edit is exact both ways; and how many pairs are
 * weighed in a second. HTML goes the archive's way: the extractor's fragment, freed of what its site
 * repeats; Markdown is read as its page shows it. Run: npm run bench:edits [-- --wrong | --show N]
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  applyEdit,
  compareRevisions,
  undoEdit,
  type Words,
  weighRevisions,
} from '../src/edits/index.ts';
import {
  emptyMemory,
  extractFragment,
  learnPage,
  type SiteMemory,
  sitePage,
  withoutFurniture,
} from '../src/extract/index.ts';
import { oneLine, plainText } from '../src/html/index.ts';
import type { EditSpan, Url } from '../src/model/index.ts';

interface Pair {
  readonly id: string;
  readonly url: Url;
  readonly class: string;
  readonly t_after: string;
  readonly title_before: string;
  readonly title_after: string;
  readonly html_before?: string;
  readonly html_after?: string;
  readonly md_before?: string;
  readonly md_after?: string;
}

interface Judged {
  readonly pair: Pair;
  readonly before: Words;
  readonly after: Words;
  /** Whether words of the outlet differ, by the class of the pair and its letters. */
  readonly differs: boolean;
  readonly weight: number;
  readonly exact: boolean;
}

const file = new URL('../../shared/data/revisions.jsonl.gz', import.meta.url);
/** Classes in which nothing of the text differs that the outlet wrote. */
const unwritten = /mojibake|footer|punctuation|markup/;

main();

function main(): void {
  if (!existsSync(file)) {
    console.log('../shared/data is not there; nothing to measure.');
    return;
  }
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const pairs = lines.map((text) => JSON.parse(text) as Pair);
  const memories = memoriesOf(pairs);
  let spent = 0;
  const judged = pairs.map((pair): Judged => {
    const [before, after] = [wordsOf(pair, 'before', memories), wordsOf(pair, 'after', memories)];
    const start = performance.now();
    const { weight } = weighRevisions(before, after);
    spent += performance.now() - start;
    return {
      pair,
      before,
      after,
      differs: differs(pair, before, after),
      weight,
      exact: isExact(before, after),
    };
  });
  tellClasses(judged);
  tellWhole(judged, spent);
  if (process.argv.includes('--wrong')) tellWrong(judged);
  const shown = process.argv.indexOf('--show');
  if (shown > 0) show(judged, Number(process.argv[shown + 1] ?? 20));
}

/** What each site repeats, learned of all its pages as they come, as an archive learns it. */
function memoriesOf(pairs: readonly Pair[]): ReadonlyMap<string, SiteMemory> {
  const memories = new Map<string, SiteMemory>();
  const inTime = [...pairs].sort((one, other) => (one.t_after < other.t_after ? -1 : 1));
  for (const pair of inTime) {
    if (pair.html_after === undefined) continue;
    const { host } = new URL(pair.url);
    const memory = memories.get(host) ?? emptyMemory;
    memories.set(host, learnPage(memory, sitePage(pair.url, fragment(pair, 'after').article)));
  }
  return memories;
}

function fragment(pair: Pair, side: 'before' | 'after') {
  const html = pair[`html_${side}`] ?? '';
  return extractFragment({ url: pair.url, title: pair[`title_${side}`], html });
}

function wordsOf(
  pair: Pair,
  side: 'before' | 'after',
  memories: ReadonlyMap<string, SiteMemory>,
): Words {
  const markdown = pair[`md_${side}`];
  if (markdown !== undefined) {
    return { title: oneLine(plainText(pair[`title_${side}`])), text: shownText(markdown) };
  }
  const memory = memories.get(new URL(pair.url).host) ?? emptyMemory;
  return withoutFurniture(fragment(pair, side), memory).article;
}

/** The words of Markdown as its page shows them: no templates, no addresses, a line a paragraph. */
function shownText(markdown: string): string {
  return markdown
    .replace(/\r/g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, '')
    .replace(/\]\([^)\s]*(?: "[^"]*")?\)*/g, ']')
    .replace(/[[\]]/g, '')
    .split(/\n\s*\n|\n(?=\s*(?:[*+-]|\d+\.|#+|>)\s)/)
    .map((block) => oneLine(plainText(block.replace(/^\s*(?:[*+-]|\d+\.|#+|>)\s+/, ''))))
    .map((line) => line.replace(/\*\*|__|(?<!\p{L})_|_(?!\p{L})|\\/gu, ''))
    .filter((line) => line !== '')
    .join('\n');
}

/** Titles are told as they are; a text differs where its class says so and its letters do. */
function differs(pair: Pair, before: Words, after: Words): boolean {
  const letters = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '');
  if (letters(before.title) !== letters(after.title)) return true;
  return !unwritten.test(pair.class) && letters(before.text) !== letters(after.text);
}

function isExact(before: Words, after: Words): boolean {
  const edit = compareRevisions(before, after);
  const [there, back] = [applyEdit(before, edit), undoEdit(after, edit)];
  return (
    there.title === after.title &&
    there.text === after.text &&
    back.title === before.title &&
    back.text === before.text
  );
}

function tellClasses(judged: readonly Judged[]): void {
  console.log(`${'class'.padEnd(34)} pairs  differ  told  rightly told, rightly not`);
  for (const [name, some] of [...Map.groupBy(judged, ({ pair }) => pair.class)].sort()) {
    const told = some.filter(({ weight }) => weight > 0);
    const right = some.filter(({ differs: is, weight }) => is === weight > 0).length;
    const differing = some.filter((one) => one.differs).length;
    console.log(
      `${name.padEnd(34)} ${String(some.length).padStart(5)} ${String(differing).padStart(7)} ${String(told.length).padStart(5)} ${String(right).padStart(13)}`,
    );
  }
}

function tellWhole(judged: readonly Judged[], spent: number): void {
  const share = (some: readonly Judged[], of: readonly Judged[]) =>
    `${((100 * some.length) / of.length).toFixed(1)} % (${some.length} of ${of.length})`;
  const edited = judged.filter((one) => one.differs);
  const other = judged.filter((one) => !one.differs);
  const told = judged.filter(({ weight }) => weight > 0);
  const untold = judged.filter(({ weight }) => weight === 0);
  line(
    'edits: precision',
    share(
      told.filter((one) => one.differs),
      told,
    ),
  );
  line(
    'edits: recall',
    share(
      edited.filter(({ weight }) => weight > 0),
      edited,
    ),
  );
  line(
    'no edits: precision',
    share(
      untold.filter((one) => !one.differs),
      untold,
    ),
  );
  line(
    'no edits: recall',
    share(
      other.filter(({ weight }) => weight === 0),
      other,
    ),
  );
  line(
    'exact both ways',
    share(
      judged.filter(({ exact }) => exact),
      judged,
    ),
  );
  line('weighed', `${Math.round((1000 * judged.length) / spent)} pairs/s`);
}

function tellWrong(judged: readonly Judged[]): void {
  for (const { pair, before, after, differs: is, weight } of judged) {
    if (is === weight > 0) continue;
    console.log(
      `\n${pair.id} ${pair.class}: ${is ? 'an edit, not told' : `no edit, told ${weight}`}`,
    );
    for (const { kind, before: was, after: now } of weighRevisions(before, after).changes.slice(
      0,
      4,
    )) {
      console.log(`  ${kind}: ${was?.slice(0, 120) ?? ''} → ${now?.slice(0, 120) ?? ''}`);
    }
  }
}

/** Prints some edits spread over the set, to be read. */
function show(judged: readonly Judged[], count: number): void {
  const told = judged.filter(({ weight }) => weight > 0);
  const step = Math.max(1, Math.floor(told.length / count));
  for (const { pair, before, after, weight } of told.filter((_, at) => at % step === 0)) {
    const edit = compareRevisions(before, after);
    console.log(`\n=== ${pair.id} ${pair.class} ${weight}\n${marked(edit.title)}`);
    for (const block of edit.blocks) {
      if (block.kind !== 'same') console.log(`${block.kind}: ${marked(block.spans)}`);
    }
  }
}

function marked(spans: readonly EditSpan[]): string {
  return spans
    .map(({ kind, text }) => {
      if (kind === 'removed') return `[-${text}-]`;
      if (kind === 'added') return `{+${text}+}`;
      return text.length < 60 ? text : `${text.slice(0, 24)}⋯${text.slice(-24)}`;
    })
    .join('');
}

function line(name: string, value: string): void {
  console.log(`${name.padEnd(24)} ${value}`);
}
