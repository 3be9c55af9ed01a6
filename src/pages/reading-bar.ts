import type { Desk } from './layout.ts';
import type { ReadingBar } from './marks-views.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { provenForm } from './proven-form.ts';

/** How much is unread, the ways to it and to what is starred, and a button that makes all read. */
export function readingBar(desk: Desk, bar: ReadingBar | undefined): Piece {
  if (bar === undefined) return undefined;
  const { say } = desk;
  return markup`<nav class="reading" aria-label="${say('reading')}">
<a href="${bar.unreadHref}">${say('unreadCount', { n: bar.unread })}</a>
<a href="${bar.starredHref}">${say('starred')}</a>
${bar.markAll !== undefined && markAllForm(desk, bar.markAll)}
</nav>`;
}

function markAllForm({ say }: Desk, all: NonNullable<ReadingBar['markAll']>): Markup {
  const hidden = ([name, value]: readonly [string, string | undefined]): Piece =>
    value !== undefined && markup`<input type="hidden" name="${name}" value="${value}">`;
  const { before, next, outlet, folder } = all;
  const fields = Object.entries({ before, next, outlet, folder }).map(hidden);
  return provenForm(
    all.action,
    all,
    markup`${fields}<button type="submit">${say('markAllRead')}</button>`,
  );
}
