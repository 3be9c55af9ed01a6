import type { PageContext } from './context.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { provenForm } from './proven-form.ts';
import { roleFields } from './role-fields.ts';
import type { UserView } from './user-views.ts';
import { passwordField, userFacts } from './users-page.ts';

/** One user: the role, a new password, and the way out; for owners. */
export function userPage(context: PageContext, view: UserView): string {
  const desk = deskOf(context);
  const { say, links } = desk;
  const { user, isLastOwner } = view;
  return documentOf(desk, {
    kind: 'account',
    here: 'account',
    title: user.name,
    main: markup`<header class="page-head">
<h1 dir="auto">${user.name}</h1>
<p class="meta">${userFacts(desk, user)}</p>
<p class="meta"><a href="${links.users?.() ?? ''}">${say('usersBack')}</a></p>
${outcomeOf(desk, view)}
</header>
${isLastOwner ? markup`<p class="hint">${say('userLastOwner')}</p>` : rolePart(desk, view)}
${passwordPart(desk, view)}
${!isLastOwner && removePart(desk, view)}`,
  });
}

const told = { added: 'userAdded', role: 'userRoleSaved', password: 'userPasswordSet' } as const;
const toldMade = { added: 'userAddedMade', password: 'userPasswordMade' } as const;

/** What was done, and a password that was made of it: here and never again. */
function outcomeOf({ say }: Desk, { said, made }: UserView): Piece {
  if (said === undefined) return undefined;
  if (made === undefined || said === 'role') {
    return markup`<p class="outcome" role="status">${say(told[said])}</p>`;
  }
  return markup`<p class="outcome" role="status">${say(toldMade[said])}<br><code class="secret">${made}</code></p>`;
}

function rolePart(desk: Desk, view: UserView): Markup {
  const { say, links } = desk;
  const { name, role } = view.user;
  const fields = markup`${roleFields(desk, role, true)}
<p><button type="submit">${say('userRoleSave')}</button></p>`;
  return markup`<section class="folder">
<h2>${say('userRole')}</h2>
${provenForm(links.users?.(name, 'role') ?? '', view, fields)}
</section>`;
}

function passwordPart(desk: Desk, view: UserView): Markup {
  const { say, links } = desk;
  const { name, isSelf } = view.user;
  const own = markup`<p><a href="${links.account?.() ?? ''}">${say('userPasswordOwn')}</a></p>`;
  const fields = markup`<input hidden type="text" name="username" value="${name}" autocomplete="username">
${passwordField(desk)}
<p><button type="submit">${say('userPasswordGive')}</button></p>`;
  const form = markup`<p class="hint">${say('userPasswordLead', { name: markup`<bdi>${name}</bdi>` })}</p>
${provenForm(links.users?.(name, 'password') ?? '', view, fields)}`;
  return markup`<section class="folder">
<h2>${say('password')}</h2>
${isSelf ? own : form}
</section>`;
}

function removePart({ say, links }: Desk, { user }: UserView): Markup {
  return markup`<section class="folder">
<h2>${say('userRemove')}</h2>
<p class="acts"><a href="${links.users?.(user.name, 'remove') ?? ''}">${say('userRemoveAsk', { name: markup`<bdi>${user.name}</bdi>` })}</a></p>
</section>`;
}

/** Asks once more before a user is removed. */
export function removeUserPage(context: PageContext, view: UserView): string {
  const desk = deskOf(context);
  const { say, links } = desk;
  const { name } = view.user;
  const fields = markup`<p class="acts"><button type="submit">${say('userRemove')}</button> <a href="${links.users?.(name) ?? ''}">${say('userKeep')}</a></p>`;
  return documentOf(desk, {
    kind: 'account',
    here: 'account',
    title: say('userRemove'),
    main: markup`<header class="page-head">
<h1>${say('userRemoveAsk', { name: markup`<bdi>${name}</bdi>` })}</h1>
<p class="hint">${say('userRemoveLead')}</p>
</header>
${provenForm(links.users?.(name, 'remove') ?? '', view, fields)}`,
  });
}
