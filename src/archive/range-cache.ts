/** Longest stretch that is remembered: one record, mostly. */
const longest = 2 ** 20;
const most = 32 * 2 ** 20;

/** Stretches of files that were read lately from afar, 32 MiB of them. */
export class RangeCache {
  readonly #held = new Map<string, Uint8Array>();
  #bytes = 0;

  async get(name: string, read: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const bytes = this.#taken(name) ?? (await read());
    if (bytes.length > longest) return bytes;
    this.#taken(name);
    this.#held.set(name, bytes);
    this.#bytes += bytes.length;
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= most) break;
      this.#taken(oldest);
    }
    return bytes;
  }

  #taken(name: string): Uint8Array | undefined {
    const bytes = this.#held.get(name);
    this.#held.delete(name);
    this.#bytes -= bytes?.length ?? 0;
    return bytes;
  }
}
