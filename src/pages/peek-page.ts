import type { PageContext } from './context.ts';
import type { PeekView } from './keeping-views.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { outsideLink } from './outside-link.ts';
import { provenForm } from './proven-form.ts';
import { settingFields } from './source-form.ts';
import { warningNotes } from './source-health.ts';

/** What following an address would give, with the form that follows it. */
export function peekPage(context: PageContext, view: PeekView): string {
  const desk = deskOf(context);
  const { say, links } = desk;
  const fields = markup`<input type="hidden" name="url" value="${view.url}">
${settingFields(desk, view.settings)}
<p class="acts"><button type="submit">${say('follow')}</button> <a href="${links.sources()}">${say('listBack')}</a></p>`;
  return documentOf(desk, {
    kind: 'sources',
    here: 'sources',
    title: say('peekTitle'),
    main: markup`<header class="page-head">
<h1>${say('peekTitle')}</h1>
<p class="hint">${say(view.isKnown ? 'peekKnown' : 'peekLead')}</p>
</header>
<section class="folder">
<h2 lang="" dir="auto">${view.title || new URL(view.url).host}</h2>
<p class="meta"><span>${say(`kind.${view.kind}`)}</span> <span lang="en">${view.format}</span> <span>${outsideLink(view.url)}</span></p>
<p class="meta">${view.entries === 0 ? say('peekNone') : say('peekEntries', { n: view.entries })}</p>
${warningNotes(desk, { state: 'ok', reason: '', failures: 0, warnings: view.warnings })}
${provenForm('/sources/follow', view, fields)}
</section>
${newestOf(desk, view)}
${othersOf(desk, view)}`,
  });
}

function newestOf({ say, dates }: Desk, { newest }: PeekView): Piece {
  if (newest.length === 0) return undefined;
  return markup`<section class="folder">
<h2>${say('peekNewest')}</h2>
<ul class="rows plain">${newest.map(
    ({ title, url, at }) =>
      markup`<li class="row-line"><p lang="" dir="auto">${title || say('untitled')}</p>
<p class="meta">${at !== undefined && markup`<span>${dates.moment(at)}</span> `}<span>${outsideLink(url)}</span></p></li>`,
  )}</ul>
</section>`;
}

function othersOf({ say }: Desk, view: PeekView): Piece {
  if (view.others.length === 0) return undefined;
  const look = (url: string, title: string): Markup =>
    provenForm(
      '/sources/peek',
      view,
      markup`<input type="hidden" name="url" value="${url}">
<button type="submit" aria-label="${say('peekThis')}: ${title}">${say('peekThis')}</button>`,
    );
  return markup`<section class="folder">
<h2>${say('peekOthers')}</h2>
<ul class="rows plain">${view.others.map(
    ({ title, url }) => markup`<li class="token-row">
<div><p lang="" dir="auto">${title}</p><p class="meta">${outsideLink(url)}</p></div>
${look(url, title || url)}</li>`,
  )}</ul>
</section>`;
}
