import type { HostAnswer, HostClaim, HostLeft } from '../model/index.ts';

/** Who may ask which host when, over all workers. */
export interface HostStore {
  /**
   * Grants a claim where nobody else has one that has not ended, the gap since the start of the last request is
   * over, and the host did not ask to be left alone; else says when to ask again, which is rarely in vain.
   * Of several who ask at the same moment one is granted it. Times that a clock ahead has put there count from when they
   * were first seen (`seen`); what the host asked for stands.
   */
  claimHost(claim: HostClaim): Promise<HostAnswer>;
  /** Ends a claim. What it tells of the host is noted though another has the host by now. */
  leaveHost(left: HostLeft): Promise<void>;
}
