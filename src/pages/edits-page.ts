import type { EditsQuery, PageContext } from './context.ts';
import type { EditItem, EditsView } from './edit-views.ts';
import { changeLine, weightMark } from './edit-words.ts';
import { feedsInLine } from './feeds/feed-links.ts';
import type { FeedOf } from './feeds/feed-view.ts';
import { headlineWords } from './headline-words.ts';
import { languageAttributes } from './language.ts';
import { type Desk, deskOf, documentOf, pager } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';

/** Changes shown with an edit. */
const listed = 3;
const periods = [7, 30, undefined] as const;

/** What was changed, by one outlet or all: the weightiest of some days, or the newest. */
export function editsPage(context: PageContext, view: EditsView): string {
  const desk = deskOf(context);
  const { say } = desk;
  const feed: FeedOf = { of: 'edits', ...(view.outlet && { outlet: view.outlet.id }) };
  return documentOf(desk, {
    kind: 'edits',
    here: 'edits',
    title: headingOf(desk, view),
    feed,
    main: markup`<header class="page-head">
<h1>${headingOf(desk, view)}</h1>
<p class="hint">${say('editsLead')}</p>
${ordersOf(desk, view)}
${feedsInLine(desk, feed)}
</header>
${view.edits.length > 0 ? listOf(desk, view) : markup`<p class="nothing">${say('noEdits')}</p>`}
${pager(desk, view)}`,
  });
}

function headingOf({ say }: Desk, { outlet }: EditsView): Markup {
  if (outlet === undefined) return say('editsTitle');
  return say('editsOf', { outlet: markup`<bdi lang="">${outlet.title}</bdi>` });
}

function ordersOf({ links, say }: Desk, view: EditsView): Piece {
  const to = (name: Piece, query: EditsQuery, isHere: boolean): Piece => {
    const href = links.edits?.(view.outlet?.id, query);
    if (href === undefined) return undefined;
    return markup`<li><a href="${href}"${isHere && markup` aria-current="page"`}>${name}</a></li>`;
  };
  const byWeight = view.order === 'weight';
  const heaviest = periods.map((days) => {
    const name = days === undefined ? say('editsEver') : say('editsDays', { n: days });
    const query = { order: 'weight', ...(days === undefined ? {} : { days }) } as const;
    return to(name, query, byWeight && view.days === days);
  });
  return markup`<nav class="orders" aria-label="${say('editsOrder')}">
<p class="label">${say('editsHeaviest')}</p><ul>${heaviest}</ul>
<ul>${to(say('editsNewest'), { order: 'time' }, !byWeight)}</ul>
</nav>`;
}

function listOf(desk: Desk, { edits, outlet }: EditsView): Markup {
  return markup`<ol class="items index">${edits.map((edit) => editItem(desk, edit, outlet === undefined))}</ol>`;
}

function editItem(desk: Desk, edit: EditItem, withOutlet: boolean): Markup {
  const { dates, links, say } = desk;
  const { line, from, to, changes, changed, weight } = edit;
  const href = links.difference?.(line.id, from, to) ?? links.article(line.id, to);
  const title =
    line.title.trim() === '' ? say('untitled') : headlineWords(line.title, line.language);
  const rest = changed - Math.min(listed, changes.length);
  return markup`<li><article class="item edited">
<h2 class="headline"><a href="${href}"${line.title.trim() !== '' && languageAttributes(line.language)}>${title}</a></h2>
<p class="meta">${weightMark(desk, weight)}${
    withOutlet &&
    markup` <span class="outlet-name"><a href="${links.outlet(line.sourceId)}" lang="">${line.sourceTitle}</a></span>`
  } <span>${dates.moment(edit.seenAt)}</span> <span>${say('fromTo', { from, to })}</span></p>
<ul class="changes">${changes.slice(0, listed).map((change) => changeLine(desk, change, line.language))}</ul>
${rest > 0 && markup`<p class="meta more-changes"><a href="${href}">${say('moreChanges', { n: rest })}</a></p>`}
</article></li>`;
}
