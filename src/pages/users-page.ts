import { roles } from '../model/index.ts';
import type { PageContext } from './context.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { provenForm } from './proven-form.ts';
import { roleFields } from './role-fields.ts';
import type { UserLine, UsersView } from './user-views.ts';

/** Who may log in, and the form that adds another; for owners. */
export function usersPage(context: PageContext, view: UsersView): string {
  const desk = deskOf(context);
  const { say } = desk;
  const { users, removed } = view;
  return documentOf(desk, {
    kind: 'account',
    here: 'account',
    title: say('users'),
    main: markup`<header class="page-head">
<h1>${say('users')}</h1>
<p class="hint">${say('usersLead')}</p>
${removed !== undefined && markup`<p class="outcome" role="status">${say('userRemoved', { name: markup`<bdi>${removed}</bdi>` })}</p>`}
</header>
<section class="folder">
<h2>${say('usersAll', { n: users.length })}</h2>
<ul class="rows">${users.map((user) => rowOf(desk, user))}</ul>
</section>
${addForm(desk, view)}`,
  });
}

function rowOf(desk: Desk, user: UserLine): Markup {
  const { say, links } = desk;
  const { name } = user;
  const href = links.users?.(name) ?? '';
  return markup`<li class="token-row">
<div><p><strong dir="auto">${name}</strong>${user.isSelf && markup` <span class="near">${say('userYou')}</span>`}</p>
<p class="meta">${userFacts(desk, user)}</p></div>
<p class="acts"><a href="${href}" aria-label="${say('userChange')}: ${name}">${say('userChange')}</a></p>
</li>`;
}

/** The role of a user, since when there is one, when last here. */
export function userFacts({ say, dates }: Desk, { role, madeAt, seenAt }: UserLine): Piece {
  const seen =
    seenAt === undefined ? say('userNeverSeen') : say('userSeen', { seen: dates.dayOf(seenAt) });
  return markup`<span>${say(`role.${role}`)}</span> <span>${say('userMade', { made: dates.dayOf(madeAt) })}</span> <span>${seen}</span>`;
}

function addForm(desk: Desk, view: UsersView): Markup {
  const { say, links } = desk;
  const fields = markup`<p><label for="name">${say('userName')}</label>
<input id="name" name="name" maxlength="64" autocomplete="off" autocapitalize="off" spellcheck="false" dir="auto" aria-describedby="name-hint" required>
<small id="name-hint">${say('userNameHint')}</small></p>
${roleFields(desk, roles[0])}
${passwordField(desk)}
<p><button type="submit">${say('userAdd')}</button></p>`;
  return markup`<section class="folder">
<h2>${say('userAdd')}</h2>
${provenForm(links.users?.() ?? '', view, fields)}
</section>`;
}

/** A password that is typed, or left to be made. */
export const passwordField = ({ say }: Desk): Markup =>
  markup`<p><label for="password">${say('password')}</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="8" maxlength="1024" aria-describedby="password-hint">
<small id="password-hint">${say('userPasswordHint')}</small></p>`;
