import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../digest/index.ts';
import { errorFrom } from '../../model/index.ts';
import {
  type Checkpoint,
  openCheckpoint,
  parseVerifierKey,
  type VerifierKey,
} from '../../tlog/index.ts';
import { fileIfThere } from './ledger-files.ts';

/** What was seen of logs before, in a folder: the key found at each place, the last checkpoint of each key. */
export interface SeenHeads {
  /** The key found at a place when it was first looked at. */
  keyAt(place: string): Promise<VerifierKey | undefined>;
  /** The last checkpoint that was seen of a key, wherever. */
  headOf(vkey: string): Promise<Checkpoint | undefined>;
  /** Keeps both, a checkpoint only where it is larger. */
  keep(place: string, vkey: string, note: string): Promise<void>;
}

/** Opens the folder, which is made with the first thing kept. */
export function seenHeads(folder: string): SeenHeads {
  const keyFile = (place: string) => join(folder, `place-${sha256(place)}`);
  const headFile = (vkey: string) => join(folder, `key-${sha256(vkey)}`);
  const headOf = async (vkey: string) => {
    const note = await textOf(headFile(vkey));
    return note === undefined ? undefined : openCheckpoint(note, [await parseVerifierKey(vkey)]);
  };
  return {
    headOf,
    async keyAt(place) {
      const text = await textOf(keyFile(place));
      return text === undefined ? undefined : parseVerifierKey(text.trim());
    },
    async keep(place, vkey, note) {
      const [before, now] = [
        await headOf(vkey),
        await openCheckpoint(note, [await parseVerifierKey(vkey)]),
      ];
      await mkdir(folder, { recursive: true });
      await replace(keyFile(place), `${vkey}\n`);
      if (before === undefined || now.size > before.size) await replace(headFile(vkey), note);
    },
  };
}

async function textOf(path: string): Promise<string | undefined> {
  const bytes = await fileIfThere(path);
  return bytes && new TextDecoder().decode(bytes);
}

async function replace(path: string, text: string): Promise<void> {
  try {
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  } catch (thrown) {
    throw errorFrom(thrown, path);
  }
}
