import type { Context } from 'hono';
import type { SourceChange } from '../archive/index.ts';
import type { BodyPolicy, Source } from '../model/index.ts';
import type { SourceSettings } from '../pages/index.ts';
import { field } from './access.ts';
import type { Refusal } from './told-refusal.ts';

const bodies = ['page', 'feed', 'fuller'] as const satisfies readonly BodyPolicy[];
/** Seconds between two polls. */
const [least, most] = [300, 30 * 86_400];

/** The settings of a form; or what is wrong with them. */
export async function settingsSent(
  request: Context,
): Promise<
  { readonly change: SourceChange & { readonly title: string } } | { readonly refusal: Refusal }
> {
  const title = (await field(request, 'name')).trim().toWellFormed();
  const folder = (await field(request, 'folder')).trim().toWellFormed();
  const [body, every] = [await field(request, 'body'), await field(request, 'every')];
  const policy = bodies.find((one) => one === body);
  const isName = (text: string) => text.length <= 200 && !/\p{Cc}/u.test(text);
  if (title === '' || !isName(title) || !isName(folder)) return wrong('trouble.name');
  if (policy === undefined) return wrong('trouble.invalid');
  const seconds = /^\d{1,7}$/.test(every) ? Number(every) : 0;
  if (every !== 'auto' && (seconds < least || seconds > most)) return wrong('trouble.every');
  const pollSeconds = every === 'auto' ? every : seconds;
  return { change: { title, folder, body: policy, pollSeconds } };
}

const wrong = (key: Refusal['words']['key']): { readonly refusal: Refusal } => ({
  refusal: { status: 400, words: { key } },
});

/** What the form of a source shows; of one not on record, what it would be followed with. */
export function settingsOf(
  all: readonly Source[],
  source: Pick<Source, 'title'> & Partial<Source>,
): SourceSettings {
  const { title, folder = '', body = 'page', pollSeconds } = source;
  const folders = [...new Set(all.flatMap((one) => one.folder ?? []))].sort();
  return {
    ...{ name: title, folder, body, folders },
    ...(pollSeconds === undefined ? {} : { pollSeconds }),
  };
}
