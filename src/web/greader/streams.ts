import { ArchiveError } from '../../model/index.ts';
import { writeFeed } from '../../pages/index.ts';
import { cutAtFault } from '../faults.ts';
import { atomOf } from './atom.ts';
import type { Answer, Call } from './calls.ts';
import { itemJson } from './item-json.ts';
import { idBeginning, itemNumber } from './item-number.ts';
import { filterOf, streamAsked } from './stream-asked.ts';
import { type StreamName, streamText } from './stream-name.ts';
import { type StreamPage, streamPage } from './stream-page.ts';
import { feedNumber } from './subscriptions.ts';
import { type ItemParts, type ToldItem, toldItems } from './told-items.ts';

const usual = 20;
const mostIds = 10_000;
const mostContents = 1000;

export const streamIds: Answer = async (call) => {
  const { articles, continuation } = await pageAsked(call, mostIds);
  return call.request.json({
    itemRefs: articles.map(({ id }) => ({ id: itemNumber(id) })),
    ...(continuation === undefined ? {} : { continuation }),
  });
};

export const streamContents: Answer = async (call) => {
  const { stream, articles, continuation } = await pageAsked(call, mostContents);
  return await itemsAnswer(
    call,
    articles.map(({ id }) => id),
    { id: await canonical(call, stream), ...(continuation === undefined ? {} : { continuation }) },
  );
};

/** The same as Atom, which newsboat reads. */
export const streamAtom: Answer = async (call) => {
  const { stream, articles } = await pageAsked(call, mostContents);
  const parts = await itemParts(call);
  const told: ToldItem[] = [];
  for await (const some of toldItems(
    parts,
    articles.map(({ id }) => id),
  )) {
    told.push(...some);
  }
  const feed = atomOf(parts, { id: await canonical(call, stream), told });
  return call.request.body(writeFeed(feed, 'atom'), 200, {
    'Content-Type': 'application/atom+xml; charset=utf-8',
  });
};

/** Each article once, however often and under whatever name it is asked for. */
export const itemContents: Answer = async (call) => {
  const ids = await articlesNamed(call);
  return await itemsAnswer(call, ids, { id: 'user/-/state/com.google/reading-list' });
};

async function pageAsked(
  call: Call,
  most: number,
): Promise<StreamPage & { readonly stream: StreamName }> {
  const { archive, sent, user, now } = call;
  const stream = streamAsked(sent, call.rest);
  const subscriptions = await call.subscriptions();
  const filter = filterOf(stream, sent, { userId: user.id, subscriptions });
  if (filter === undefined) return { stream, articles: [] };
  const asked = /^\d{1,9}$/.test(sent.one('n')) ? Number(sent.one('n')) : 0;
  const limit = Math.min(asked === 0 ? usual : asked, most);
  const how = { limit, continuation: sent.one('c'), now };
  return { stream, ...(await streamPage(archive.accounts, filter, how)) };
}

/** A feed named by its address is answered under its number. */
async function canonical(call: Call, stream: StreamName): Promise<string> {
  if (stream.of !== 'feed') return streamText(stream);
  const source = (await call.subscriptions()).named(stream.feed);
  return streamText(source === undefined ? stream : { ...stream, feed: feedNumber(source.id) });
}

/** The ids of the articles that `i` names, in that order. Throws ArchiveError `invalid` for too many. */
export async function articlesNamed({ archive, sent }: Call): Promise<readonly string[]> {
  const texts = sent.all('i');
  if (texts.length > mostIds) {
    const says = `${texts.length} items at once: name at most ${mostIds}, and the others after them.`;
    throw new ArchiveError('invalid', says);
  }
  const named = texts.flatMap((text) => idBeginning(text) ?? []);
  const found = await archive.articlesBeginning([...new Set(named)]);
  const stays = new Map(found.map(({ id, stays }) => [id.slice(0, 15), stays]));
  return [...new Set(named.flatMap((beginning) => stays.get(beginning) ?? []))];
}

/** Written as it is read, so that a thousand long articles are never in memory at once. */
async function itemsAnswer(
  call: Call,
  ids: readonly string[],
  head: { readonly id: string; readonly continuation?: string },
): Promise<Response> {
  const { request, now } = call;
  const items = toldItems(await itemParts(call), ids);
  const { continuation } = head;
  const open = JSON.stringify({ id: head.id, updated: Math.floor(now / 1000) }).slice(0, -1);
  const end = continuation === undefined ? '' : `,"continuation":${JSON.stringify(continuation)}`;
  const text = ReadableStream.from(written(items, `${open},"items":[`, `]${end}}`));
  const bytes = cutAtFault(call.parts, request, text.pipeThrough(new TextEncoderStream()));
  return request.body(bytes, 200, {
    'Content-Type': 'application/json; charset=UTF-8',
  });
}

const itemParts = async ({ archive, request, user, parts }: Call): Promise<ItemParts> => ({
  archive,
  userId: user.id,
  context: parts.contextOf(request),
  base: parts.baseOf(request),
  sources: await archive.sourceList(),
});

async function* written(
  batches: AsyncIterable<readonly ToldItem[]>,
  open: string,
  end: string,
): AsyncGenerator<string> {
  let before = open;
  for await (const batch of batches) {
    for (const item of batch) {
      yield before + JSON.stringify(itemJson(item));
      before = ',';
    }
  }
  yield before === open ? open + end : end;
}
