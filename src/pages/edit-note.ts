import type { PageContext } from './context.ts';
import { deskOf } from './layout.ts';
import { markup, written } from './markup.ts';

/**
 * What stands beneath an article in an app that shows no page of ours: that its words were changed, with
 * the way to what changed last and to all its revisions. HTML; empty where they were not.
 */
export function editNote(
  context: PageContext,
  { id, revisions }: { readonly id: string; readonly revisions: number },
  absolute: (href: string) => string,
): string {
  if (revisions < 2) return '';
  const { links, say } = deskOf(context);
  const all = absolute(links.article(id));
  const changed = absolute(links.difference?.(id, revisions - 1, revisions) ?? links.article(id));
  return written(
    markup`\n<hr><p><a href="${changed}">${say('whatChanged')}</a> · <a href="${all}">${say('revisions', { n: revisions })}</a></p>`,
  );
}
