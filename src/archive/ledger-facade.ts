import { openWitness, type Witness } from '../ledger/index.ts';
import { ArchiveError, type Revision } from '../model/index.ts';
import type { LeafRow, LedgerFact, Store } from '../store/index.ts';
import { openPolicy, parsePolicy } from '../tlog/index.ts';
import {
  type ArticleEvidence,
  articleEvidence,
  type EvidenceOptions,
  type RevisionEvidence,
  revisionEvidence,
} from './article-evidence.ts';
import { articleProofs, type RevisionProof } from './article-proofs.ts';
import { addBeacon, type Beacon } from './beacon.ts';
import { leafOf } from './leaf-of.ts';
import { type LedgerFile, ledgerFile } from './ledger-file.ts';
import type { LedgerPlace } from './ledger-place.ts';
import { LedgerPublisher, type LedgerState, originOf } from './ledger-publisher.ts';
import { ledgerState } from './ledger-state.ts';
import { notingLeaves } from './noting-leaves.ts';
import type { ArchiveOptions, Services } from './services.ts';
import { StampDesk } from './stamps/stamp-desk.ts';
import { WitnessCircle } from './witness-circle.ts';

/** What the faces are told of the ledger. */
export interface LedgerFacade {
  /** How the ledger stands, by the files that anybody may have. Throws `corrupt`. */
  ledger(): Promise<LedgerState>;
  /** The leaf of a revision with its record; undefined where the ledger has none. */
  leafOf(revision: Pick<Revision, 'article' | 'captureId'>): Promise<LeafRow | undefined>;
  /** How revisions stand in the ledger, in the order given. */
  proofs(
    revisions: readonly Pick<Revision, 'article' | 'captureId' | 'number'>[],
  ): Promise<RevisionProof[]>;
  /** One file that proves an article, named as `article` takes it. Throws `not-found`. */
  evidence(named: string, options: EvidenceOptions): Promise<ArticleEvidence>;
  /** What proves one revision; unset: the newest. Throws `not-found` when nothing does, with the reason. */
  revisionEvidence(named: string, revision?: number): Promise<RevisionEvidence>;
  /** A file of the published ledger by its path below `ledger/`; undefined where there is none. */
  ledgerFile(path: string): Promise<LedgerFile | undefined>;
  /**
   * Has another key sign the ledger from here on, and gives both keys as text. Throws `conflict` where this archive
   * does not capture, and as publishing does.
   */
  changeLedgerKey(): Promise<{ readonly old: string; readonly new: string }>;
  /**
   * Logs a cosigned checkpoint of another public log, given as its text or its address: what comes behind it is not
   * older. Throws `invalid` for what is none, `conflict` where this archive does not capture.
   */
  addBeacon(from: string): Promise<Beacon>;
  /**
   * Publishes the ledger and asks for time stamps over it at once, whenever the last ones came. Gives in one sentence
   * each what did not come. Throws `conflict` where this archive does not capture.
   */
  stampLedger(): Promise<readonly string[]>;
  /** Cosigns for others, where it is switched on and this archive captures. */
  witness(): Witness | undefined;
  /** Publishes what is logged and not published yet, where this archive captures. */
  publishLedger(): Promise<void>;
}

export const ledgerFacade = (services: Services): LedgerFacade => ({
  ledger: () =>
    ledgerState(
      services.store,
      services.ledgerFolder,
      services.publisher?.fault,
      services.ledgerPlace?.stamps,
    ),
  leafOf: (revision) => leafOf(services.store, revision),
  proofs: (revisions) => articleProofs(services, revisions),
  evidence: (named, options) => articleEvidence(services, named, options),
  revisionEvidence: (named, revision) => revisionEvidence(services, named, revision),
  ledgerFile: (path) => ledgerFile(services.ledgerFolder, path),
  publishLedger: async () => await services.publisher?.round(),
  witness: () => services.witness,
  addBeacon: async (from) => {
    publisherOf(services);
    return await addBeacon(services, from);
  },
  changeLedgerKey: () => publisherOf(services).changeKey(),
  stampLedger: () => publisherOf(services).stampNow(),
});

/** The store whose commits are logged, and what publishes the log where this archive captures. Throws `invalid`
 * for a policy that is none, and as `openWitness` does. */
export async function loggedStore(options: ArchiveOptions): Promise<{
  readonly store: Store;
  readonly publisher: LedgerPublisher | undefined;
  readonly witness: Witness | undefined;
}> {
  const { store, captures, http, now, ledger, openWarc, onEvent: tell = () => {} } = options;
  const policy = ledger?.policy === undefined ? openPolicy : await parsePolicy(ledger.policy);
  const { folder = '', stamps: place } = ledger ?? {};
  const desk = place && { desk: new StampDesk({ place, folder, http, now }) };
  const publishes = ledger !== undefined && openWarc !== undefined;
  const circle = policy.witnesses.length > 0 ? { circle: new WitnessCircle(policy, http) } : {};
  // Facts are logged by the store that is made below, in whose commits they get their places.
  const log = (facts: readonly LedgerFact[]) => noting.commit({ facts });
  const publisher = publishes
    ? new LedgerPublisher(ledger, { store, now, tell, log, ...circle, ...desk })
    : undefined;
  const witness =
    publishes && ledger.witness !== undefined
      ? await openWitness({
          ...{ ...ledger.witness, name: await witnessName(ledger), now },
          logs: policy.logs.map(({ key }) => key),
        })
      : undefined;
  const wrote = (hasLogged: boolean): void => publisher?.heed(hasLogged);
  const noting = notingLeaves({ store, captures, now, wrote });
  return { store: noting, publisher, witness };
}

const witnessName = async (place: LedgerPlace): Promise<string> =>
  `${await originOf(place)}/witness`;

function publisherOf({ publisher }: Services): LedgerPublisher {
  if (publisher !== undefined) return publisher;
  throw new ArchiveError(
    'conflict',
    'This archive is open to be read alone, and its ledger is not written; open it to capture.',
  );
}
