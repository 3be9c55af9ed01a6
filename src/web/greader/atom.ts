import type { Feed } from '../../pages/index.ts';
import { categoriesOf } from './item-json.ts';
import { longItemId } from './item-number.ts';
import type { ItemParts, ToldItem } from './told-items.ts';

/** A stream as a feed: each entry under the id that apps mark it by, with its states as categories. */
export function atomOf(
  { context, base }: ItemParts,
  { id, told }: { readonly id: string; readonly told: readonly ToldItem[] },
): Feed {
  const title = told[0]?.source?.title ?? context.archiveTitle;
  return {
    title: id.startsWith('feed/') ? title : context.archiveTitle,
    language: context.locale,
    self: `${base}/reader/atom/${encodeURIComponent(id)}`,
    page: `${base}/`,
    updatedAt: context.now,
    items: told.map(entryOf),
  };
}

/** Folders are left out: one may be called as a state is. */
function entryOf(one: ToldItem): Feed['items'][number] {
  const { original: _original, ...item } = one.item;
  const states = categoriesOf(one).filter((tag) => tag.startsWith(state));
  return {
    ...item,
    id: longItemId(one.record.id),
    href: one.record.url,
    states: [...states, ...(one.marks?.read === true ? [] : [fresh])].map((term) => ({
      term,
      label: term.slice(state.length),
    })),
  };
}

const state = 'user/-/state/com.google/';

/** By this an app makes an article unread that is so again. */
const fresh = `${state}fresh`;
