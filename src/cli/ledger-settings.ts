import { parseStampServers } from '../tlog/index.ts';
import { setting } from './setting.ts';
import { ledgerName, some, text, yesNo } from './setting-values.ts';

/** Settings of the ledger: its name, and who vouches for it. */
export const ledgerSettings = {
  ledgerOrigin: setting(
    'ledger-origin',
    'NAME',
    "the ledger's name, best its address without https://; made up unless given, and for good",
    undefined,
    ledgerName,
  ),
  ledgerPolicy: setting(
    'ledger-policy',
    'FILE',
    'policy (C2SP tlog-policy): witnesses asked to cosign the ledger, the quorum, logs to cosign',
    undefined,
    text,
  ),
  ledgerRounds: setting(
    'ledger-rounds',
    'YES|NO',
    'the ledger tells at the end of each pass what was looked at, changed or not',
    false,
    yesNo,
  ),
  stamp: setting(
    'stamp',
    'rfc3161:URL,ots:URL,…',
    'who stamps the ledger with the time: authorities of RFC 3161, calendars of OpenTimestamps',
    undefined,
    (value) => (parseStampServers(value) === undefined ? undefined : value),
  ),
  stampHours: setting(
    'stamp-hours',
    'HOURS',
    'least hours between two time stamps of one server',
    24,
    some,
  ),
  witness: setting(
    'witness',
    'YES|NO',
    "serve cosigns the checkpoints of the policy's logs, at /witness/add-checkpoint",
    false,
    yesNo,
  ),
} as const;
