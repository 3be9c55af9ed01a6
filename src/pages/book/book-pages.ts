import { isSafeAddress, strictUri } from '../../html/index.ts';
import type { PageContext } from '../context.ts';
import { type Dates, datesOf } from '../dates.ts';
import { knownLanguage, languageAttributes } from '../language.ts';
import { joined, type Markup, markup, type Piece, trusted, written } from '../markup.ts';
import { type Speak, speakerOf } from '../speak.ts';
import type { BookView, Chapter } from './book-view.ts';

/** What a book needs to know besides what is in it. */
export type BookContext = Pick<PageContext, 'archiveTitle' | 'locale' | 'timeZone'>;

interface Desk {
  readonly context: BookContext;
  readonly dates: Dates;
  readonly say: Speak;
}

/** The pages of a book as XHTML (EPUB 3.3, content documents). */
export interface BookPages {
  readonly title: string;
  readonly contents: string;
  chapter(chapter: Chapter): string;
}

/** Makes the pages of a book in the context's language. */
export function bookPages(context: BookContext, view: BookView): BookPages {
  const desk = { context, dates: datesOf(context), say: speakerOf(context.locale) };
  return {
    title: titlePage(desk, view),
    contents: contentsPage(desk, view),
    chapter: (chapter) => chapterPage(desk, chapter),
  };
}

function page(language: string, title: Piece, body: Markup): string {
  return written(markup`<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"${inLanguage(language)}>
<head>
<meta charset="utf-8"/>
<title>${title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
${body}
</html>
`);
}

/** XML readers know a language by `xml:lang`, the rest by `lang`: EPUB wants both to say the same. */
function inLanguage(language: string): Markup {
  const known = knownLanguage(language) ?? 'und';
  const told = known === 'und' ? markup` lang="und"` : languageAttributes(known);
  return markup` xml:lang="${known}"${told}`;
}

function titlePage({ context, dates, say }: Desk, view: BookView): string {
  const count = view.parts.reduce((sum, { chapters }) => sum + chapters.length, 0);
  const isCut = view.isCut && markup`\n<p>${say('bookIsCut')}</p>`;
  return page(
    context.locale,
    view.title,
    markup`<body epub:type="titlepage" class="title-page">
<p class="archive">${context.archiveTitle}</p>
<h1>${view.title}</h1>
<p>${say('bookHolds', { n: count })}</p>
<p>${say('bookSeen', { time: dates.moment(view.seenAt) })}</p>${isCut}
</body>`,
  );
}

function contentsPage({ context, say }: Desk, view: BookView): string {
  const item = ({ file, title, language }: Chapter) =>
    markup`<li><a href="${file}"${inLanguage(language)}>${named(title, say('untitled'))}</a></li>\n`;
  const parts = view.parts.map(
    ({ title, chapters }) =>
      markup`<li><span>${title}</span>\n<ol>\n${chapters.map(item)}</ol></li>\n`,
  );
  return page(
    context.locale,
    say('bookContents'),
    markup`<body>
<nav epub:type="toc" id="toc">
<h1>${say('bookContents')}</h1>
<ol>
<li><a href="title.xhtml">${view.title}</a></li>
${parts}</ol>
</nav>
</body>`,
  );
}

const named = (title: string, untitled: Markup): Piece => (title.trim() === '' ? untitled : title);

function chapterPage(desk: Desk, chapter: Chapter): string {
  const { dates, say } = desk;
  const { title, language, authors, publishedAt } = chapter;
  const when = publishedAt === undefined ? say('notDated') : dates.moment(publishedAt);
  const byline = [...authors, when].filter((part) => part !== '');
  const own = inLanguage(language);
  return page(
    desk.context.locale,
    named(title, say('untitled')),
    markup`<body>
<article>
<header>
<p class="outlet">${chapter.outlet}</p>
<h1${own}>${named(title, say('untitled'))}</h1>
<p class="byline">${joined(byline, ' · ')}</p>
</header>
<div class="body"${own}>
${trusted(chapter.xhtml)}
</div>
${imprint(desk, chapter)}
</article>
</body>`,
  );
}

/** What proves where the text is from. */
function imprint({ dates, say, context }: Desk, chapter: Chapter): Markup {
  const { revision, revisions, goneSince } = chapter;
  const seen = say('citedArchive', {
    archive: context.archiveTitle,
    number: revision.number,
    time: dates.moment(revision.seenAt),
  });
  return markup`<footer>
<p>${outside(chapter.original)}</p>
<p>${chapter.address === undefined ? seen : markup`<a href="${chapter.address}">${seen}</a>`}</p>
${revisions > 1 && markup`<p>${say('bookEdited', { n: revisions - 1 })}</p>`}
${goneSince !== undefined && markup`<p>${say('bookGone', { time: dates.moment(goneSince) })}</p>`}
<p class="digest">sha256:${revision.digest}</p>
</footer>`;
}

function outside(address: string): Markup {
  if (!isSafeAddress(address)) return markup`${address}`;
  return markup`<a href="${strictUri(address)}">${address}</a>`;
}
