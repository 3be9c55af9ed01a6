import { errorFrom } from '../../model/index.ts';
import {
  type Checkpoint,
  cosignedAt,
  meetsPolicy,
  openCheckpoint,
  openNote,
  openPolicy,
  type Policy,
  parseVerifierKey,
  type VerifierKey,
} from '../../tlog/index.ts';
import { followKey } from './follow-key.ts';
import type { LedgerFault, OnFault } from './ledger-fault.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** A checkpoint whose signature is good. */
export interface LedgerHead {
  readonly checkpoint: Checkpoint;
  readonly key: VerifierKey;
  /** Witnesses of the policy that cosigned it: names of their keys, and when, in ms. */
  readonly cosigned: readonly { readonly name: string; readonly at: number }[];
  /** When the first of them saw it, in ms; undefined when none did. */
  readonly seenBy?: number;
}

interface Keys {
  readonly log?: VerifierKey;
  readonly policy?: Policy;
}

/**
 * Reads a ledger's checkpoint, by the key that was given, that of a policy which knows logs, or the one lying
 * beside it. A checkpoint that is missing, malformed or not signed by the key is a fault, and then there is no
 * head; one that too few witnesses cosigned is a fault too.
 */
export async function readHead(
  files: LedgerFiles,
  keys: Keys,
  onFault: OnFault,
): Promise<LedgerHead | undefined> {
  const note = await files.read('checkpoint');
  if (note === undefined) {
    const message = 'There is no checkpoint; it is the file ledger/checkpoint of an archive.';
    onFault({ kind: 'missing-checkpoint', path: 'checkpoint', message });
  }
  const believed = keys.log ?? (await believedKey(files, note, keys.policy, onFault));
  // A key that signed before is followed to the one that signs today; where that leads nowhere, it should have signed.
  const key = note && believed ? ((await followKey(files, believed, note)) ?? believed) : believed;
  if (note === undefined || key === undefined) return undefined;
  const { policy = openPolicy } = keys;
  try {
    const all = [key, ...policy.witnesses.map((witness) => witness.key)];
    const checkpoint = await openCheckpoint(note, all);
    const cosigned = cosignedAt(await openNote(note, all)).map(({ name, seconds }) => ({
      ...{ name, at: seconds * 1000 },
    }));
    if (!meetsPolicy(policy, checkpoint.verified)) onFault(unwitnessed(checkpoint, policy));
    const times = cosigned.map(({ at }) => at);
    return { checkpoint, key, cosigned, ...(times.length > 0 && { seenBy: Math.min(...times) }) };
  } catch (thrown) {
    const { code, message } = errorFrom(thrown, 'checkpoint');
    const kind = code === 'invalid' ? 'altered-checkpoint' : 'forged-note';
    onFault({ kind, path: 'checkpoint', message });
    return undefined;
  }
}

const unwitnessed = ({ size }: Checkpoint, { quorum }: Policy): LedgerFault => ({
  ...{ kind: 'unwitnessed', path: 'checkpoint' },
  message: `The checkpoint of ${size} leaves lacks cosignatures that the policy asks for (quorum ${quorum}).`,
});

/** The key of the policy's log with the checkpoint's name, where the policy knows logs; else the one beside it. */
async function believedKey(
  files: LedgerFiles,
  note: Uint8Array | undefined,
  policy: Policy | undefined,
  onFault: OnFault,
): Promise<VerifierKey | undefined> {
  if (policy === undefined || policy.logs.length === 0) return await ownKey(files, onFault);
  const [origin = ''] = new TextDecoder().decode(note).split('\n', 1);
  const log = policy.logs.find(({ key }) => key.name === origin);
  if (log === undefined && note !== undefined) {
    const message = `The policy knows no log of the name ${JSON.stringify(origin.slice(0, 200))}.`;
    onFault({ kind: 'forged-note', path: 'checkpoint', message });
  }
  return log?.key;
}

async function ownKey(files: LedgerFiles, onFault: OnFault): Promise<VerifierKey | undefined> {
  const text = await files.read('vkey');
  try {
    return await parseVerifierKey(new TextDecoder().decode(text).trim());
  } catch (thrown) {
    const { message } = errorFrom(thrown, 'vkey');
    onFault({ kind: 'forged-note', path: 'vkey', message });
    return undefined;
  }
}
