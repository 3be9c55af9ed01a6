import { differenceDocument, editDocument, sourceTitles } from '../../archive/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { dateOption } from '../date-option.ts';
import { changeLines, differenceLines, unifiedLines } from '../difference-lines.ts';
import { optional, type Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { wholeNumber } from '../whole-number.ts';

export function addEditCommands(add: Adder): void {
  add('diff <article> [a] [b]', 'what changed between two revisions, word by word', diff).option(
    '--format <words|unified>',
    'words in their paragraphs, or whole paragraphs with - and + (default: words)',
  );
  add('edits', 'what outlets changed in their articles, the weightiest first', edits)
    .option('--source <ID>', 'of this source only')
    .option('--since <DATE>', 'seen on or after, like 2026-11-24')
    .option('--until <DATE>', 'seen before')
    .option('--order <weight|time>', 'the weightiest first, or the newest (default: weight)')
    .option('--least <WEIGHT>', 'of this weight at least, 0 to 100 (default: 1)')
    .option('--limit <N>', 'edits at most (default: 20)');
}

async function diff(
  session: Session,
  [named = '', a, b]: readonly string[],
  flags: Flags,
): Promise<void> {
  const format = flags['format'] ?? 'words';
  if (format !== 'words' && format !== 'unified') {
    throw usageError(`--format is ${String(format)}; it takes words or unified.`);
  }
  const [from, to] = [wholeNumber(a, 'A'), wholeNumber(b, 'B')];
  await session.withArchive('read', async (archive) => {
    const difference = await archive.diff(named, from, to);
    const coloured = session.terminal.coloured === true;
    session.answer(differenceDocument(difference), () =>
      format === 'unified'
        ? unifiedLines(difference, coloured)
        : differenceLines(difference, coloured),
    );
  });
}

async function edits(session: Session, _operands: readonly string[], flags: Flags): Promise<void> {
  const order = flags['order'] ?? 'weight';
  if (order !== 'weight' && order !== 'time') {
    throw usageError(`--order is ${String(order)}; it takes weight or time.`);
  }
  const sourceId = flags['source'] as string | undefined;
  const query = {
    order,
    ...optional('sourceIds', sourceId === undefined ? undefined : [sourceId]),
    ...optional('since', dateOption(flags['since'], '--since')),
    ...optional('until', dateOption(flags['until'], '--until')),
    ...optional('least', weightOption(flags['least'])),
    limit: wholeNumber(flags['limit'], '--limit') ?? 20,
  } as const;
  await session.withArchive('read', async (archive) => {
    const titles = sourceTitles(await archive.sourceList());
    const found = (await archive.edits(query)).map((one) => editDocument(one, titles));
    const coloured = session.terminal.coloured === true;
    session.answer({ edits: found }, () =>
      found.length === 0
        ? ['No edits on record.']
        : found.flatMap(({ article, from, to, seenAt, weight, changes, changed }) => [
            `${String(weight).padStart(3)}  ${article.title}`,
            `     ${article.source} · ${seenAt.slice(0, 16).replace('T', ' ')} · revision ${from} → ${to} · ${article.id}`,
            ...changeLines(changes.slice(0, 3), coloured),
            ...(changed > 3 ? [`     and ${changed - 3} more`] : []),
            '',
          ]),
    );
  });
}

function weightOption(value: Flags[string]): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^(?:\d{1,2}|100)$/.test(value)) return Number(value);
  throw usageError(`--least is ${String(value)}; it takes a weight from 0 to 100.`);
}
