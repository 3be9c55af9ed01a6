import type { Finding } from '../model/index.ts';
import type { Desk } from './layout.ts';
import { joined, type Markup, markup, type Piece } from './markup.ts';
import { outsideLink } from './outside-link.ts';
import type { HealthState, SourceHealth } from './views.ts';

/** The state of a source as a word; the sign before it comes from the stylesheet. */
export function stateMark({ say }: Desk, state: HealthState): Markup {
  return markup`<span class="state ${state}">${say(`state.${state}`)}</span>`;
}

/** How often it brings something, behind other facts; nothing while that is not known. */
export function rhythmNote({ context, say }: Desk, { itemsADay }: SourceHealth): Piece {
  if (context.still || itemsADay === undefined) return undefined;
  const aWeek = Math.round(itemsADay * 7);
  if (aWeek < 1) return markup` <span>${say('seldom')}</span>`;
  const told =
    itemsADay < 1 ? say('aWeek', { n: aWeek }) : say('aDay', { n: Math.round(itemsADay) });
  return markup` <span>${told}</span>`;
}

/** What is wrong with it, what is read in its place, what could not be read: nothing when all is well. */
export function healthNotes(desk: Desk, health: SourceHealth): Piece {
  if (desk.context.still) return undefined;
  const { say } = desk;
  const { reason, failures, findings = [] } = health;
  const told = [
    ...findings.map((finding) => findingWords(desk, finding)),
    ...elsewhere(desk, health),
  ];
  return [
    told.map((sentence) => markup`<p class="reason">${sentence}</p>`),
    reason !== '' && markup`<p class="reason" lang="en" dir="auto">${reason}</p>`,
    failures > 1 && markup`<p class="reason">${say('failures', { n: failures })}</p>`,
    findings.length > 0 &&
      markup`<details class="warnings"><summary>${say('details')}</summary>
<ul lang="en">${findings.map(({ says }) => markup`<li dir="auto">${says}</li>`)}</ul></details>`,
    warningNotes(desk, health),
  ];
}

/** The worst of it in one line, for readers of the outlet. */
export function healthLine(desk: Desk, health: SourceHealth): Piece {
  if (desk.context.still) return undefined;
  const [worst] = health.findings ?? [];
  if (worst === undefined) return undefined;
  const sentences = [findingWords(desk, worst), ...elsewhere(desk, health)];
  return markup`<p class="health-line">${joined(sentences, desk.say('sentencesBetween'))}</p>`;
}

/** Items that could not be read, folded away. */
export function warningNotes({ context, say }: Desk, { warnings }: SourceHealth): Piece {
  if (context.still || warnings.length === 0) return undefined;
  return markup`<details class="warnings"><summary>${say('warnings', { n: warnings.length })}</summary>
<ul lang="en">${warnings.map((warning) => markup`<li dir="auto">${warning}</li>`)}</ul></details>`;
}

const kinds = [
  'gone',
  'captcha',
  'login',
  'failing',
  'silent',
  'moved',
  'fewer-items',
  'truncated',
  'fork',
  'rollback',
  'forged',
  'incomplete',
] as const;
const kindsOfPages = ['captcha', 'login', 'failing', 'truncated'] as const;

function findingWords({ dates, say }: Desk, { kind, of, since }: Finding): Markup {
  const values = { since: dates.moment(since) };
  const ofPages = of === 'pages' ? kindsOfPages.find((one) => one === kind) : undefined;
  if (ofPages !== undefined) return say(`finding.pages.${ofPages}`, values);
  return say(`finding.${kinds.find((one) => one === kind) ?? 'other'}`, values);
}

/** Where else its articles come from, or that they were looked for in vain. */
function elsewhere({ dates, say }: Desk, health: SourceHealth): readonly Markup[] {
  const { standIn, soughtAt, findings = [] } = health;
  if (standIn !== undefined) {
    const { kind, since, url } = standIn;
    return [say(`standIn.${kind}`, { since: dates.moment(since), url: outsideLink(url) })];
  }
  const silent = findings.find(({ kind }) => kind === 'silent');
  if (silent === undefined || soughtAt === undefined || soughtAt < silent.since) return [];
  return [say('soughtInVain', { time: dates.moment(soughtAt) })];
}
