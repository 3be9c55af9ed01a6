import type { PageContext } from './context.ts';
import type { ErrorView } from './error-view.ts';
import { deskOf, documentOf } from './layout.ts';
import { markup } from './markup.ts';

/** A page that could not be given, with the reason in one sentence. */
export function errorPage(context: PageContext, { status, message, words }: ErrorView): string {
  const desk = deskOf(context);
  const { links, say } = desk;
  const title = say(status === 404 ? 'errorMissing' : 'errorOther');
  return documentOf(desk, {
    kind: 'error',
    title,
    main: markup`<section class="error">
<p class="status">${say('errorStatus', { status })}</p>
<h1>${title}</h1>
${
  words === undefined
    ? markup`<p dir="auto">${message}</p>`
    : markup`<p>${say(words.key, words.values)}</p>
${message !== '' && markup`<details class="warnings"><summary>${say('details')}</summary><p lang="en" dir="auto">${message}</p></details>`}`
}
<p><a href="${links.front()}">${say('backToFront')}</a></p>
</section>`,
  });
}
