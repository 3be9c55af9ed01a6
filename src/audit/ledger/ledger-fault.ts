/**
 * What can be wrong with a ledger. `altered-…`: bytes are not those that were signed for; `missing-…`:
 * not there and no takedown says so; `dropped`, `duplicated`, `reordered`: entries stand in another
 * row than was signed for; `back-dated`: a time goes back, lies ahead, or is earlier than what it
 * tells of; `broken-chain`: a revision that does not follow the one before it; `rollback`: smaller
 * than it was seen before; `fork`: another history than was seen before; `forged-note`: a checkpoint
 * that the log's key did not sign; `unwitnessed`: too few witnesses signed it for the policy; `altered-stamp`: a time
 * stamp that is not over the checkpoint it names, or is not good; `missing-stamp`: one that is listed and not there;
 * `untrusted-stamp`: one by an authority that was not among those given.
 */
export type LedgerFaultKind =
  | 'altered-checkpoint'
  | 'altered-tree'
  | 'altered-tile'
  | 'altered-entry'
  | 'altered-record'
  | 'altered-text'
  | 'missing-checkpoint'
  | 'missing-tile'
  | 'missing-entries'
  | 'missing-record'
  | 'missing-capture'
  | 'missing-text'
  | 'dropped'
  | 'duplicated'
  | 'reordered'
  | 'back-dated'
  | 'broken-chain'
  | 'rollback'
  | 'fork'
  | 'forged-note'
  | 'unwitnessed'
  | 'altered-stamp'
  | 'missing-stamp'
  | 'untrusted-stamp';

/** One thing that is wrong with a ledger, where, and in one sentence what. */
export interface LedgerFault {
  readonly kind: LedgerFaultKind;
  /** Of the leaf that it is about. */
  readonly index?: number;
  /** Of the file below the ledger's folder. */
  readonly path?: string;
  readonly message: string;
}

/** Takes faults as they are found. */
export type OnFault = (fault: LedgerFault) => void;
