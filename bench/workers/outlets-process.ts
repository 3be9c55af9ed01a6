/*
 * The outlets as a process of their own, so that their log is written by nobody who is busy with anything else. Says
 * what its hosts are, and each edition that is published; gives its log when it is asked.
 */
import { type Outlets, startOutlets } from '../../test/crawl/outlets.ts';
import { outletAddress } from './net.ts';

export interface OutletsPlan {
  readonly count: number;
  readonly articles: number;
  readonly answerMs: number;
  readonly isApart: boolean;
}

export type ToOutlets = { readonly publish: number } | { readonly edit: string } | 'log';

export interface FromOutlets {
  readonly hosts?: Outlets['hosts'];
  readonly editions?: readonly (readonly [string, number])[];
  readonly log?: Outlets['log'];
}

if (process.send !== undefined) await serve(JSON.parse(process.argv[2] ?? '') as OutletsPlan);

async function serve({ count, articles, answerMs, isApart }: OutletsPlan): Promise<void> {
  const outlets = await startOutlets(
    count,
    articles,
    answerMs,
    isApart ? outletAddress : undefined,
  );
  const say = (what: FromOutlets) => process.send?.(what);
  const { hosts, editions } = outlets;
  say({ hosts, editions: [...editions] });
  process.on('message', (asked: ToOutlets) => {
    if (asked === 'log') return say({ log: outlets.log });
    if ('edit' in asked) outlets.edit(asked.edit);
    else outlets.publish(asked.publish);
    const [url, edition] =
      'edit' in asked ? [asked.edit, editions.get(asked.edit)] : ([...editions].at(-1) ?? []);
    return say({ editions: [[url ?? '', edition ?? 0]] });
  });
  process.once('disconnect', () => process.exit());
}
