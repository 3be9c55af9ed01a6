import { chineseSummaries } from './api-summaries.ts';
import type { ApiField, ApiGroup, ApiOperation, ApiView } from './api-views.ts';
import type { PageContext } from './context.ts';
import { type Desk, deskOf, documentOf } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';

/** What the API takes and gives, an operation at a time. */
export function apiPage(context: PageContext, view: ApiView): string {
  const desk = deskOf(context);
  const { say } = desk;
  return documentOf(desk, {
    kind: 'api',
    title: say('api'),
    main: markup`<header class="page-head">
<h1>${say('api')}</h1>
<p>${say('apiLead')} <a href="${view.document}">${view.document}</a></p>
<p>${say('apiToken')}</p>
</header>
${view.groups.map((group) => groupPart(desk, group))}
<section class="folder" id="problems">
<h2>${say('apiProblems')}</h2>
<p>${say('apiProblemsLead')}</p>
<ul class="rows">${view.problems.map(
      ({ code, status, title }) =>
        markup`<li id="problem-${code}"><code>${status} ${code}</code> ${told(desk, code, title)}</li>\n`,
    )}</ul>
</section>`,
  });
}

const groupPart = (desk: Desk, { name, operations }: ApiGroup): Markup =>
  markup`<section class="folder">
<h2>${told(desk, name, name)}</h2>
${operations.map((operation) => operationPart(desk, operation))}
</section>\n`;

function operationPart(desk: Desk, operation: ApiOperation): Markup {
  const { say } = desk;
  const { id, method, path, summary, about, role, goesIn, comesOut, statuses } = operation;
  return markup`<article class="operation" id="${id}">
<h3><code><b>${method}</b> ${path}</code></h3>
<p>${told(desk, id, summary)}</p>
${about !== undefined && markup`<p class="meta">${about}</p>`}
${role !== undefined && markup`<p class="meta">${say(role === 'editor' ? 'apiForEditors' : 'apiForUsers')}</p>`}
${goesIn.length > 0 && markup`<h4>${say('apiGoesIn')}</h4>\n${fieldList(desk, goesIn)}`}
<details><summary>${say('apiComesOut')}: ${statuses.join(', ')}</summary>
${fieldList(desk, comesOut)}</details>
<h4>${say('apiExample')}</h4>
<pre><code>${operation.example}</code></pre>
</article>\n`;
}

const fieldList = (desk: Desk, fields: readonly ApiField[]): Markup =>
  markup`<dl class="fields-of">${fields.map((field) => fieldPart(desk, field))}</dl>`;

function fieldPart({ say }: Desk, { name, where, type, isRequired, about }: ApiField): Markup {
  const place: Piece = where === 'body' ? say('apiBody') : where;
  const facts = [type, place, where !== undefined && isRequired && say('apiRequired')].filter(
    (fact) => fact !== undefined && fact !== false,
  );
  return markup`<div><dt><code>${name}</code></dt><dd><span class="meta">${facts.map(
    (fact, at) => markup`${at > 0 && ' · '}${fact}`,
  )}</span> ${about}</dd></div>\n`;
}

/** What is said of something: by the API's document in English, by our own table in Chinese. */
const told = ({ context }: Desk, name: string, english: string): string =>
  context.locale.startsWith('zh') ? (chineseSummaries[name] ?? english) : english;
