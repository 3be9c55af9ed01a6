import type { AbsenceKind, Instant, Url } from '../model/index.ts';
import { headlineWords } from './headline-words.ts';
import { languageAttributes } from './language.ts';
import type { Desk } from './layout.ts';
import type { ArticleLine } from './line-views.ts';
import { type Markup, markup, type Piece, trusted } from './markup.ts';

/** How an article is shown in a list. */
export interface LineStyle {
  /** Heading level of the title. */
  readonly level: 2 | 3 | 4;
  /** The day the list is of (`YYYY-MM-DD`): times of that day are shown without it. */
  readonly date?: string;
  /** Whether the outlet's name stands with it. */
  readonly withOutlet?: boolean;
  readonly withImage?: boolean;
  /** Shown instead of the lead. */
  readonly snippet?: Markup;
  /** Shown behind it: what was taken away of it. */
  readonly behind?: Piece;
  /** What stands under the item. */
  readonly beneath?: Piece;
}

/** An article as an item of a list. */
export function articleItem(desk: Desk, line: ArticleLine, style: LineStyle): Markup {
  const heading = trusted(`h${style.level}`);
  const language = languageAttributes(line.language);
  const picture = style.withImage === true && pictureOf(desk, line.image);
  return markup`<li><article class="item">
<${heading} class="headline">${unreadSign(desk, line)}${headlineLink(desk, line)}</${heading}>
${picture}
${abstract(line, style, language)}
${style.behind}
<p class="meta">${metaOf(desk, line, style)}</p>
${style.beneath}
</article></li>`;
}

/** A quiet dot, and a word for who does not see it. */
function unreadSign({ say }: Desk, { marks }: ArticleLine): Piece {
  if (marks?.unread !== true) return undefined;
  return markup`<span class="unread-sign" title="${say('unread')}"><span class="unseen">${say('unreadBefore')}</span></span>`;
}

/** An article that holds the same text as another: who has it, since when, under which title. */
export function sameTextLine(desk: Desk, line: ArticleLine): Markup {
  return markup`${headlineLink(desk, line)} <span class="at">${metaOf(desk, line, { withOutlet: true })}</span>`;
}

/** The title as a link, in its own language; an empty one says so in the page's. */
export function headlineLink(
  desk: Desk,
  line: Pick<ArticleLine, 'id' | 'title' | 'language'>,
): Markup {
  const href = desk.links.article(line.id);
  if (line.title.trim() === '') return markup`<a href="${href}">${desk.say('untitled')}</a>`;
  return markup`<a href="${href}"${languageAttributes(line.language)}>${headlineWords(line.title, line.language)}</a>`;
}

function pictureOf(desk: Desk, image: Url | undefined): Piece {
  const copy = image === undefined ? undefined : desk.links.image(image);
  if (copy === undefined) return undefined;
  return markup`<img class="picture" src="${copy}" alt="" loading="lazy" decoding="async">`;
}

function abstract(line: ArticleLine, style: LineStyle, language: Markup): Piece {
  if (style.snippet !== undefined) return markup`<p class="lead"${language}>${style.snippet}</p>`;
  if (line.lead === undefined || line.lead === '') return undefined;
  return markup`<p class="lead"${language}>${line.lead}</p>`;
}

function metaOf(
  desk: Desk,
  line: ArticleLine,
  style: Pick<LineStyle, 'date' | 'withOutlet'>,
): Piece {
  const { links, say } = desk;
  const outlet = markup`<a href="${links.outlet(line.sourceId)}" lang="">${line.sourceTitle}</a>`;
  return [
    style.withOutlet === true && markup`<span class="outlet-name">${outlet}</span>`,
    markup` <span>${timeOf(desk, line, style.date)}</span>`,
    line.marks?.starred === true &&
      markup` <span><span class="star" aria-hidden="true">★</span> ${say('starred')}</span>`,
    line.revisions > 1 && markup` <span>${say('revisions', { n: line.revisions })}</span>`,
    line.absent !== undefined &&
      markup` <span class="absent">${absentText(desk, line.absent, line.goneSince)}</span>`,
  ];
}

function timeOf({ dates, say }: Desk, line: ArticleLine, date: string | undefined): Markup {
  const shown = (at: ArticleLine['firstSeenAt']) =>
    date === undefined ? dates.moment(at) : dates.within(date, at);
  if (line.publishedAt !== undefined) return shown(line.publishedAt);
  return say('seen', { time: shown(line.firstSeenAt) });
}

function absentText({ dates, say }: Desk, kind: AbsenceKind, goneSince?: Instant): Markup {
  const told = { kind: say(`absence.${kind}`) };
  if (goneSince === undefined) return say('notServed', told);
  return say('notServedSince', { ...told, since: dates.dayOf(goneSince) });
}
