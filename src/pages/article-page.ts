import { renderArticleBody } from './article-body.ts';
import { articleFacts } from './article-facts.ts';
import { headlineLink } from './article-line.ts';
import { articleMarks } from './article-marks.ts';
import { articleNotices } from './article-notices.ts';
import { articleRecord } from './article-record.ts';
import type { PageContext } from './context.ts';
import { headlineWords } from './headline-words.ts';
import { languageAttributes } from './language.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { joined, type Markup, markup, type Piece, trusted } from './markup.ts';
import { messageTables } from './messages.ts';
import type { ArticleView, Neighbour } from './views.ts';

/** One revision of an article: its words, where they come from, and what else is on record. */
export function articlePage(context: PageContext, view: ArticleView): string {
  const desk = deskOf(context);
  const { line } = view;
  const language = languageAttributes(line.language);
  return documentOf(desk, {
    kind: 'article',
    title: titleOf(desk, view),
    ...(line.lead !== undefined && { description: line.lead }),
    main: markup`<article class="article">
<header class="article-head">
${kicker(desk, view)}
<h1${line.title.trim() !== '' && language}>${headlineOf(desk, view)}</h1>
${byline(desk, view)}
${articleMarks(desk, view.marks)}
</header>
${articleNotices(desk, view)}
${articleFacts(desk, view)}
<div class="body"${language}>
${bodyOf(desk, view)}
</div>
${articleRecord(desk, view)}
</article>
${neighbours(desk, view)}`,
  });
}

function titleOf({ say }: Desk, { line }: ArticleView): Piece {
  return line.title.trim() === '' ? say('untitled') : line.title;
}

/** The title as it stands on the page itself. */
const headlineOf = (desk: Desk, view: ArticleView): Piece =>
  view.line.title.trim() === ''
    ? titleOf(desk, view)
    : headlineWords(view.line.title, view.line.language);

/** Above the title: the outlet, and the section it stood in. */
function kicker({ links }: Desk, { line, section }: ArticleView): Markup {
  return markup`<p class="kicker"><a href="${links.outlet(line.sourceId)}" lang="">${line.sourceTitle}</a>${
    section !== undefined &&
    section !== '' &&
    markup` <span class="section-name"><bdi${languageAttributes(line.language)}>${section}</bdi></span>`
  }</p>`;
}

function byline({ say }: Desk, { authors, line }: ArticleView): Piece {
  if (authors.length === 0) return undefined;
  const language = languageAttributes(line.language);
  const names = authors.map((author) => markup`<bdi${language}>${author}</bdi>`);
  const all = joined(names, say('authorsBetween'));
  return markup`<p class="byline">${say('by', { authors: all })}</p>`;
}

function bodyOf({ context, links, say }: Desk, { html }: ArticleView): Markup {
  const body = renderArticleBody(html, links, messageTables[context.locale].imageMissing);
  return body.trim() === '' ? markup`<p class="nothing">${say('noBody')}</p>` : trusted(body);
}

function neighbours(desk: Desk, { previous, next }: ArticleView): Piece {
  if (previous === undefined && next === undefined) return undefined;
  const { say } = desk;
  return markup`<nav class="neighbours" aria-label="${say('neighbours')}">
${neighbour(desk, 'previous', say('previousArticle'), previous)}
${neighbour(desk, 'next', say('nextArticle'), next)}
</nav>`;
}

function neighbour(desk: Desk, side: string, label: Markup, article?: Neighbour): Piece {
  if (article === undefined) return undefined;
  const link = headlineLink(desk, article);
  return markup`<p class="${side}"><span class="label">${label}</span> ${link}</p>`;
}
