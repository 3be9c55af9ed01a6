import { Overtaken } from '../store/index.ts';
import { appendingOnce } from './appending-once.ts';
import type { Services } from './services.ts';
import { watching } from './watching.ts';

/** What a decision is made with. */
type Means = Pick<Services, 'store' | 'now' | 'alone'> & Partial<Pick<Services, 'warc'>>;

/** Others may be first so many times; then it is told. */
const mostTries = 20;

/**
 * Runs a step that decides by the catalogue's state and then writes, alone in this process. Where another
 * process has changed what it read (through the services handed to it) before it wrote, it is run again,
 * and decides anew by what is there then, as of the same moment; what it has put into the capture file
 * already is not put there again. So the step must leave nothing behind but what it commits, last and
 * at once. Throws `Overtaken` where others are first every time.
 */
export async function decide<Given extends Means, Result>(
  services: Given,
  step: (services: Given) => Promise<Result>,
): Promise<Result> {
  return await services.alone(async () => {
    const { warc, store } = services;
    const at = services.now();
    const writer = warc === undefined ? {} : { warc: appendingOnce(warc) };
    return await untilFirst(() =>
      step({ ...services, ...writer, store: watching(store), now: () => at }),
    );
  });
}

/** Tries again what others were first with. */
export async function untilFirst<Result>(
  attempt: () => Promise<Result>,
  what: Overtaken['what'] = 'decision',
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Overtaken) || error.what !== what || tries === mostTries) throw error;
    }
  }
}
