import type { AbsenceLine, AbsenceSpan } from './absence-views.ts';
import type { Desk } from './layout.ts';
import { joined, type Markup, markup, type Piece } from './markup.ts';
import type { ArticleView } from './views.ts';

/** What a reader must know before the text: an older revision is shown; it is not served now. */
export function articleNotices(desk: Desk, view: ArticleView): Piece {
  return [olderNotice(desk, view), absenceNotice(desk, view)];
}

function olderNotice(
  { dates, links, say }: Desk,
  { line, revision, revisions }: ArticleView,
): Piece {
  const newest = Math.max(revision.number, ...revisions.map((other) => other.number));
  if (revision.number === newest) return undefined;
  const time = dates.moment(revision.seenAt);
  const told = say('olderShown', { number: revision.number, total: newest, time });
  return markup`<aside class="notice older-shown">
<p>${told}${say('sentencesBetween')}<a href="${links.article(line.id)}">${say('readNewest')}</a></p>
</aside>`;
}

/** The evidence that it is not served: what was seen when, never a guess at the reason. */
function absenceNotice(desk: Desk, view: ArticleView): Piece {
  const span = view.absences.at(-1);
  if (span === undefined) return undefined;
  if (span.endedAt !== undefined) return returnNotice(desk, span);
  const { say } = desk;
  const sentences = [evidence(desk, span), meaning(desk, span), say('absenceMeaning')];
  return markup`<aside class="notice absence" aria-labelledby="absence">
<p class="notice-title" id="absence">${absenceTitle(desk, view, span)}</p>
<p>${joined(sentences, say('sentencesBetween'))}</p>
${looksOf(desk, span)}
</aside>`;
}

/** That it was away and came back stays with it. */
function returnNotice({ dates, say }: Desk, { since, endedAt, kind }: AbsenceSpan): Piece {
  const until = endedAt !== undefined && dates.moment(endedAt);
  const told = { since: dates.moment(since), until, kind: say(`absence.${kind}`) };
  return markup`<aside class="notice returned"><p>${say('absenceEnded', told)}</p></aside>`;
}

function absenceTitle({ dates, say }: Desk, view: ArticleView, span: AbsenceSpan): Markup {
  if (span.goneSince === undefined) return say('absenceTitleLook');
  return say('absenceTitle', { last: dates.moment(view.lastSeenAt) });
}

function evidence({ dates, say }: Desk, { goneSince, looks, since, kind }: AbsenceSpan): Markup {
  const latest = looks.at(-1)?.seenAt ?? since;
  const told = { since: dates.moment(goneSince ?? since), kind: say(`absence.${kind}`) };
  if (looks.length === 1) return say('absenceOnce', told);
  return say('absenceSince', { ...told, n: looks.length, time: dates.moment(latest) });
}

/** What may be concluded. */
const meaning = ({ say }: Desk, { goneSince }: AbsenceSpan): Markup =>
  say(goneSince === undefined ? 'absenceUnsure' : 'absenceSure');

/** Each look, the latest first. */
function looksOf(desk: Desk, { looks }: AbsenceSpan): Piece {
  if (looks.length < 2) return undefined;
  const lines = [...looks].reverse().map((look) => markup`<li>${lookLine(desk, look)}</li>`);
  return markup`<details class="looks"><summary>${desk.say('absenceLooks')}</summary>
<ul>${lines}</ul></details>`;
}

/** When it was looked for and what was found. */
export function lookLine({ dates, say }: Desk, { kind, seenAt, status }: AbsenceLine): Markup {
  const answer = status > 0 && markup` <span class="status">${status}</span>`;
  return markup`${dates.moment(seenAt)}${answer} <span>${say(`absence.${kind}`)}</span>`;
}
