import type { PageContext } from './context.ts';
import { differenceText } from './difference-text.ts';
import {
  addedWords,
  changeLine,
  editNote,
  removedWords,
  spansMarkup,
  weightMark,
} from './edit-words.ts';
import { languageAttributes } from './language.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import type { DifferenceView, RevisionLine, RevisionShown } from './views.ts';

/** Changes listed openly; the rest stands in a fold. */
const listed = 6;
/** Edits of the time line shown openly, those around this one. */
const around = 5;

/** What changed from one revision of an article to another: in short, and word by word. */
export function differencePage(context: PageContext, view: DifferenceView): string {
  const desk = deskOf(context);
  const { say } = desk;
  const { line, edit } = view;
  const language = languageAttributes(line.language);
  const title = line.title.trim() === '' ? say('untitled') : line.title;
  return documentOf(desk, {
    kind: 'difference',
    here: 'edits',
    title: markup`${say('whatChanged')} · ${title}`,
    main: markup`<article class="article difference">
<header class="article-head">
<p class="kicker"><a href="${desk.links.outlet(line.sourceId)}" lang="">${line.sourceTitle}</a> <span class="section-name">${say('fromTo', { from: view.from.number, to: view.to.number })}</span></p>
<h1${line.title.trim() !== '' && language}>${edit.title.length > 0 ? spansMarkup(edit.title) : title}</h1>
</header>
${!view.told && markup`<aside class="notice"><p>${say('notTold')}</p></aside>`}
${factsOf(desk, view)}
${summaryOf(desk, view)}
${differenceText(desk, view)}
</article>`,
  });
}

function factsOf(desk: Desk, view: DifferenceView): Markup {
  const { say } = desk;
  return markup`<aside class="facts" aria-label="${say('facts')}">
<dl>${stateOf(desk, view, view.from, say('seenBefore'))}${stateOf(desk, view, view.to, say('seenAfter'))}</dl>
${timeLine(desk, view)}
</aside>`;
}

function stateOf(
  { dates, links, say }: Desk,
  { line }: DifferenceView,
  { number, seenAt }: RevisionShown,
  term: Markup,
): Markup {
  const link = markup`<a href="${links.article(line.id, number)}">${say('readThis', { n: number })}</a>`;
  return markup`<div><dt>${term}</dt><dd>${dates.moment(seenAt)} <span class="read">${link}</span></dd></div>`;
}

/** Every edit of the article, this one marked; newest first. */
function timeLine(desk: Desk, view: DifferenceView): Piece {
  const { say } = desk;
  const steps = view.revisions.filter((one) => one.edit !== undefined);
  if (steps.length < 2) return undefined;
  const newestFirst = [...steps].sort((a, b) => b.number - a.number);
  const here = newestFirst.findIndex((one) => one.number <= view.to.number);
  const from = Math.max(0, Math.min(here - 2, newestFirst.length - around));
  const near = newestFirst.slice(from, from + around);
  const far = newestFirst.filter((one) => !near.includes(one));
  const items = (some: readonly RevisionLine[]) => some.map((one) => step(desk, view, one));
  return markup`<nav class="revisions" aria-labelledby="steps">
<p class="label" id="steps">${say('edits')}</p>
<ul>${items(near)}</ul>
${far.length > 0 && markup`<details><summary>${say('otherEdits', { n: far.length })}</summary><ul>${items(far)}</ul></details>`}
</nav>`;
}

function step(desk: Desk, view: DifferenceView, { edit, number, seenAt }: RevisionLine): Piece {
  const { dates, links } = desk;
  const href = links.difference?.(view.line.id, number - 1, number);
  if (edit === undefined || href === undefined) return undefined;
  const isHere = view.from.number === number - 1 && view.to.number === number;
  return markup`<li><a class="edit-note" href="${href}"${isHere && markup` aria-current="page"`}>${editNote(desk, edit)}</a> ${dates.moment(seenAt)}</li>`;
}

function summaryOf(desk: Desk, { line, weighed }: DifferenceView): Markup {
  const { say } = desk;
  const lines = weighed.changes.map((change) => changeLine(desk, change, line.language));
  const rest = lines.slice(listed);
  return markup`<section class="summary" aria-labelledby="changes">
<h2 id="changes">${say('whatChanged')} ${weightMark(desk, weighed.weight)}</h2>
${lines.length === 0 && markup`<p>${say('noChange')}</p>`}
<ol class="changes">${lines.slice(0, listed)}</ol>
${rest.length > 0 && markup`<details><summary>${say('furtherChanges', { n: rest.length })}</summary><ol class="changes" start="${listed + 1}">${rest}</ol></details>`}
<p class="legend">${say('legend', { removed: removedWords(say('legendRemoved')), added: addedWords(say('legendAdded')) })}</p>
</section>`;
}
