import { instant } from '../../model/index.ts';
import { type Answer, type Call, done } from './calls.ts';
import { filterOf, momentOf, streamAsked } from './stream-asked.ts';
import { streamNamed } from './stream-name.ts';
import { articlesNamed } from './streams.ts';

/** Marks articles as read or not, starred or not; other tags mean nothing here. */
export const editTag: Answer = async (call) => {
  const { archive, sent, user } = call;
  const marks = { ...marksIn(sent.all('r'), false), ...marksIn(sent.all('a'), true) };
  if (Object.keys(marks).length > 0) {
    await archive.accounts.markArticles(user.id, await articlesNamed(call), marks);
  }
  return done(call);
};

function marksIn(
  tags: readonly string[],
  value: boolean,
): { readonly read?: boolean; readonly starred?: boolean } {
  const states = tags.map((tag) => {
    const named = streamNamed(tag);
    return named?.of === 'state' ? named.state : '';
  });
  return {
    ...(states.includes('read') ? { read: value } : {}),
    ...(states.includes('starred') ? { starred: value } : {}),
  };
}

/** Makes a stream read, up to the moment at which the app last asked. */
export const markAllRead: Answer = async (call) => {
  const { archive, sent, user, now } = call;
  const { accounts } = archive;
  const stream = streamAsked(sent, '');
  const before = momentOf(sent.one('ts')) ?? instant(now);
  const subscriptions = await call.subscriptions();
  if (stream.of === 'state' && stream.state === 'reading-list') {
    await accounts.markAllRead(user.id, { before });
    return done(call);
  }
  if (stream.of === 'state') return await markEach(call, { before, stream });
  const filter = filterOf(stream, noFilters, { userId: user.id, subscriptions });
  await accounts.markAllRead(user.id, { before, sourceIds: filter?.sourceIds ?? [] });
  return done(call);
};

const noFilters = { one: () => '', all: () => [], few: () => [], body: '' };

/** So many articles a statement. */
const together = 1000;

/** Of stars no line can be drawn. */
async function markEach(
  call: Call,
  {
    before,
    stream,
  }: { before: ReturnType<typeof instant>; stream: ReturnType<typeof streamAsked> },
): Promise<Response> {
  const { accounts } = call.archive;
  const subscriptions = await call.subscriptions();
  const userId = call.user.id;
  const filter = filterOf(stream, noFilters, { userId, subscriptions });
  if (filter === undefined || filter.read === true) return done(call);
  const unread = { ...filter, read: false, until: before, limit: together };
  let after: Awaited<ReturnType<typeof accounts.articleStream>>[number] | undefined;
  do {
    const page = await accounts.articleStream({ ...unread, ...(after && { after }) });
    const ids = page.map(({ id }) => id);
    await accounts.markArticles(userId, ids, { read: true });
    after = page.length < together ? undefined : page.at(-1);
  } while (after !== undefined);
  return done(call);
}
