import type { Instant, Url } from '../model/index.ts';
import { renderArticleBody } from './article-body.ts';
import type { PageContext } from './context.ts';
import { deskOf, documentOf, pager } from './layout.ts';
import { markup, trusted } from './markup.ts';
import { messageTables } from './messages.ts';
import { outsideLink } from './outside-link.ts';

/** A page as it was captured once. */
export interface MementoView {
  readonly url: Url;
  readonly capturedAt: Instant;
  /** Safe HTML of all it said. */
  readonly html: string;
  /** Where its bytes are, as they came. */
  readonly raw: string;
  /** The captures before and after it. */
  readonly previous?: string;
  readonly next?: string;
}

/** A captured page: its words and the pictures that the archive has, nothing that runs or loads. */
export function mementoPage(context: PageContext, view: MementoView): string {
  const desk = deskOf(context);
  const { dates, links, say } = desk;
  const { url, capturedAt, html, raw, previous, next } = view;
  const body = renderArticleBody(html, links, messageTables[context.locale].imageMissing);
  return documentOf(desk, {
    kind: 'article',
    title: url,
    main: markup`<article class="article">
<header class="article-head">
<h1>${say('mementoTitle', { time: dates.moment(capturedAt) })}</h1>
<p class="meta">${outsideLink(url)}</p>
</header>
<p class="hint">${say('mementoSays')} <a href="${raw}">${say('mementoRaw')}</a></p>
<div class="body" lang="">
${body.trim() === '' ? markup`<p class="nothing">${say('noBody')}</p>` : trusted(body)}
</div>
</article>
${pager(desk, {
  ...(next !== undefined && { newer: next }),
  ...(previous !== undefined && { older: previous }),
})}`,
  });
}
