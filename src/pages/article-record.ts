import type { AbsenceSpan } from './absence-views.ts';
import { sameTextLine } from './article-line.ts';
import { lookLine } from './article-notices.ts';
import { articleProofs } from './article-proofs.ts';
import { bookLink } from './feeds/feed-links.ts';
import { languageAttributes } from './language.ts';
import type { Desk } from './layout.ts';
import { joined, type Markup, markup, type Piece } from './markup.ts';
import { outsideLink } from './outside-link.ts';
import type { ArticleView, CaptureLine } from './views.ts';

/** After the text: captures, absences, addresses, and how to cite what was read. */
export function articleRecord(desk: Desk, view: ArticleView): Markup {
  const { say } = desk;
  return markup`<section class="record" aria-labelledby="record">
<h2 id="record">${say('record')}</h2>
<dl>
${entry(say('original'), outsideLink(view.canonicalUrl))}
${view.aliases.length > 0 && entry(say('otherAddresses'), list(view.aliases.map((url) => outsideLink(url))))}
${sameElsewhere(desk, view)}
${merged(desk, view)}
${view.captures.length > 0 && entry(say('captures', { n: view.captures.length }), captures(desk, view.captures))}
${view.absences.length > 0 && entry(say('absencesOnRecord', { n: view.absences.length }), absences(desk, view.absences))}
${entry(say('extraction'), extraction(desk, view))}
${entry(say('cite'), citation(desk, view))}
</dl>${articleProofs(desk, view)}${bookOf(desk, view)}
</section>`;
}

function bookOf({ links, say }: Desk, { line }: ArticleView): Piece {
  if (links.book === undefined) return undefined;
  return markup`\n<p class="meta">${bookLink(links.book({ of: 'article', id: line.id }), say('asBook'))}</p>`;
}

function entry(term: Markup, value: Markup): Markup {
  return markup`<div><dt>${term}</dt><dd>${value}</dd></div>`;
}

function list(items: readonly Markup[]): Markup {
  return markup`<ul>${items.map((item) => markup`<li>${item}</li>`)}</ul>`;
}

function sameElsewhere(desk: Desk, { same = [] }: ArticleView): Piece {
  if (same.length === 0) return undefined;
  const { say } = desk;
  const items = same.map(({ line, likeness }) => {
    const share = say('sameShare', { n: Math.round(100 * likeness) });
    return markup`${sameTextLine(desk, line)} <span class="at">${share}</span>`;
  });
  return entry(say('sameElsewhere'), list(items));
}

/** Nothing is hidden by merging: each record is told with what it was. */
function merged(desk: Desk, view: ArticleView): Piece {
  const { dates, say } = desk;
  const lines = view.merged ?? [];
  if (lines.length === 0) return undefined;
  const items = lines.map((line) => {
    const told = say('mergedLine', {
      url: outsideLink(line.url),
      time: dates.moment(line.firstSeenAt),
      revisions: say('revisions', { n: line.revisions }),
    });
    const title = line.title.trim() === '' ? say('untitled') : line.title;
    return markup`<span${languageAttributes(line.language)}>${title}</span> <span class="at">${told}</span>`;
  });
  return entry(say('merged', { n: lines.length }), list(items));
}

function captures({ dates, links, say }: Desk, lines: readonly CaptureLine[]): Markup {
  const newestFirst = [...lines].sort((a, b) => (a.capturedAt > b.capturedAt ? -1 : 1));
  return list(
    newestFirst.map(({ id, capturedAt, status, url }) => {
      const answer = status === 0 ? say('imported') : markup`${status}`;
      const isPage = status >= 200 && status < 300;
      const memento = isPage ? links.memento?.(url, capturedAt) : undefined;
      const page = memento !== undefined && markup` <a href="${memento}">${say('mementoLink')}</a>`;
      const raw = links.raw?.(id);
      const time = dates.moment(capturedAt);
      const linked = raw === undefined ? time : markup`<a href="${raw}">${time}</a>`;
      return markup`${linked} <span class="status">${answer}</span>${page} <span class="at">${outsideLink(url)}</span>`;
    }),
  );
}

/** Each time it was not served, the latest first: how long, and every look of it. */
function absences(desk: Desk, spans: readonly AbsenceSpan[]): Markup {
  const { dates, say } = desk;
  return list(
    [...spans].reverse().map(({ endedAt, looks, since }) => {
      const end =
        endedAt && markup` <span>${say('servedAgain', { time: dates.moment(endedAt) })}</span>`;
      const lines = looks.map(
        (look) =>
          markup`<li>${lookLine(desk, look)} <span class="at" dir="auto">${look.message}</span></li>`,
      );
      return markup`${dates.moment(since)} <span>${say('looks', { n: looks.length })}</span>${end}<ul class="looks">${lines}</ul>`;
    }),
  );
}

function extraction({ links, say }: Desk, { revision }: ArticleView): Markup {
  const { basis, captureId, extractor, mirror } = revision;
  const raw = links.raw?.(captureId);
  const name = say('sourceCapture');
  const capture = raw === undefined ? name : markup`<a href="${raw}">${name}</a>`;
  if (mirror !== undefined) return say('takenFromMirror', mirror);
  return say('extractedFrom', { basis: say(`basis.${basis}`), extractor, capture });
}

/** Author, title, outlet, day, original address; archive, revision, its address. */
function citation(desk: Desk, view: ArticleView): Markup {
  const { context, dates, links, say } = desk;
  const { authors, line, revision, site } = view;
  const language = languageAttributes(line.language);
  const title = line.title.trim() === '' ? say('untitled') : line.title;
  const address =
    links.address?.(line.id, revision.number) ??
    (context.still ? undefined : links.article(line.id, revision.number));
  const parts: readonly Piece[] = [
    authors.length > 0 && joined(authors, say('authorsBetween')),
    markup`<cite${language}>${say('citedTitle', { title })}</cite>`,
    site === '' ? line.sourceTitle : site,
    line.publishedAt !== undefined && dates.dayOf(line.publishedAt),
    markup`<span class="at">${view.canonicalUrl}</span>`,
    say('citedArchive', {
      archive: context.archiveTitle,
      number: revision.number,
      time: dates.moment(revision.seenAt),
    }),
    address !== undefined && markup`<a class="at" href="${address}">${address}</a>`,
  ];
  const told = parts.filter((part) => part !== false && part !== undefined);
  const source = joined(told, say('citedBetween'));
  return markup`<p class="citation">${source}${say('citedEnd')}</p>`;
}
