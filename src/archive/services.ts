import type { Browser } from '../browser/index.ts';
import type { SiteRuleBook } from '../extract/index.ts';
import type { CookieJar, HttpClient } from '../http/index.ts';
import type { Witness } from '../ledger/index.ts';
import type { Digest, Now, Url } from '../model/index.ts';
import type { Store, WarcFile } from '../store/index.ts';
import type { CapturePlace, WarcWriter } from '../warc/index.ts';
import type { Blanks } from './blank.ts';
import type { CaptureUploads, UploadOptions } from './capture-uploads.ts';
import type { Recorder } from './deed.ts';
import type { ArchiveEvent } from './events.ts';
import type { LedgerPlace } from './ledger-place.ts';
import type { LedgerPublisher } from './ledger-publisher.ts';
import type { PageLog } from './page-log.ts';
import type { Weather } from './weather.ts';
import type { WorkLeases } from './work-leases.ts';

/** Where news of sources' health go. */
export interface WebhookOptions {
  readonly url: string;
  /** Signs every message, so that its receiver knows that it is ours. */
  readonly secret?: string;
}

/** What one at a time may use, of all on this machine, each named by a path. */
export interface Turns {
  /** Waits a while, then throws ArchiveError `conflict`, which tells who uses it; `what`: what is being done
   * there, as in “X is being read”. */
  take(path: string, what: string): Promise<Turn>;
  /** Does not wait; undefined where somebody uses it. */
  takeIfFree(path: string): Promise<Turn | undefined>;
}

/** Over with `release`, or with the process. */
export interface Turn {
  release(): void;
}

/** What an archive is made of; the room that opens one chooses each. */
export interface ArchiveOptions {
  readonly store: Store;
  readonly http: HttpClient;
  /** Shows the pages of sources that need it; without one those wait. */
  readonly browser?: Browser;
  /** Where the capture files lie. */
  readonly captures: CapturePlace;
  /** Opens the writer of captures, going on with `last` where it can; unset for an archive that is
   * only read. */
  readonly openWarc?: (last: WarcFile | undefined) => Promise<WarcWriter>;
  /** Whether `keepUp` will wait for a bucket that is away while the archive is opened; else the opening throws. */
  readonly outlasts?: boolean;
  /** Where capture files are uploaded to; unset: they stay in the folder. */
  readonly uploads?: UploadOptions;
  /** The worker whose capture files these are, where there are several for one catalogue or bucket. */
  readonly worker?: string;
  readonly now: Now;
  /** Whether `now` is this machine's clock, to be held against that of the database; default false. */
  readonly checksClock?: boolean;
  /** Waits so long, or until the signal; a timer unless given. */
  readonly delay?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Names this process among those that work on the same catalogue: no other has or had this name. */
  readonly holder?: string;
  /** Whether other processes may work on the same catalogue; default false. */
  readonly shared?: boolean;
  readonly onEvent?: (event: ArchiveEvent) => void;
  /** Told of sources' health. */
  readonly webhook?: WebhookOptions;
  /** What the user has laid down for pages of single sites. */
  readonly siteRules?: SiteRuleBook;
  /** The user's environment, for git. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Bytes that the repository of a mirror followed with git may have on the disk; default 1 GiB. */
  readonly mirrorBytes?: number;
  /** Who may use the repository of a mirror now; unset: nobody else uses this archive's folder, and one thing is done
   * there at a time. */
  readonly turns?: Turns;
  /** Where the ledger is published; unset: it is kept in the catalogue alone. */
  readonly ledger?: LedgerPlace;
  /** The reader's address on the internet, where WebSub hubs reach it. */
  readonly publicUrl?: string;
  /** The reader's address in what is sent to others; `publicUrl` unless given. Hubs do not learn of it. */
  readonly readerUrl?: string;
  /** Whether the images of articles are captured too; default true. */
  readonly images?: boolean;
  /** Seconds between two polls of a source followed from now on; unset: its own rhythm. */
  readonly pollSeconds?: number;
  /** Days after its first sight during which an article's page is looked at again; default 30. */
  readonly revisitDays?: number;
}

/** The parts as the rooms of the flow use them. */
export interface Services {
  readonly store: Store;
  readonly http: HttpClient;
  readonly browser: Browser | undefined;
  readonly captures: CapturePlace;
  readonly warc: WarcWriter | undefined;
  /** Brings capture files into a bucket; unset where there is none. */
  readonly uploads: CaptureUploads | undefined;
  readonly worker: string | undefined;
  readonly now: Now;
  readonly checksClock: boolean;
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Where hubs reach the reader; unset: they cannot. */
  readonly publicUrl: string | undefined;
  /** Where others read what they are sent links to; unset: links are left out. */
  readonly readerUrl: string | undefined;
  readonly holder: string;
  /** Which work is this process's to do. */
  readonly leases: WorkLeases;
  readonly tell: (event: ArchiveEvent) => void;
  /** The hook that the settings name. */
  readonly webhook: WebhookOptions | undefined;
  readonly siteRules: SiteRuleBook | undefined;
  readonly images: boolean;
  readonly pollSeconds: number | undefined;
  readonly revisitDays: number;
  /** Runs one writing step at a time, in order of asking: what decides on the catalogue's state
   * and writes must not meet another that does. */
  readonly alone: <Result>(step: () => Promise<Result>) => Promise<Result>;
  /** Publishes the ledger; unset where nothing is captured, or it is not published. */
  readonly publisher: LedgerPublisher | undefined;
  /** Where the ledgers of followed mirrors lie. */
  readonly ledgers: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Bytes that the repository of a followed mirror may have. */
  readonly mirrorBytes: number;
  readonly turns: Turns;
  /** Cosigns what other logs publish; unset: it does not. */
  readonly witness: Witness | undefined;
  /** Where the published ledger lies. */
  readonly ledgerFolder: string | undefined;
  /** Where it is published, and signed with what; unset where it is not. */
  readonly ledgerPlace: LedgerPlace | undefined;
  /** Puts a deed on record, together with others that wait to be. */
  readonly record: Recorder['record'];
  /** The cookie jars of sources that have cookies. */
  readonly jars: Map<string, CookieJar>;
  /** What was seen of article pages, until it is written with the state of their source. */
  readonly pages: PageLog;
  readonly weather: Weather;
  /** What hosts answer at addresses that cannot be there, as far as it was asked lately. */
  readonly blanks: Blanks;
  /** Images that this process is capturing just now. */
  readonly imagesUnderWay: Map<Url, Promise<{ readonly isOurs: boolean }>>;
  /** Ids of the sources that this process is polling just now. */
  readonly polling: Set<string>;
  readonly payloadOf: (body: Uint8Array) => Digest;
}
