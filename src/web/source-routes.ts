import type { Context, Hono } from 'hono';
import type { Archive, SourceWhole } from '../archive/index.ts';
import type { Now, Source } from '../model/index.ts';
import { type SourceView, sourcePage, unfollowPage } from '../pages/index.ts';
import { parseUrl } from '../url/index.ts';
import { shownHealth, shownSource } from '../views/index.ts';
import { field } from './access.ts';
import { type Keeper, type KeepingParts, type Kept, keptSources, sourceKeeper } from './keeping.ts';
import { peekHtml } from './peek-html.ts';
import { readingOf } from './reading.ts';
import { addLists } from './source-lists.ts';
import { settingsOf, settingsSent } from './source-settings.ts';
import { sourcesHtml } from './sources-html.ts';
import { type Refusal, refusalOf } from './told-refusal.ts';
import { createTurns, type Turns } from './turns.ts';

export interface SourceParts extends KeepingParts {
  readonly archive: Archive;
  readonly now: Now;
}

/** The page of each source, and what editors and owners do with sources in a browser. */
export function addSourceKeeping(reader: Hono, parts: SourceParts): void {
  const { archive, contextOf } = parts;
  const looks = createTurns(parts.now, { each: 20 });
  const keep = (path: string, act: (keeper: Keeper) => Kept) =>
    reader.post(path, keptSources(parts, act));
  reader.get('/sources', async (request) => {
    const who = { reading: readingOf(request), keep: sourceKeeper(request, parts) };
    return request.html(await sourcesHtml(archive, contextOf(request), who));
  });
  addLists(reader, parts);
  keep('/sources/peek', (keeper) => looked(archive, looks, keeper));
  keep('/sources/follow', (keeper) => followed(archive, looks, keeper));
  keep('/sources/:id/settings', (keeper) => changed(archive, keeper));
  keep('/sources/:id/again', (keeper) => followedAgain(archive, looks, keeper));
  keep('/sources/:id/poll', async ({ request }) => {
    const { id } = await archive.pollSoon(idIn(request));
    return request.redirect(`/sources/${id}?said=due`, 303);
  });
  keep('/sources/:id/unfollow', async ({ request }) => {
    const { id } = await archive.unfollow(idIn(request));
    return request.redirect(`/sources/${id}?said=left`, 303);
  });
  reader.get(
    '/sources/:id/unfollow',
    keptSources(parts, async ({ request, context, reading: { proof } }) => {
      const { source } = await archive.source(idIn(request));
      return request.html(unfollowPage(context, { source, keep: { proof } }));
    }),
  );
  reader.get('/sources/:id', async (request) => {
    const whole = await archive.source(idIn(request));
    const view = await viewOf(archive, whole, sourceKeeper(request, parts));
    const said = saidIn(request);
    return request.html(sourcePage(contextOf(request), { ...view, ...(said && { said }) }));
  });
}

const idIn = ({ req }: Context): string => req.param('id') ?? '';

const saids = ['saved', 'followed', 'due', 'left'] as const;
const saidIn = ({ req }: Context) => saids.find((one) => one === req.query('said'));

async function viewOf(
  archive: Archive,
  whole: SourceWhole,
  keeper: { readonly proof: string } | undefined,
): Promise<SourceView> {
  const { source, articles, answers, health } = whole;
  const settings = keeper && settingsOf(await archive.sourceList(), source);
  return {
    source: { ...shownSource(whole), state: source.state, articles, health: shownHealth(health) },
    answers: answers.map(({ capturedAt, status, id }) => ({
      at: capturedAt,
      status,
      captureId: id,
    })),
    ...(keeper && settings && { keep: { proof: keeper.proof, settings } }),
  };
}

/** Asks other servers for a user, within bounds. What keeps us out is told with what to do about it. */
async function looking(
  looks: Turns,
  { request, reading }: Keeper,
  act: () => Promise<Response>,
): Kept {
  const asker = String(reading.user.id);
  const turn = looks.begin(asker);
  if ('waitMs' in turn) {
    const { waitMs } = turn;
    request.header('Retry-After', String(Math.ceil(waitMs / 1000)));
    const n = Math.ceil(waitMs / 60_000);
    return { status: 429, words: { key: 'refusal.often', values: { n } } };
  }
  try {
    return await act();
  } catch (error) {
    return refusalOf(error, { invalid: 'trouble.nothing', refused: 'trouble.peekRefused' });
  } finally {
    turn.end();
  }
}

async function looked(archive: Archive, looks: Turns, keeper: Keeper): Kept {
  const url = (await field(keeper.request, 'url')).trim();
  return await looking(looks, keeper, async () => {
    return keeper.request.html(await peekHtml(archive, keeper, url));
  });
}

async function followed(archive: Archive, looks: Turns, keeper: Keeper): Kept {
  const { request } = keeper;
  const sent = await settingsSent(request);
  if ('refusal' in sent) return sent.refusal;
  const url = (await field(request, 'url')).trim();
  const refusal = privately(await archive.sourceList(), url);
  if (refusal !== undefined) return refusal;
  return await looking(looks, keeper, async () => {
    const { id } = await archive.follow(url);
    await archive.editSource(id, sent.change);
    return request.redirect(`/sources/${id}?said=followed`, 303);
  });
}

async function followedAgain(archive: Archive, looks: Turns, keeper: Keeper): Kept {
  const { source } = await archive.source(idIn(keeper.request));
  const refusal = privately([source], source.url);
  if (refusal !== undefined) return refusal;
  return await looking(looks, keeper, async () => {
    const { id } = await archive.follow(source.url);
    return keeper.request.redirect(`/sources/${id}?said=followed`, 303);
  });
}

/** A source that the command line followed on a private address is not followed from here again. */
function privately(all: readonly Source[], text: string): Refusal | undefined {
  const url = parseUrl(text);
  const isPrivate = all.some((source) => source.url === url && source.allowPrivate);
  return isPrivate ? { status: 403, words: { key: 'refusal.private' } } : undefined;
}

async function changed(archive: Archive, { request }: Keeper): Kept {
  const sent = await settingsSent(request);
  if ('refusal' in sent) return sent.refusal;
  const { id } = await archive.editSource(idIn(request), sent.change);
  return request.redirect(`/sources/${id}?said=saved`, 303);
}
