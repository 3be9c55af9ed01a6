import type { SourceHealth, SourceOverview, SourceWhole } from '../archive/index.ts';

/** What needs attention first. */
const order: readonly SourceHealth['state'][] = [
  'failing',
  'silent',
  'warned',
  'waiting',
  'ok',
  'unfollowed',
];

/** All sources in three lines each, what needs attention first. */
export function sourceLines(all: readonly SourceOverview[]): readonly string[] {
  const rank = ({ health }: SourceOverview) => order.indexOf(health.state);
  return [...all]
    .sort((one, other) => rank(one) - rank(other))
    .flatMap(({ source, articles, health }) => [
      `${source.id}  ${source.title} (${articles} articles)`,
      `              ${source.kind} ${source.url}`,
      `              ${health.state}: ${health.reason}`,
    ]);
}

/** One source whole. */
export function wholeLines(whole: SourceWhole): readonly string[] {
  const { source, folders, articles, health, answers } = whole;
  const rows: readonly (readonly [name: string, value: string | undefined])[] = [
    ['address', `${source.kind} ${source.url}`],
    ['home', source.home],
    ['folder', folders.length === 0 ? undefined : folders.join(' › ')],
    ['articles', String(articles)],
    ['words from', source.browser ? `${source.body}, as a browser shows it` : source.body],
    ['asked with', givenWords(whole)],
    ['polled', pollWords(whole)],
    ['rhythm', rhythmWords(health.rhythm)],
    ['last good', health.lastSuccessAt],
    ['next poll', health.nextPollAt],
    ['hub', health.pushed && `${health.pushed.hub} (${health.pushed.state})`],
    ['state', `${health.state}: ${health.reason}`],
  ];
  return [
    `${source.id}  ${source.title}`,
    ...rows.flatMap(([name, value]) =>
      value === undefined ? [] : [`  ${name.padEnd(11)}${value}`],
    ),
    ...health.findings.map(
      ({ kind, of, since, says }) => `  ${kind} of ${of} since ${since}: ${says}`,
    ),
    ...health.warnings.map((warning) => `  warning: ${warning}`),
    ...answers.map(
      (one) => `  ${one.capturedAt}  ${one.status}  ${one.askedUrl}  (capture ${one.id})`,
    ),
  ];
}

function givenWords({ source: { headers = [], cookies, proxy } }: SourceWhole): string | undefined {
  const parts = [
    ...(headers.length === 0
      ? []
      : [headers.length === 1 ? '1 header' : `${headers.length} headers`]),
    ...(cookies === undefined ? [] : ['cookies']),
    ...(proxy === undefined ? [] : ['a proxy']),
  ];
  return parts.length === 0 ? undefined : `${parts.join(', ')} of its own`;
}

const pollWords = ({ source: { pollSeconds } }: SourceWhole): string =>
  pollSeconds === undefined ? 'by its own rhythm' : `every ${pollSeconds} seconds`;

function rhythmWords(rhythm: SourceHealth['rhythm']): string | undefined {
  if (rhythm === undefined) return undefined;
  const hours = (seconds: number) => Math.round(seconds / 360) / 10;
  return `about ${rhythm.itemsADay} a day, usually one in ${hours(rhythm.intervalSeconds)} hours, longest pause ${hours(rhythm.longestPauseSeconds)} hours`;
}
