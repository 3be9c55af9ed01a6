import type { WitnessOptions } from '../ledger/index.ts';
import type { StampPlace } from './stamps/stamp-desk.ts';

/** Where the ledger is published, and signed with what. */
export interface LedgerPlace {
  readonly folder: string;
  readonly keyFile: string;
  /** Where it is kept what was signed last, by the key's id. */
  readonly stateFile: (keyId: string) => string;
  /** The log's name; unset: that of the key there is, or one that is made up for good. */
  readonly origin?: string;
  /** Signs on though nothing is remembered of the key: this is the newest copy of its archive. */
  readonly adopt?: boolean;
  /** The text of a policy file (C2SP tlog-policy): witnesses to be asked, and logs to be cosigned. */
  readonly policy?: string;
  /** Whether a leaf tells, at the end of each pass, what was looked at; default: not. */
  readonly rounds?: boolean;
  /** Who is asked for time stamps; unset: nobody. */
  readonly stamps?: StampPlace;
  /** Key and memory of a witness for the policy's logs; unset: nothing is cosigned. */
  readonly witness?: Pick<WitnessOptions, 'keyFile' | 'stateFile'>;
  /** Whether other hosts work on the same catalogue: then one of them signs. */
  readonly shared?: boolean;
}
