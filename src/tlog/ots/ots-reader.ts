import { ArchiveError } from '../../model/index.ts';

/** What is wrong with a proof; goes on after "The proof". */
export const otsFault = (what: string): ArchiveError =>
  new ArchiveError('corrupt', `The proof ${what}.`);

/** Bytes of a proof, read one behind the other. Throws ArchiveError(`corrupt`) where they end too early. */
export class OtsReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw otsFault('is cut short');
    const part = this.#bytes.slice(this.#at, end);
    this.#at = end;
    return part;
  }

  byte(): number {
    return this.take(1)[0] ?? 0;
  }

  /** A number in groups of seven bits, the lowest first. */
  number(): number {
    let value = 0;
    for (let weight = 1; weight < 2 ** 49; weight *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
    }
    throw otsFault('has a number that is too large');
  }

  /** Bytes behind their length. */
  bytes(least: number, most: number): Uint8Array {
    const length = this.number();
    if (length < least || length > most) throw otsFault(`has a part of ${length} bytes`);
    return this.take(length);
  }

  /** Nothing may be left. */
  end(): void {
    if (this.#at < this.#bytes.length) throw otsFault('goes on behind its end');
  }
}

/** A number as `OtsReader.number` reads it. */
export function otsNumber(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Uint8Array.of(...bytes, left);
}
