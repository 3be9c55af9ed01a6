import type { Desk } from './layout.ts';
import type { ArticleMarksView } from './marks-views.ts';
import { markup, type Piece } from './markup.ts';
import { provenForm } from './proven-form.ts';

/** Buttons that keep an article unread and star it, and whether it was edited since it was read. A script
 * finds them by `data-key`. */
export function articleMarks(desk: Desk, marks: ArticleMarksView | undefined): Piece {
  if (marks === undefined) return undefined;
  const { say } = desk;
  const { read, starred } = marks;
  const buttons = markup`<button type="submit" name="read" value="${read ? '0' : '1'}" data-key="m">${say(read ? 'markUnread' : 'markRead')}</button>
<button type="submit" name="starred" value="${starred ? '0' : '1'}" data-key="s">${starred && markup`<span class="star" aria-hidden="true">★</span> `}${say(starred ? 'unstar' : 'star')}</button>`;
  return markup`<div class="marks">
${editedSince(desk, marks)}
${marks.kept === true && markup`<p class="hint" role="status">${say('keptUnread')}</p>`}
${provenForm(marks.action, marks, buttons)}
</div>`;
}

function editedSince({ dates, say }: Desk, { edited }: ArticleMarksView): Piece {
  if (edited === undefined) return undefined;
  const told = say('editedSinceRead', { time: dates.moment(edited.readAt) });
  return markup`<p class="hint" role="status">${told} <a href="${edited.href}">${say('whatChanged')}</a></p>`;
}
