import type { Source } from '../../model/index.ts';
import type { KeptLedger } from '../../replica/index.ts';
import type { Services } from '../services.ts';
import type { MirrorOutlets } from './mirror-outlets.ts';
import type { MirrorPlace } from './mirror-place.ts';
import type { RemovedThere } from './removed-there.ts';

/** What leaves of a mirror are taken with. */
export interface TakingMeans {
  readonly services: Services;
  readonly kept: KeptLedger;
  readonly place: MirrorPlace;
  /** The ledger's folder at the mirror. */
  readonly path: string;
  readonly mirror: Source;
  readonly outlets: MirrorOutlets;
  /** Leaves that the keeper of the mirror removed there. */
  readonly removed: RemovedThere;
  /** The kept ledger was begun anew: its records are brought again, whatever the catalogue has. */
  readonly isAfresh: boolean;
}
