import type { Proof } from './account-views.ts';
import type { Desk } from './layout.ts';
import { type Markup, markup } from './markup.ts';
import { provenForm } from './proven-form.ts';

/** The form that looks at an address before it is followed. */
export function followForm({ say }: Desk, keep: Proof): Markup {
  const fields = markup`<p><label for="url">${say('followAddress')}</label>
<input id="url" name="url" inputmode="url" maxlength="2000" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="example.org" aria-describedby="follow-hint" required></p>
<p><button type="submit">${say('followLook')}</button></p>`;
  return markup`<section class="folder" id="follow">
<h2>${say('follow')}</h2>
<p class="hint" id="follow-hint">${say('followLead')}</p>
${provenForm('/sources/peek', keep, fields)}
</section>`;
}

/** A subscription list out, and one in for whoever may follow. */
export function listForms({ say }: Desk, keep: Proof | undefined): Markup {
  return markup`<section class="folder" id="opml">
<h2>${say('listTitle')}</h2>
<p><a href="/sources.opml" download>${say('listOut')}</a></p>
${
  keep &&
  markup`<p class="hint">${say('listLead')}</p>
<form class="fields" action="/sources/opml" method="post" enctype="multipart/form-data">
<input type="hidden" name="proof" value="${keep.proof}">
<p><label for="file">${say('listFile')}</label>
<input id="file" name="file" type="file" accept=".opml,.xml,text/x-opml,text/xml,application/xml"></p>
<p><label for="text">${say('listText')}</label>
<textarea id="text" name="text" rows="4" spellcheck="false"></textarea></p>
<p><button type="submit">${say('listIn')}</button></p>
</form>`
}
</section>`;
}
