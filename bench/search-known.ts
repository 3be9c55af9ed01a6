/**
 * Measures how high search puts the article that is meant, over ../shared/data/articles-zh.jsonl.gz:
 * questions of which the article is known (its title, a sentence of it, a phrase), in simplified
 * characters and as OpenCC writes them for Taiwan and Hong Kong, and editors' tags with the articles
 * they stand on (nDCG@10; articles that are not there are left out, and what no editor tagged counts as
 * wrong for every engine). Beside FTS5 over pairs of characters and over jieba's words, both folded as
 * ours are, and asking for any of the words where nothing has all.
 *
 * Each cell: MRR (of the first ten) / recall@10. `strict`: the one article. `copies`: what cannot be told
 * from it is as good: the same text under another id, and in questions for titles the same title.
 * `by chance`: what strict can come to where all articles that hold the words as they are asked, and in
 * questions for titles all of that title, come first in any order.
 * One half of the questions is for looking at, the other for reporting.
 * Run: npm run bench:search-known [-- --half looked|reported] [--only ours] [--missed]
 */
import { jiebaWords, pairWords } from './search/engines.ts';
import { isThere, readItems, readQuestions, readTags } from './search/known-items.ts';
import { measureKnown, measureTags, type Score, told } from './search/known-measures.ts';
import { knownTruth } from './search/known-truth.ts';
import { ours } from './search/ours.ts';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

if (isThere) await main();
else console.log('../shared/data is not there; nothing to measure.');

async function main(): Promise<void> {
  const items = readItems();
  const there = new Set(items.map(({ id }) => id));
  const half = option('half');
  const inHalf = ({ looked }: { readonly looked: boolean }) =>
    half === undefined || looked === (half === 'looked');
  const questions = readQuestions(there).filter(inHalf);
  const tags = readTags(there).filter(inHalf);
  const truth = knownTruth(items, questions);
  console.log(`${items.length} articles, ${questions.length} questions, ${tags.length} tags`);
  const only = option('only') ?? '';
  for (const open of [ours, () => pairWords(true), jiebaWords]) {
    const engine = await open();
    if (engine.name.includes(only)) {
      for (let at = 0; at < items.length; at += 256)
        await engine.add(items.slice(at, at + 256), at + 1);
      await engine.finish();
      const find = async (text: string) =>
        (await engine.find(text)).docs.map((doc) => items[doc - 1]?.id ?? '');
      const scores = await measureKnown(questions, truth, find);
      show(engine.name, scores, await measureTags(tags, find));
      if (process.argv.includes('--missed')) showMissed(scores);
    }
    await engine.close();
  }
}

function show(name: string, scores: readonly Score[], tags: number): void {
  console.log(
    `\n${name.padEnd(24)}${['strict', 'copies', 'by chance'].map((one) => one.padStart(16)).join('')}`,
  );
  const groups = Map.groupBy(scores, ({ question: { kind, form } }) => `${kind}, ${form}`);
  for (const [group, some] of groups) {
    const cells = (['strict', 'copies', 'chance'] as const).map((one) => told(some, one));
    console.log(`${group.padEnd(24)}${cells.map((cell) => cell.padStart(16)).join('')}`);
  }
  console.log(`${'tags, nDCG@10'.padEnd(24)}${tags.toFixed(4).padStart(16)}`);
}

function showMissed(scores: readonly Score[]): void {
  for (const { question, copies, strict } of scores) {
    if (copies.rank === 1) continue;
    console.log(
      `${question.kind} ${question.form} ${question.id}`,
      strict.rank,
      copies.rank,
      question.text,
    );
  }
}
