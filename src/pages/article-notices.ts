import type { AbsenceKind, Instant } from '../model/index.ts';
import type { Desk } from './layout.ts';
import { joined, type Markup, markup, type Piece } from './markup.ts';
import type { AbsenceLine, ArticleView } from './views.ts';

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
  const { absent } = view.line;
  if (absent === undefined) return undefined;
  const { say } = desk;
  const last = lastServed(view);
  const since = [...view.absences]
    .filter((absence) => last === undefined || absence.seenAt > last)
    .sort((a, b) => (a.seenAt < b.seenAt ? -1 : 1));
  const sentences = [
    evidence(desk, absent, since[0]),
    ...(since.length > 1 ? [checksOf(desk, since)] : []),
    say('absenceMeaning'),
  ];
  return markup`<aside class="notice absence" aria-labelledby="absence">
<p class="notice-title" id="absence">${absenceTitle(desk, last)}</p>
<p>${joined(sentences, say('sentencesBetween'))}</p>
</aside>`;
}

function absenceTitle({ dates, say }: Desk, last: Instant | undefined): Markup {
  if (last === undefined) return say('absenceTitleUndated');
  return say('absenceTitle', { last: dates.moment(last) });
}

function evidence(
  { dates, say }: Desk,
  absent: AbsenceKind,
  first: AbsenceLine | undefined,
): Markup {
  const kind = say(`absence.${first?.kind ?? absent}`);
  if (first === undefined) return say('absenceUndated', { kind });
  const answered = first.status > 0 ? markup`${kind} (${first.status})` : kind;
  return say('absenceSince', { since: dates.moment(first.seenAt), kind: answered });
}

function checksOf({ dates, say }: Desk, since: readonly AbsenceLine[]): Piece {
  const latest = since.at(-1);
  const time = latest !== undefined && dates.moment(latest.seenAt);
  return say('absenceChecks', { n: since.length, time });
}

/** When a capture last brought the article (2xx, or an imported file). */
function lastServed({ captures }: ArticleView): Instant | undefined {
  const served = captures.filter(({ status }) => status === 0 || (status >= 200 && status < 300));
  return served.reduce<Instant | undefined>(
    (latest, { capturedAt }) => (latest === undefined || capturedAt > latest ? capturedAt : latest),
    undefined,
  );
}
