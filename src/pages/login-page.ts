import type { LoginView } from './account-views.ts';
import type { PageContext } from './context.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { markup, type Piece } from './markup.ts';
import { provenForm } from './proven-form.ts';

/** The form that lets in. Its fields are named as password managers know them. */
export function loginPage(context: PageContext, view: LoginView): string {
  const desk = deskOf({ ...context, searchable: false });
  const { links, say } = desk;
  return documentOf(desk, {
    kind: 'login',
    title: say('logIn'),
    main: markup`<section class="login">
<h1>${say('logIn')}</h1>
<p>${say('loginLead')}</p>
${faultOf(desk, view)}
${provenForm(
  links.login?.() ?? '',
  view,
  markup`<input type="hidden" name="next" value="${view.next}">
<p><label for="name">${say('userName')}</label>
<input id="name" name="name" value="${view.name ?? ''}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64"></p>
<p><label for="password">${say('password')}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required></p>
<p><button type="submit">${say('logIn')}</button></p>`,
)}
</section>`,
  });
}

function faultOf({ say }: Desk, { fault }: LoginView): Piece {
  if (fault === undefined) return undefined;
  const says =
    typeof fault === 'object'
      ? say('loginWait', { n: Math.max(1, Math.ceil(fault.waitSeconds / 60)) })
      : say(fault === 'wrong' ? 'loginWrong' : 'formOld');
  return markup`<p class="fault" role="alert">${says}</p>`;
}
