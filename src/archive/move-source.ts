import { confirmedMove, type Finding } from '../guardian/index.ts';
import { isSecretHeader } from '../http/index.ts';
import { ArchiveError, instant, type PollState, type Source, type Url } from '../model/index.ts';
import { askingFor, mayHaveSecrets } from './asking.ts';
import { readListing } from './document.ts';
import { healthEvents, healthParts, judge, judgedAfterMove, watchOf } from './health.ts';
import { mayBePrivate } from './may-be-private.ts';
import { leaseAgain } from './poll-stand-in.ts';
import type { Services } from './services.ts';

/**
 * Moves a source to the address it has moved to for good: where permanent redirects led for a day,
 * or, when its own address is gone, to the feed that stands in for it. The address must give a
 * listing of the same kind, and not be followed already. The source keeps its id and all else.
 */
export async function moveSource(
  services: Services,
  source: Source,
  poll: PollState,
): Promise<void> {
  const to = confirmedMove(watchOf(poll), instant(services.now())) ?? afterItsEnd(poll);
  if (to === undefined || to === source.url || tellsSecrets(source, to)) return;
  if ((await services.store.sourceAt(to)) !== undefined) return;
  if (!(await listsTheSame(services, source, to))) return;
  const due = await leaseAgain(services, source);
  // What was changed of the source meanwhile stays so.
  if (due?.source.state !== 'followed') return;
  const moved: Source = { ...due.source, url: to };
  const { standIn: _done, soughtAt: _sought, ...standing } = due.poll;
  const { etag: _etag, lastModified: _modified, findings: _findings, ...bare } = standing;
  const now = services.now();
  const judged = judgedAfterMove(judge(due.poll, [], now), now);
  // What was wrong with the old address ends when the new one has answered, which is asked at once.
  const after: PollState = { ...bare, ...healthParts(judged), nextPollAt: instant(now) };
  await services.record({
    keepings: [],
    means: async () => ({ change: { sources: [moved], polls: [after] } }),
  });
  const { id, title } = source;
  services.tell({ type: 'moved', source: { id, title, url: to }, from: source.url });
  for (const event of healthEvents(moved, due.poll, after)) services.tell(event);
}

/** Whether headers that were given for the host of a source would go to another if it moved there: a
 * person has to say so. */
const tellsSecrets = (source: Source, to: Url): boolean =>
  (source.headers ?? []).some(([name]) => isSecretHeader(name)) && !mayHaveSecrets(source.url, to);

/** The feed that stands in for one that is gone. */
function afterItsEnd(poll: PollState): Url | undefined {
  const isGone = ((poll.findings ?? []) as readonly Finding[]).some(({ kind }) => kind === 'gone');
  return isGone && poll.standIn?.kind === 'feed' ? poll.standIn.url : undefined;
}

async function listsTheSame(services: Services, source: Source, to: Url): Promise<boolean> {
  try {
    const answer = await services.http.fetch({
      url: to,
      allowPrivate: mayBePrivate(source, to),
      ignoreRobots: true,
      ...(await askingFor(services, source, to)),
    });
    const { finalUrl: url, content, headers } = answer;
    if (answer.status !== 200) return false;
    const { kind, entries } = readListing({ url, content, headers }, source.kind);
    return kind === source.kind && entries.length > 0;
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'internal') throw error;
    services.tell({ type: 'warning', url: to, message: error.message });
    return false;
  }
}
