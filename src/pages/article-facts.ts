import { editNote } from './edit-words.ts';
import type { Desk } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import type { ArticleView, RevisionLine } from './views.ts';

/** Revisions listed openly; the rest stand in a fold. */
const listed = 5;

/** What a revision changed of the one before, in a word or two, as a link to it word by word. */
function editOf(desk: Desk, id: string, { edit, number }: RevisionLine): Piece {
  const href = desk.links.difference?.(id, number - 1, number);
  if (edit === undefined || href === undefined) return undefined;
  return markup` <a class="edit-note" href="${href}">${editNote(desk, edit)}</a>`;
}

/** The margin beside the text: when it was published and seen, and its revisions. */
export function articleFacts(desk: Desk, view: ArticleView): Markup {
  return markup`<aside class="facts" aria-label="${desk.say('facts')}">
<dl>${times(desk, view)}</dl>
${revisionList(desk, view)}
</aside>`;
}

function times({ dates, say }: Desk, { line, revision, revisions }: ArticleView): Piece {
  const { publishedAt, firstSeenAt } = line;
  const seenApart = publishedAt === undefined || !dates.same(publishedAt, firstSeenAt);
  const published = publishedAt === undefined ? say('notDated') : dates.moment(publishedAt);
  return [
    fact(say('published'), published),
    seenApart && fact(say('firstSeen'), dates.moment(firstSeenAt)),
    // Where there are several, the list below tells it.
    revisions.length < 2 &&
      !dates.same(firstSeenAt, revision.seenAt) &&
      fact(say('revisionSeen'), dates.moment(revision.seenAt)),
  ];
}

function fact(term: Markup, value: Markup): Markup {
  return markup`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}

function revisionList(desk: Desk, view: ArticleView): Piece {
  const { say } = desk;
  const newestFirst = [...view.revisions].sort((a, b) => b.number - a.number);
  if (newestFirst.length < 2) return undefined;
  const items = newestFirst.map((revision, at) => revisionItem(desk, view, revision, at === 0));
  const rest = items.slice(listed);
  return markup`<nav class="revisions" aria-labelledby="revisions">
<p class="label" id="revisions">${say('revisions', { n: newestFirst.length })}</p>
<ul>${items.slice(0, listed)}</ul>
${rest.length > 0 && markup`<details><summary>${say('earlierRevisions', { n: rest.length })}</summary><ul>${rest}</ul></details>`}
</nav>`;
}

function revisionItem(
  desk: Desk,
  { line, revision: shown }: ArticleView,
  revision: RevisionLine,
  isNewest: boolean,
): Markup {
  const { dates, links, say } = desk;
  const href = isNewest ? links.article(line.id) : links.article(line.id, revision.number);
  const here = revision.number === shown.number && markup` aria-current="page"`;
  const name = say('revisionNumber', { n: revision.number });
  return markup`<li><a href="${href}"${here}>${name}</a> ${dates.moment(revision.seenAt)}${editOf(desk, line.id, revision)}</li>`;
}
