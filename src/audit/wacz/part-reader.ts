import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ByteWindow } from '../byte-window.ts';
import { type PartSeen, tellsOfOthers } from './disagreements.ts';
import type { ZipEntry } from './zip-directory.ts';

/** What of a file is held that tells of the others. */
const mostHeld = 8 << 20;

/** Reads one file in a ZIP once, whoever wants its bytes. */
export class PartReader {
  readonly #window: ByteWindow;
  readonly #entry: ZipEntry;
  readonly #end: number;
  readonly #sum = createHash('sha256');
  readonly #held: Buffer[] = [];
  #at: number;
  #crc = 0;

  constructor(window: ByteWindow, data: number, entry: ZipEntry) {
    this.#window = window;
    this.#entry = entry;
    this.#at = data;
    this.#end = data + entry.size;
  }

  /** Its bytes, from where the last who asked left off; each chunk holds until the next is asked for. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    const isHeld = tellsOfOthers(this.#entry.name) && this.#entry.size <= mostHeld;
    while (this.#at < this.#end) {
      this.#window.drop(this.#at);
      if (!(await this.#window.reach(this.#at, 1))) return;
      const chunk = this.#window.at(this.#at).subarray(0, this.#end - this.#at);
      this.#at += chunk.length;
      this.#sum.update(chunk);
      this.#crc = crc32(chunk, this.#crc);
      if (isHeld) this.#held.push(Buffer.from(chunk));
      yield chunk;
    }
  }

  /** What it is, when nobody wants more of it. */
  async seen(): Promise<PartSeen> {
    for await (const _ of this.chunks());
    const { name, size } = this.#entry;
    const facts = { bytes: size, crc32: this.#crc, sha256: this.#sum.digest('hex') };
    const text = Buffer.concat(this.#held).toString();
    return tellsOfOthers(name) ? { ...facts, text } : facts;
  }
}
