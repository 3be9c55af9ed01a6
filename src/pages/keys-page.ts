import type { PageContext } from './context.ts';
import { deskOf, documentOf } from './layout.ts';
import { markup } from './markup.ts';

const keys = [
  ['move', 'j', 'k'],
  ['open', 'o', 'Enter'],
  ['turn', 'n', 'p'],
  ['search', '/'],
  ['front', 'g f'],
  ['edits', 'g e'],
  ['sources', 'g s'],
  ['account', 'g a'],
  ['help', '?'],
] as const;

/** What each key does; the script shows the list in a dialog, too. */
export function keysPage(context: PageContext): string {
  const desk = deskOf(context);
  const { say } = desk;
  const rows = keys.map(([act, ...typed]) => {
    const shown = typed.map((one) => markup`<kbd>${one}</kbd> `);
    return markup`<div><dt>${shown}</dt><dd>${say(`key.${act}`)}</dd></div>\n`;
  });
  return documentOf(desk, {
    kind: 'keys',
    title: say('keys'),
    main: markup`<header class="page-head">
<h1>${say('keys')}</h1>
<p class="hint">${say('keysLead')}</p>
</header>
<dl class="key-list">
${rows}</dl>`,
  });
}
