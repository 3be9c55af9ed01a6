import type { ArticleState } from '../../archive/index.ts';
import type { Instant } from '../../model/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { jsonLine } from '../plain-terminal.ts';
import { optional, type Session } from '../session.ts';
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
    const document = shownArticle(state);
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

function shownArticle({
  article,
  source,
  revision,
  absences,
  spans,
  aliases,
}: ArticleState): object {
  const { title, authors, section, language, publishedAt, modifiedAt, html, text } =
    revision.content;
  return {
    article: {
      id: article.id,
      url: article.url,
      title,
      authors,
      source: source?.title ?? article.sourceId,
      sourceId: article.sourceId,
      ...optional('section', section),
      language,
      ...optional('publishedAt', publishedAt ?? article.publishedAt),
      ...optional('modifiedAt', modifiedAt),
      firstSeenAt: article.firstSeenAt,
      lastSeenAt: article.lastSeenAt,
      revisions: article.revisions,
      ...optional('absent', article.absent),
      ...optional('absentSince', article.absentSince),
      ...optional('goneSince', article.goneSince),
      aliases,
      absences,
      absenceSpans: spans.map(shownSpan),
    },
    revision: {
      id: revision.id,
      rev: revision.number,
      previous: revision.previous,
      seenAt: revision.seenAt,
      basis: revision.basis,
      extractor: revision.extractor,
      capture: revision.captureId,
    },
    cut: revision.cut ?? [],
    text,
    html,
  };
}

const shownSpan = ({ looks, ...span }: ArticleState['spans'][number]): object => ({
  ...span,
  looks: looks.length,
});

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
  const { article, source, revision } = state;
  const { title, authors, text, html, publishedAt } = revision.content;
  if (format === 'html') return [html];
  const facts = [
    source?.title,
    authors.join(', '),
    (publishedAt ?? article.publishedAt)?.slice(0, 16).replace('T', ' '),
  ];
  const byline = facts.filter((fact) => fact !== undefined && fact !== '').join(' · ');
  if (format === 'markdown') {
    return [
      `# ${title}`,
      '',
      `${byline}  `,
      `<${article.url}>`,
      '',
      ...text.split('\n').flatMap((line) => [line, '']),
    ];
  }
  return [
    title,
    byline,
    `${article.url} · revision ${revision.number} of ${article.revisions}`,
    ...absentLine(state),
    '',
    ...text.split('\n').flatMap((line) => [line, '']),
  ];
}

interface HistoryLine {
  readonly id: string;
  readonly rev: number;
  readonly previous: string | null;
  readonly seenAt: Instant;
  readonly title: string;
  readonly basis: string;
  readonly extractor: string;
  readonly capture: string;
  /** What it changed of the one before. */
  readonly edit?: Pick<ArticleState['edits'][number], 'told' | 'weight' | 'kinds' | 'changed'>;
}

async function history(session: Session, [named = '']: readonly string[]): Promise<void> {
  await session.withArchive('read', async (archive) => {
    const state = await archive.article(named);
    const edits = new Map(state.edits.map((edit) => [edit.revisionId, edit]));
    const revisions: HistoryLine[] = [];
    for (const one of state.revisions) {
      const whole = await archive.revision(one.id);
      const edit = edits.get(one.id);
      revisions.push({
        id: one.id,
        rev: one.number,
        previous: one.previous,
        seenAt: one.seenAt,
        title: whole?.content.title ?? '',
        basis: one.basis,
        extractor: one.extractor,
        capture: one.captureId,
        ...(edit && { edit: shownEdit(edit) }),
      });
    }
    session.answer(
      {
        article: { id: state.article.id, url: state.article.url },
        revisions,
        absences: state.absences,
        absenceSpans: state.spans.map(shownSpan),
      },
      () => [
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
      ],
    );
  });
}

const shownEdit = ({ told, weight, kinds, changed }: ArticleState['edits'][number]) => ({
  told,
  weight,
  kinds,
  changed,
});

function editNote({ told, weight, kinds }: NonNullable<HistoryLine['edit']>): string {
  if (!told) return 'words from elsewhere or by another extractor: no edit is told';
  return `weight ${weight}: ${kinds.join(', ')}`;
}
