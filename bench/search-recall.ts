/**
 * Measures recall of the words alone, without an index: 10,000 random pieces of 2 to 8 Han characters
 * of real Chinese articles are asked for as they stand and as OpenCC writes them in Taiwan (twp: with
 * its own words), Hong Kong and in traditional characters; each must be in its article's words in one
 * of the ways of writing it. Names what is missed. Run: npm run bench:search-recall [-- --missed]
 */
import { Converter } from 'opencc-js';
import { indexWords, waysToWrite } from '../src/words/index.ts';
import { isThere, randomOf, readArticles } from './search/corpus.ts';

if (isThere) measure();
else console.log('../shared/data is not there; nothing to measure.');

function measure(): void {
  const random = randomOf(3);
  const articles = readArticles('zh')
    .filter((_, at) => at % 9 === 0)
    .map(({ text }) => ({
      spaced: ` ${indexWords(text, 'zh').spaced} `,
      runs: text.match(/\p{Script=Han}{2,}/gu) ?? [],
    }))
    .filter(({ runs }) => runs.length > 0);
  const pieces = Array.from({ length: 10_000 }, () => {
    const article = articles[Math.floor(random() * articles.length)];
    const run = article?.runs[Math.floor(random() * article.runs.length)] ?? '';
    const length = Math.min(run.length, 2 + Math.floor(random() * 7));
    const from = Math.floor(random() * (run.length - length + 1));
    return { piece: run.slice(from, from + length), spaced: article?.spaced ?? '' };
  });
  const forms: Readonly<Record<string, (text: string) => string>> = {
    'as it stands': (text) => text,
    'to traditional': Converter({ from: 'cn', to: 't' }),
    'to Taiwan': Converter({ from: 'cn', to: 'tw' }),
    'to Taiwan, its words': Converter({ from: 'cn', to: 'twp' }),
    'to Hong Kong': Converter({ from: 'cn', to: 'hk' }),
    'to simplified': Converter({ from: 't', to: 'cn' }),
  };
  for (const [name, convert] of Object.entries(forms)) {
    const missed = pieces.filter(({ piece, spaced }) => !finds(convert(piece), spaced));
    const share = (100 * (pieces.length - missed.length)) / pieces.length;
    console.log(`${name.padEnd(22)} ${share.toFixed(2)} % of ${pieces.length}`);
    if (process.argv.includes('--missed')) {
      console.log(missed.map(({ piece }) => `${piece}=${convert(piece)}`).join(' '));
    }
  }
}

function finds(typed: string, spaced: string): boolean {
  return waysToWrite(typed).some(
    (way) => 'words' in way && spaced.includes(` ${way.words.join(' ')} `),
  );
}
