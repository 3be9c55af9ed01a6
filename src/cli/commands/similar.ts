import { similarDocument, sourceTitles } from '../../archive/index.ts';
import type { Adder } from '../adder.ts';
import type { Session } from '../session.ts';

export function addSimilarCommand(add: Adder): void {
  add('similar <article>', 'articles that hold the same text, at other outlets too', similar);
}

async function similar(session: Session, [named = '']: readonly string[]): Promise<void> {
  await session.withArchive('read', async (archive) => {
    const { article } = await archive.article(named);
    const titles = sourceTitles(await archive.sourceList());
    const document = similarDocument(article, await archive.similar(article.id), titles);
    const found = document.similar;
    session.answer(document, () => [countLine(found), ...found.flatMap(linesOf)]);
  });
}

const countLine = (found: readonly unknown[]): string =>
  found.length === 1
    ? '1 other article holds this text'
    : `${found.length === 0 ? 'no' : found.length} other articles hold this text`;

type Shown = ReturnType<typeof similarDocument>['similar'][number];

const linesOf = ({ article, likeness }: Shown): string[] => [
  '',
  article.title,
  `  ${article.source} · ${article.publishedAt?.slice(0, 10) ?? 'no date'} · ${article.id}`,
  `  ${Math.round(100 * likeness)} % of the words in a row in common · ${article.url}`,
];
