import type { Proof } from './account-views.ts';
import type { PageContext } from './context.ts';
import type { Messages } from './english.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { type Reading, readingChoices } from './reading.ts';

/** What the page of settings shows besides the context's own reading. */
export interface SettingsView {
  /** Unset where nobody logs in: no form needs one there. */
  readonly proof?: Proof;
  readonly saved: boolean;
}

/** How pages are to look in this browser: a form that works without scripts. */
export function settingsPage(context: PageContext, view: SettingsView): string {
  const desk = deskOf(context);
  const { links, say } = desk;
  const { proof } = view;
  return documentOf(desk, {
    kind: 'settings',
    here: 'settings',
    title: say('settings'),
    main: markup`<header class="page-head">
<h1>${say('settings')}</h1>
<p class="hint">${say('settingsLead')}</p>
${view.saved && markup`<p class="outcome" role="status">${say('settingsSaved')}</p>`}
</header>
<form class="choices" action="${links.settings?.() ?? ''}" method="post">
${proof !== undefined && markup`<input type="hidden" name="proof" value="${proof.proof}">`}
${settings.map((name) => choicesOf(desk, name))}
<p><button type="submit">${say('settingsSave')}</button></p>
</form>
${links.users !== undefined && markup`<p class="hint"><a href="${links.users()}">${say('users')}</a></p>`}
${links.script !== undefined && markup`<p class="hint"><a href="${links.script('keys')}">${say('keys')}</a></p>`}
<section class="sample">
<h2>${say('settingsSample')}</h2>
<div class="body" lang="${context.locale}"><p>${say('settingsSampleText')}</p></div>
</section>`,
  });
}

const settings = ['language', 'theme', 'size', 'face', 'width'] as const;
const ownNames = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' } as const;

function choicesOf(desk: Desk, name: keyof Reading): Markup {
  const chosen = desk.context.reading?.[name] ?? '';
  const choices = ['', ...readingChoices[name]].map((value) => {
    const checked = value === chosen && markup` checked`;
    return markup`<label><input type="radio" name="${name}" value="${value}"${checked}> ${nameOf(desk, name, value)}</label>\n`;
  });
  return markup`<fieldset><legend>${desk.say(`set.${name}`)}</legend>
${choices}</fieldset>`;
}

/** A language is called in itself: whoever looks for it may read no other. */
function nameOf({ say }: Desk, name: keyof Reading, value: string): Piece {
  if (name === 'language' && isLocale(value)) {
    return markup`<span lang="${value}">${ownNames[value]}</span>`;
  }
  return say(`set.${name}.${value}` as keyof Messages);
}

const isLocale = (value: string): value is keyof typeof ownNames => Object.hasOwn(ownNames, value);
