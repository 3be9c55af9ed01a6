import type { PageContext } from './context.ts';
import { dateline } from './front-page.ts';
import { deskOf, documentOf } from './layout.ts';
import { markup } from './markup.ts';

/** The front page of an archive that follows nothing yet: the two commands to begin. */
export function emptyFront(context: PageContext): string {
  const desk = deskOf(context);
  const { say } = desk;
  return documentOf(desk, {
    kind: 'front',
    here: 'front',
    main: markup`${dateline(desk, { total: 0, failing: 0 })}
<section class="begin">
<h2>${say('emptyTitle')}</h2>
<p>${say('emptyLead')}</p>
<ol>
<li><pre><code>backissue follow https://example.org/</code></pre><p>${say('emptyFollow')}</p></li>
<li><pre><code>backissue fetch</code></pre><p>${say('emptyFetch')}</p></li>
</ol>
</section>`,
  });
}
