import type { DraftOptions } from '../capture/index.ts';
import type { Source } from '../model/index.ts';
import { knownWhole } from './known-whole.ts';
import type { Services } from './services.ts';

/** What drafts of captures for a source are made with. */
export const draftOptions = (
  services: Pick<Services, 'store' | 'captures' | 'payloadOf'>,
  source: Pick<Source, 'id'> | undefined,
): DraftOptions => ({
  ...(source === undefined ? {} : { sourceId: source.id }),
  known: knownWhole(services),
  payloadOf: services.payloadOf,
});
