import { parseOpml } from '../../feed/index.ts';
import type { Url } from '../../model/index.ts';
import { opmlOf } from '../../transfer/index.ts';
import { holdKeeper } from '../roles.ts';
import { type Answer, done } from './calls.ts';

/** What is followed as OPML 2.0. */
export const exportOpml: Answer = async (call) => {
  const { followed } = await call.subscriptions();
  const title = call.parts.contextOf(call.request).archiveTitle;
  const text = opmlOf(followed, title);
  return call.request.body(text, 200, {
    'Content-Type': 'text/x-opml; charset=utf-8',
    'Content-Disposition': 'attachment; filename="subscriptions.opml"',
  });
};

/** Follows all feeds of a list, folders kept, and asks none of them: the next pass does. */
export const importOpml: Answer = async (call) => {
  holdKeeper(call.user, call.keepsSources);
  const { archive, sent } = call;
  const { outlines } = parseOpml({ url: 'https://opml.invalid/' as Url, text: sent.body });
  const followed = new Set((await call.subscriptions()).followed.map(({ url }) => url));
  for (const { xmlUrl, htmlUrl, title, folder } of outlines) {
    if (xmlUrl === undefined || followed.has(xmlUrl)) continue;
    await archive.subscribe({
      ...{ url: xmlUrl, title },
      ...(folder === undefined ? {} : { folder }),
      ...(htmlUrl === undefined ? {} : { home: htmlUrl }),
    });
  }
  return done(call);
};
