import {
  type ArticleState,
  articleDocument,
  bylineOf,
  historyDocument,
  markdownLines,
} from '../../archive/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { jsonLine } from '../plain-terminal.ts';
import type { Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { wholeNumber } from '../whole-number.ts';

export function addArticleCommands(add: Adder): void {
  add('show <article>', 'an article by id, unique prefix of one, or URL', show)
    .option('--revision <N>', 'as this revision had it')
    .option('--format <text|markdown|html|json>', 'how it is shown (default: text)')
    .option('--explain', 'also what is cut because the site repeats it, and why');
  add('history <article>', 'the revisions of an article, first to last', history);
}

async function show(
  session: Session,
  [named = '']: readonly string[],
  flags: Flags,
): Promise<void> {
  const format = flags['format'] ?? 'text';
  if (!['text', 'markdown', 'html', 'json'].includes(String(format))) {
    throw usageError(`--format is ${String(format)}; it takes text, markdown, html or json.`);
  }
  await session.withArchive('read', async (archive) => {
    const state = await archive.article(named, wholeNumber(flags['revision'], '--revision'));
    const document = articleDocument(state);
    if (format === 'json') session.terminal.out(jsonLine(document));
    else {
      const why = flags['explain'] === true ? cutLines(state) : [];
      session.answer(document, () => [...articleLines(state, String(format)), ...why]);
    }
  });
}

/** What the memory of its site cut from an article. */
const cutLines = ({ revision: { cut = [] } }: ArticleState): string[] =>
  cut.length === 0
    ? ['Nothing is cut because the site repeats it.']
    : cut.flatMap(({ reason, text }) => [`Cut, ${reason}:`, `  ${text}`]);

/** What is known of an absence, in a sentence: no more than the looks say. */
function absentLine({ article, spans }: ArticleState): string[] {
  const span = spans.at(-1);
  if (span === undefined) return [];
  const { since, goneSince, endedAt, kind, looks } = span;
  const times = looks.length === 1 ? 'one look' : `${looks.length} looks`;
  if (endedAt !== undefined) return [`Not served from ${since} to ${endedAt} (${kind}, ${times}).`];
  const known = goneSince === undefined ? 'Not served at the last look' : 'Not served any more';
  return [`${known}, since ${since} (${kind}, ${times}); last seen ${article.lastSeenAt}.`];
}

function articleLines(state: ArticleState, format: string): string[] {
  const { article, revision } = state;
  const { title, text, html } = revision.content;
  if (format === 'html') return [html];
  if (format === 'markdown') return markdownLines(state);
  return [
    title,
    bylineOf(state),
    `${article.url} · revision ${revision.number} of ${article.revisions}`,
    ...absentLine(state),
    '',
    ...text.split('\n').flatMap((line) => [line, '']),
  ];
}

async function history(session: Session, [named = '']: readonly string[]): Promise<void> {
  await session.withArchive('read', async (archive) => {
    const state = await archive.article(named);
    const document = await historyDocument(archive, state);
    const { revisions } = document;
    session.answer(document, () => [
      ...revisions.flatMap(({ rev, seenAt, title, edit }) => [
        `${String(rev).padStart(3)}  ${seenAt.slice(0, 19).replace('T', ' ')}  ${title}`,
        ...(edit === undefined ? [] : [`     ${editNote(edit)}`]),
      ]),
      ...state.absences.map(
        (one) =>
          `  –  ${one.seenAt.slice(0, 19).replace('T', ' ')}  not served (${one.kind}): ${one.message}`,
      ),
      ...state.spans.flatMap(({ endedAt }) =>
        endedAt === undefined
          ? []
          : [`  +  ${endedAt.slice(0, 19).replace('T', ' ')}  served again`],
      ),
    ]);
  });
}

type EditOfRevision = NonNullable<
  Awaited<ReturnType<typeof historyDocument>>['revisions'][number]['edit']
>;

function editNote({ told, weight, kinds }: EditOfRevision): string {
  if (!told) return 'words from elsewhere or by another extractor: no edit is told';
  return `weight ${weight}: ${kinds.join(', ')}`;
}
