import { ArchiveError, type Source } from '../../model/index.ts';
import { holdKeeper } from '../roles.ts';
import { type Answer, type Call, done } from './calls.ts';
import { streamNamed } from './stream-name.ts';
import { feedAddress, feedId } from './subscriptions.ts';

/** Follows, leaves, names anew, or puts into a folder. */
export const editSubscriptions: Answer = async (call) => {
  holdKeeper(call.user, call.keepsSources);
  const { sent } = call;
  const act = sent.one('ac');
  const titles = sent.all('t');
  const folder = folderAsked(call);
  for (const [at, text] of sent.few('s').entries()) {
    const title = titles[at]?.trim();
    const change = { ...(title ? { title: cut(title) } : {}), ...folder };
    if (act === 'subscribe') await follow(call, text, change);
    else if (act === 'unsubscribe') await leave(call, text);
    else if (act === 'edit') await call.archive.editSource((await known(call, text)).id, change);
    else throw new ArchiveError('invalid', `${cut(act)}: ac is subscribe, unsubscribe or edit.`);
  }
  return done(call);
};

/** Follows what is typed: the address of a feed, or of a page that has one. */
export const quickAdd: Answer = async (call) => {
  holdKeeper(call.user, call.keepsSources);
  const query = call.sent.one('quickadd').trim();
  const source = await follow(call, query.replace(/^feed\/+/, ''), {});
  return call.request.json({
    numResults: 1,
    query,
    streamId: feedId(source.id),
    streamName: source.title,
  });
};

type Change = Parameters<Call['archive']['editSource']>[1];

/** The folder that a label puts into; one taken away leaves no folder, unless another is given. */
function folderAsked({ sent }: Call): Pick<Change, 'folder'> {
  const labels = (name: string) =>
    sent.all(name).flatMap((text) => {
      const tag = streamNamed(text);
      return tag?.of === 'label' ? [cut(tag.label.trim())] : [];
    });
  const [added] = labels('a');
  if (added !== undefined) return { folder: added };
  return labels('r').length > 0 ? { folder: '' } : {};
}

async function follow(call: Call, text: string, change: Change): Promise<Source> {
  const { archive } = call;
  const named = streamNamed(text);
  const feed = named?.of === 'feed' ? named.feed : text;
  const there = (await call.subscriptions()).named(feed);
  const address = there?.url ?? feedAddress(feed) ?? feed;
  const source = await archive.follow(address, {});
  return Object.keys(change).length === 0 ? source : await archive.editSource(source.id, change);
}

/** What is not followed is left already. */
async function leave(call: Call, text: string): Promise<void> {
  const named = streamNamed(text);
  const source = named?.of === 'feed' && (await call.subscriptions()).named(named.feed);
  if (source) await call.archive.unfollow(source.id);
}

async function known(call: Call, text: string): Promise<Source> {
  const named = streamNamed(text);
  const source = named?.of === 'feed' ? (await call.subscriptions()).named(named.feed) : undefined;
  if (source !== undefined) return source;
  throw new ArchiveError(
    'not-found',
    `${cut(text)}: this is not followed; subscription/list names what is.`,
  );
}

/** A folder under another name; sources of a folder that is there already go into it. */
export const renameTag: Answer = async (call) => {
  const tag = streamNamed(call.sent.one('dest'));
  if (tag?.of === 'label') return await refolder(call, cut(tag.label.trim()));
  throw new ArchiveError('invalid', `${cut(call.sent.one('dest'))}: dest is user/-/label/NAME.`);
};

/** A folder no more; its sources stay. */
export const disableTag: Answer = (call) => refolder(call, '');

async function refolder(call: Call, folder: string): Promise<Response> {
  holdKeeper(call.user, call.keepsSources);
  const subscriptions = await call.subscriptions();
  for (const text of [...call.sent.few('s'), ...call.sent.few('t')]) {
    const tag = streamNamed(text);
    const label = tag?.of === 'label' ? tag.label : tag === undefined ? text : '';
    for (const { id } of subscriptions.labelled(label)) {
      await call.archive.editSource(id, { folder });
    }
  }
  return done(call);
}

/** As long as a name may be. */
const cut = (text: string): string => text.slice(0, 200).toWellFormed();
