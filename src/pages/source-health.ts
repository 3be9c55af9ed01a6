import type { Desk } from './layout.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import type { HealthState, SourceHealth } from './views.ts';

/** The state of a source as a word; the sign before it comes from the stylesheet. */
export function stateMark({ say }: Desk, state: HealthState): Markup {
  return markup`<span class="state ${state}">${say(`state.${state}`)}</span>`;
}

/** Why it is so, how often it failed, what could not be read: nothing when all is well. */
export function healthNotes({ say }: Desk, health: SourceHealth): Piece {
  const { reason, failures, warnings } = health;
  return [
    reason !== '' && markup`<p class="reason" dir="auto">${reason}</p>`,
    failures > 1 && markup`<p class="reason">${say('failures', { n: failures })}</p>`,
    warnings.length > 0 &&
      markup`<details class="warnings"><summary>${say('warnings', { n: warnings.length })}</summary>
<ul>${warnings.map((warning) => markup`<li dir="auto">${warning}</li>`)}</ul></details>`,
  ];
}
