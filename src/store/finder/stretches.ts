import { sketchTerm, type Term } from './terms.ts';

const stretches = 16;
const stretchBytes = 4;

/** One of the stretches of a sketch by which it is found. */
interface Stretch {
  readonly term: Term;
  /** Where it begins. */
  readonly at: number;
}

/** The stretches of a sketch; of one that is too short to tell there are none. */
export function stretchesOf(sketch: Uint8Array): Stretch[] {
  if (sketch.length < stretches * stretchBytes) return [];
  const view = new DataView(sketch.buffer, sketch.byteOffset, sketch.byteLength);
  return Array.from({ length: stretches }, (_, number) => {
    const at = number * stretchBytes;
    return { term: sketchTerm(number, view.getUint32(at)), at };
  });
}

/** Whether two sketches have the same stretch there: the term alone says so a little too often. */
export function isShared(one: Uint8Array, other: Uint8Array, { at }: Stretch): boolean {
  if (other.length < stretches * stretchBytes) return false;
  for (let byte = at; byte < at + stretchBytes; byte += 1) {
    if (one[byte] !== other[byte]) return false;
  }
  return true;
}
