import { fromHex, joined } from '../byte-strings.ts';
import type { OtsAttestation, OtsNode, OtsProof, OtsStep } from './ots-proof.ts';
import { otsNumber } from './ots-reader.ts';
import { otsMagic, otsVersion } from './parse-ots.ts';

/** The bytes of a proof file: those it was read from, where it was. */
export const formatOts = ({ digest, hash, node }: OtsProof): Uint8Array =>
  joined(otsMagic, otsNumber(otsVersion), Uint8Array.of(hash), digest, formatNode(node));

/** The bytes of what is known of a message, as calendars give it. */
export function formatNode({ attestations, steps }: OtsNode): Uint8Array {
  const parts = [...attestations.map(formatAttestation), ...steps.map(formatStep)];
  const behind = parts.flatMap((part, at) =>
    at < parts.length - 1 ? [Uint8Array.of(0xff), part] : [part],
  );
  return joined(...behind);
}

const formatAttestation = ({ payload, tag }: OtsAttestation): Uint8Array =>
  joined(Uint8Array.of(0), fromHex(tag) ?? '', otsNumber(payload.length), payload);

function formatStep({ argument, op, to }: OtsStep): Uint8Array {
  const own = argument === undefined ? [] : [otsNumber(argument.length), argument];
  return joined(Uint8Array.of(op), ...own, formatNode(to));
}
