import type { AccountView, TokenLine } from './account-views.ts';
import type { PageContext } from './context.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { provenForm } from './proven-form.ts';

/** A user's own page: leaving, the password, tokens. */
export function accountPage(context: PageContext, view: AccountView): string {
  const desk = deskOf(context);
  const { say } = desk;
  const role = say(`role.${view.role}`);
  return documentOf(desk, {
    kind: 'account',
    here: 'account',
    title: say('account'),
    main: markup`<header class="page-head">
<h1>${say('account')}</h1>
<p class="meta">${say('loggedInAs', { name: view.name, role })}</p>
${view.hasSession && formOf(desk, view, 'logout', markup`<p><button type="submit">${say('logOut')}</button></p>`)}
</header>
${usersPart(desk)}
${view.hasSession && passwordPart(desk, view)}
${tokenPart(desk, view)}`,
  });
}

/** A form that posts to one of the account's own addresses. */
function formOf(
  { links }: Desk,
  view: AccountView,
  act: 'logout' | 'password' | 'tokens' | 'revoke',
  fields: Markup,
): Markup {
  return provenForm(links.account?.(act) ?? '', view, fields);
}

/** The way to all users, for whoever keeps them. */
export function usersPart({ links, say }: Desk): Piece {
  if (links.users === undefined) return undefined;
  return markup`<section class="folder">
<h2>${say('users')}</h2>
<p>${say('usersLead')} <a href="${links.users()}">${say('usersBack')}</a></p>
</section>`;
}

function passwordPart(desk: Desk, view: AccountView): Markup {
  const { say } = desk;
  const fields = markup`<input hidden type="text" name="username" value="${view.name}" autocomplete="username">
<p><label for="now">${say('passwordNow')}</label>
<input id="now" name="now" type="password" autocomplete="current-password" required></p>
<p><label for="new">${say('passwordNew')}</label>
<input id="new" name="new" type="password" autocomplete="new-password" minlength="8" required></p>
<p><button type="submit">${say('changePassword')}</button></p>`;
  return markup`<section class="folder" id="password">
<h2>${say('changePassword')}</h2>
${passwordNote(desk, view)}
${formOf(desk, view, 'password', fields)}
</section>`;
}

function passwordNote({ say }: Desk, { password }: AccountView): Piece {
  if (password === undefined) return undefined;
  if (password === 'changed') return markup`<p role="status">${say('passwordChanged')}</p>`;
  const says = say(password === 'wrong' ? 'loginWrong' : 'trouble.password');
  return markup`<p class="fault" role="alert">${says}</p>`;
}

function tokenPart(desk: Desk, view: AccountView): Markup {
  const { say } = desk;
  const fields = markup`<p><label for="label">${say('tokenLabel')}</label>
<input id="label" name="label" maxlength="80" autocomplete="off" required></p>
<p><button type="submit">${say('tokenMake')}</button></p>`;
  return markup`<section class="folder" id="tokens">
<h2>${say('tokens')}</h2>
<p>${say('tokensLead')}</p>
${view.made !== undefined && markup`<p role="status">${say('tokenMade')}<br><code class="secret">${view.made}</code></p>`}
${view.tokens.length > 0 && markup`<ul class="rows">${view.tokens.map((token) => rowOf(desk, view, token))}</ul>`}
${formOf(desk, view, 'tokens', fields)}
</section>`;
}

function rowOf(desk: Desk, view: AccountView, { id, label, madeAt, usedAt }: TokenLine): Markup {
  const { say, dates } = desk;
  const used =
    usedAt === undefined ? say('tokenUnused') : say('tokenUsed', { used: dates.moment(usedAt) });
  const fields = markup`<input type="hidden" name="id" value="${id}">
<button type="submit" aria-label="${say('tokenRevoke')}: ${label}">${say('tokenRevoke')}</button>`;
  return markup`<li class="token-row">
<p><strong dir="auto">${label || id}</strong> <span class="meta">${say('tokenFacts', { made: dates.moment(madeAt) })} · ${used}</span></p>
${formOf(desk, view, 'revoke', fields)}
</li>`;
}
