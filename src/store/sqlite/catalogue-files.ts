import { rmSync } from 'node:fs';

/** The catalogue that a rebuild is making, beside the one in force. */
export const freshFile = (file: string): string => `${file}.new`;

/** The catalogue that a rebuild left when it put another in force. */
export const keptFile = (file: string): string => `${file}.before-rebuild`;

/** Takes a catalogue away, with what belongs to it. */
export function removeCatalogue(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
}
