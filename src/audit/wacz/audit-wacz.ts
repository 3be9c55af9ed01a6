import { auditFile, type FileAudit } from '../audit-file.ts';
import { ByteWindow } from '../byte-window.ts';
import { type AuditFault, unreadable } from '../fault.ts';
import { disagreements, type PartSeen } from './disagreements.ts';
import { PartReader } from './part-reader.ts';
import { type ZipDirectory, type ZipEntry, zipDirectory } from './zip-directory.ts';
import { dataOf, isDescribed } from './zip-headers.ts';

/** The directory of a ZIP is looked for in so many of its last bytes: some ten thousand files' names. */
const mostDirectory = 4 << 20;

/**
 * Checks a WACZ (1.1.1) from its bytes alone, read twice from front to back: the ZIP tells of each of its bytes
 * once, each file in it has a name of its own and its CRC-32 and is what `datapackage.json` says, this what its digest says, and the
 * records in it are whole, as those of capture files. `read` gives its bytes from the start, `path` names it in faults.
 */
export async function auditWacz(
  read: () => AsyncIterable<Uint8Array>,
  path: string,
): Promise<FileAudit> {
  const audit = new Wacz(path);
  try {
    const { tail, size } = await endOf(read());
    audit.bytes = size;
    const directory = zipDirectory(tail, size);
    if (directory === undefined)
      audit.fault('is no whole ZIP file: its directory is torn or altered');
    else await audit.check(read(), directory);
  } catch (thrown) {
    audit.faults.push(unreadable(path, thrown));
  }
  return audit;
}

/** The last bytes of a file, and how long it is. */
async function endOf(source: AsyncIterable<Uint8Array>): Promise<{ tail: Buffer; size: number }> {
  let chunks: Uint8Array[] = [];
  let [size, held] = [0, 0];
  for await (const chunk of source) {
    chunks.push(chunk);
    size += chunk.length;
    held += chunk.length;
    if (held < 2 * mostDirectory) continue;
    chunks = [Buffer.concat(chunks).subarray(-mostDirectory)];
    held = mostDirectory;
  }
  return { tail: Buffer.concat(chunks), size };
}

class Wacz implements FileAudit {
  readonly faults: AuditFault[] = [];
  readonly removed: FileAudit['removed'][number][] = [];
  records = 0;
  bytes = 0;
  readonly #path: string;
  readonly #parts = new Map<string, PartSeen>();

  constructor(path: string) {
    this.#path = path;
  }

  fault(what: string): void {
    const message = `${this.#path} ${what}; copy it again from another copy, or export the site anew.`;
    this.faults.push({ kind: 'altered-file', path: this.#path, message });
  }

  async check(source: AsyncIterable<Uint8Array>, { entries, start }: ZipDirectory): Promise<void> {
    const window = new ByteWindow(source);
    try {
      for (const [at, entry] of entries.entries()) {
        const isFirst = at === 0;
        const isAlike = entry.alike === entries[0]?.alike && (!isFirst || entry.offset === 0);
        const next = entries[at + 1]?.offset ?? start;
        const isWhole = await this.#part(window, entry, next);
        if (!isAlike || !isWhole) this.#strange(entry);
      }
    } finally {
      await window.close();
    }
    for (const what of disagreements(this.#parts)) this.fault(what);
  }

  #strange({ name }: ZipEntry): void {
    this.fault(`tells of ${name} what does not stand there`);
  }

  /** Looks at the file that an entry tells of, up to where the next begins; false where the ZIP contradicts itself. */
  async #part(window: ByteWindow, entry: ZipEntry, next: number): Promise<boolean> {
    const data = await dataOf(window, entry);
    if (data === undefined || data + entry.size > next) return false;
    const part = new PartReader(window, data, entry);
    if (entry.name.endsWith('.warc.gz')) await this.#records(part.chunks(), entry.name);
    const seen = await part.seen();
    // Whoever reads it may take either.
    if (this.#parts.has(entry.name)) this.fault(`holds ${entry.name} twice`);
    this.#parts.set(entry.name, seen);
    return seen.crc32 === entry.crc32 && (await isDescribed(window, entry, data, next));
  }

  async #records(bytes: AsyncIterable<Uint8Array>, name: string): Promise<void> {
    const audit = await auditFile(bytes, `${this.#path}/${name}`);
    this.records += audit.records;
    this.faults.push(...audit.faults);
    this.removed.push(...audit.removed);
  }
}
