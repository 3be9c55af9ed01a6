import type { PageContext } from './context.ts';
import type { SourceView } from './keeping-views.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { outsideLink } from './outside-link.ts';
import { provenForm } from './proven-form.ts';
import { settingFields } from './source-form.ts';
import { healthNotes, rhythmNote, stateMark } from './source-health.ts';

const told = {
  saved: 'sourceSaved',
  followed: 'sourceFollowed',
  due: 'sourceDue',
  left: 'sourceLeft',
} as const;

/** One source: how it fares, what its server answered, and, for whoever keeps it, its settings. */
export function sourcePage(context: PageContext, view: SourceView): string {
  const desk = deskOf(context);
  const { source, said } = view;
  return documentOf(desk, {
    kind: 'sources',
    here: 'sources',
    title: source.title,
    main: markup`<header class="page-head">
<h1 lang="" dir="auto">${source.title}</h1>
<p class="meta"><span>${desk.say(`kind.${source.kind}`)}</span>${
      source.folder !== undefined && markup` <span lang="">${source.folder}</span>`
    } <span>${outsideLink(source.url)}</span>${rhythmNote(desk, source.health)}</p>
<p class="meta"><a href="${desk.links.outlet(source.id)}">${desk.say('sourceArticles')}</a></p>
${said !== undefined && markup`<p class="outcome" role="status">${desk.say(told[said])}</p>`}
</header>
${healthOf(desk, view)}
${view.keep && keepOf(desk, source.id, view.keep, source.state === 'followed')}
${answersOf(desk, view)}`,
  });
}

function healthOf(desk: Desk, { source, keep }: SourceView): Markup {
  const { say, dates, context } = desk;
  const { health } = source;
  const moment = (at: typeof health.nextPollAt) =>
    at === undefined ? say('never') : dates.moment(at);
  const isFollowed = source.state === 'followed';
  return markup`<section class="folder">
<h2>${say('sourceDetails')}</h2>
<dl class="row-facts">
<div><dt>${say('state')}</dt><dd>${stateMark(desk, health.state)}</dd></div>
<div><dt>${say('articles')}</dt><dd>${new Intl.NumberFormat(context.locale).format(source.articles)}</dd></div>
<div><dt>${say('lastSuccess')}</dt><dd>${moment(health.lastSuccessAt)}</dd></div>
${isFollowed && markup`<div><dt>${say('nextPoll')}</dt><dd>${moment(health.nextPollAt)}</dd></div>`}
</dl>
${healthNotes(desk, health)}
${keep && isFollowed && act(`/sources/${source.id}/poll`, keep, say('sourcePollNow'))}
</section>`;
}

const act = (
  action: string,
  keep: NonNullable<SourceView['keep']>,
  shown: Piece,
  fields: Piece = '',
): Markup =>
  provenForm(action, keep, markup`${fields}<p><button type="submit">${shown}</button></p>`);

function keepOf(
  desk: Desk,
  id: string,
  keep: NonNullable<SourceView['keep']>,
  isFollowed: boolean,
): Markup {
  const { say } = desk;
  const stop = isFollowed
    ? markup` <a href="/sources/${id}/unfollow">${say('unfollow')}</a>`
    : undefined;
  const fields = markup`${settingFields(desk, keep.settings)}
<p class="acts"><button type="submit">${say('sourceSave')}</button>${stop}</p>`;
  return markup`<section class="folder">
<h2>${say('sourceSettings')}</h2>
${provenForm(`/sources/${id}/settings`, keep, fields)}
${!isFollowed && act(`/sources/${id}/again`, keep, say('followAgain'))}
</section>`;
}

function answersOf({ say, dates, links }: Desk, { answers }: SourceView): Markup {
  const lines = answers.map(({ at, status, captureId }) => {
    const raw = links.raw?.(captureId);
    const open =
      raw !== undefined && markup` <span><a href="${raw}">${say('sourceOpen')}</a></span>`;
    return markup`<li class="row-line"><p class="meta"><span>${dates.moment(at)}</span> <span>HTTP ${status}</span>${open}</p></li>`;
  });
  return markup`<section class="folder">
<h2>${say('sourceAnswers')}</h2>
${lines.length > 0 ? markup`<ul class="rows plain">${lines}</ul>` : markup`<p class="hint">${say('sourceNoAnswers')}</p>`}
</section>`;
}

/** Asks once more before a source is left. */
export function unfollowPage(
  context: PageContext,
  {
    source,
    keep,
  }: { readonly source: { id: string; title: string }; readonly keep: { proof: string } },
): string {
  const desk = deskOf(context);
  const { say } = desk;
  const title = markup`<bdi lang="">${source.title}</bdi>`;
  const fields = markup`<p class="acts"><button type="submit">${say('unfollow')}</button> <a href="/sources/${source.id}">${say('unfollowKeep')}</a></p>`;
  return documentOf(desk, {
    kind: 'sources',
    here: 'sources',
    title: say('unfollow'),
    main: markup`<header class="page-head">
<h1>${say('unfollowAsk', { title })}</h1>
<p class="hint">${say('unfollowLead')}</p>
</header>
${provenForm(`/sources/${source.id}/unfollow`, keep, fields)}`,
  });
}
