import type { AbsencesView, AbsentRow } from './absence-views.ts';
import { headlineLink } from './article-line.ts';
import type { PageContext } from './context.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';

/** What was not served when it was looked for again: gone, missed at the last look, back again. */
export function absencesPage(context: PageContext, view: AbsencesView): string {
  const desk = deskOf(context);
  const { say } = desk;
  const groups = [
    groupOf(desk, say('absencesGone'), view.gone, view.totals.gone),
    groupOf(desk, say('absencesMissed'), view.missed, view.totals.missed),
    groupOf(desk, say('absencesReturned'), view.returned, view.totals.returned),
  ].filter((group) => group !== undefined);
  return documentOf(desk, {
    kind: 'absences',
    ...(view.outlet === undefined ? { here: 'absences' as const } : {}),
    title: say('absences'),
    main: markup`<header class="page-head">
<h1>${say('absences')}</h1>
${view.outlet !== undefined && markup`<p class="meta">${say('absencesOf', { outlet: outletName(view.outlet.title) })}</p>`}
<p class="hint">${say('absencesLead')}</p>
${outletsOf(desk, view)}
</header>
${groups.length > 0 ? groups : markup`<p class="nothing">${say('absencesNone')}</p>`}`,
  });
}

const outletName = (title: string): Markup => markup`<span lang="">${title}</span>`;

/** Each outlet that has any, with how many; of one outlet the way back to all. */
function outletsOf({ links, say }: Desk, { outlet, outlets }: AbsencesView): Piece {
  if (outlet !== undefined) {
    return markup`<p class="meta tally"><a href="${links.absences?.() ?? ''}">${say('absencesAll')}</a></p>`;
  }
  if (outlets.length < 2) return undefined;
  const items = outlets.map(
    ({ id, title, count }) =>
      markup` <span><a href="${links.absences?.(id) ?? ''}" lang="">${title}</a> ${count}</span>`,
  );
  return markup`<p class="meta tally">${items}</p>`;
}

/** Those of one state under how many there are of it, and how many of them are listed where not all are. */
function groupOf(
  desk: Desk,
  state: Markup,
  rows: readonly AbsentRow[],
  total: number,
): Markup | undefined {
  if (rows.length === 0) return undefined;
  const shown = rows.length;
  const name =
    shown < total
      ? desk.say('absentPart', { state, n: total, shown })
      : desk.say('absentTotal', { state, n: total });
  return markup`<section class="folder">
<h2>${name}</h2>
<ul class="rows">${rows.map((row) => rowOf(desk, row))}</ul>
</section>`;
}

function rowOf(desk: Desk, { lastSeenAt, line, span }: AbsentRow): Markup {
  const { dates, links, say } = desk;
  const outlet = markup`<a href="${links.outlet(line.sourceId)}" lang="">${line.sourceTitle}</a>`;
  const { endedAt, kind, looks, since } = span;
  const away =
    endedAt === undefined
      ? say('missedSince', { time: dates.moment(span.goneSince ?? since) })
      : say('awayFor', { since: dates.moment(since), until: dates.moment(endedAt) });
  const seen =
    endedAt === undefined &&
    markup` <span>${say('lastSeen', { time: dates.moment(lastSeenAt) })}</span>`;
  return markup`<li class="absent-row">
<h3>${headlineLink(desk, line)}</h3>
<p class="meta"><span class="absent">${say(`absence.${kind}`)}</span> <span>${outlet}</span>${seen} <span>${away}</span> <span>${say('looks', { n: looks.length })}</span></p>
</li>`;
}
