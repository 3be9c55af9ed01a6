import type { LedgerFault } from './ledger-fault.ts';

/** A file of the tree that is not there. */
export function missing(kind: 'missing-entries' | 'missing-tile', path: string): LedgerFault {
  return { kind, path, message: `${path} is missing; bring it back from a mirror or a backup.` };
}

/** A tile whose bytes nothing that was signed for vouches for; `what` goes on after its path. */
export function alteredTile(path: string, what: string): LedgerFault {
  return {
    ...{ kind: 'altered-tile', path },
    message: `${path} ${what}; bring it back from a mirror or a backup.`,
  };
}
