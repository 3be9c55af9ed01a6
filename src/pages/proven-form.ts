import type { Proof } from './account-views.ts';
import { type Markup, markup } from './markup.ts';

/** A form that posts, with the proof that a page of ours made it. */
export const provenForm = (action: string, { proof }: Proof, fields: Markup): Markup =>
  markup`<form class="fields" action="${action}" method="post">
<input type="hidden" name="proof" value="${proof}">
${fields}
</form>`;
