import { type AbsentArticle, absencesDocument } from '../../archive/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { dateOption } from '../date-option.ts';
import { optional, type Session } from '../session.ts';
import { wholeNumber } from '../whole-number.ts';

export function addAbsenceCommands(add: Adder): void {
  add('absences', 'what was not served when it was looked for again', absences)
    .option('--source <ID>', 'of this source only')
    .option('--since <DATE>', 'missed, or served again, on or after, like 2026-11-24')
    .option('--limit <N>', 'articles of each kind at most (default: 200)');
}

async function absences(
  session: Session,
  _operands: readonly string[],
  flags: Flags,
): Promise<void> {
  const sourceId = flags['source'] as string | undefined;
  const query = {
    ...(sourceId === undefined ? {} : { sourceIds: [sourceId] }),
    ...optional('since', dateOption(flags['since'], '--since')),
    ...optional('limit', wholeNumber(flags['limit'], '--limit')),
  };
  await session.withArchive('read', async (archive) => {
    const found = await archive.absences(query);
    const { gone, missed, returned, totals } = found;
    session.answer(absencesDocument(found), () => [
      ...group('Not served any more, by repeated looks', gone, totals.gone),
      ...group('Not served at the last look', missed, totals.missed),
      ...group('Served again', returned, totals.returned),
      ...(totals.gone + totals.missed + totals.returned === 0
        ? ['Everything that was looked for again was served.']
        : []),
    ]);
  });
}

function group(name: string, found: readonly AbsentArticle[], total: number): string[] {
  if (total === 0) return [];
  const part = found.length < total ? `, the newest ${found.length} shown` : '';
  return [`${name}: ${total}${part}`, ...found.flatMap(lines), ''];
}

function lines({ article, source, span }: AbsentArticle): string[] {
  const { kind, looks, since, goneSince, endedAt } = span;
  const end = endedAt === undefined ? '' : `, served again ${minute(endedAt)}`;
  const seen = endedAt === undefined ? `last seen ${minute(article.lastSeenAt)}, ` : '';
  return [
    `  ${article.title}`,
    `    ${kind} · ${source?.title ?? article.sourceId} · ${article.id}`,
    `    ${seen}missed since ${minute(goneSince ?? since)}, ${looks.length} ${looks.length === 1 ? 'look' : 'looks'}${end}`,
  ];
}

const minute = (at: string): string => at.slice(0, 16).replace('T', ' ');
