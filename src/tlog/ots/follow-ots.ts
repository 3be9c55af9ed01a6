import { joined, toHex } from '../byte-strings.ts';
import { sha256Bytes } from '../hashes.ts';
import {
  type OtsNode,
  type OtsStep,
  type OtsWord,
  otsLongestMessage,
  otsOps,
} from './ots-proof.ts';
import { otsFault } from './ots-reader.ts';
import { readAttestation } from './parse-ots.ts';
import { ripemd160 } from './ripemd160.ts';

/** Where a path of a proof ends: the message that is attested, and what is said of it. */
export interface OtsEnd {
  readonly message: Uint8Array;
  readonly word: OtsWord;
}

/**
 * Follows a proof from a message to all its ends, in their order. A path that cannot be worked out here (keccak256)
 * is left out. Throws ArchiveError(`corrupt`) where a message grows too long on the way.
 */
export async function followOts(node: OtsNode, message: Uint8Array): Promise<OtsEnd[]> {
  const ends: OtsEnd[] = node.attestations.map((one) => ({ message, word: readAttestation(one) }));
  for (const step of node.steps) {
    const next = await messageAfter(step, message);
    if (next !== undefined) ends.push(...(await followOts(step.to, next)));
  }
  return ends;
}

/**
 * Puts what calendars have come to know of messages into a proof: `known` is asked with each message that a calendar
 * promised something for, and gives what takes the promise's place; undefined: it stays.
 */
export async function growOts(
  node: OtsNode,
  message: Uint8Array,
  known: (message: Uint8Array, url: string) => Promise<OtsNode | undefined>,
): Promise<OtsNode> {
  const grown: OtsNode[] = [];
  for (const attestation of node.attestations) {
    const word = readAttestation(attestation);
    const found = word.kind === 'pending' ? await known(message, word.url) : undefined;
    grown.push(found ?? { attestations: [attestation], steps: [] });
  }
  for (const step of node.steps) {
    const next = await messageAfter(step, message);
    const to = next === undefined ? step.to : await growOts(step.to, next, known);
    grown.push({ attestations: [], steps: [{ ...step, to }] });
  }
  return merged(grown);
}

/** What two know of one message, each once. */
export const mergeOts = (one: OtsNode, other: OtsNode): OtsNode => merged([one, other]);

/** All at once: a node may have ten thousands of parts, and those before would be looked at again for each. */
function merged(nodes: readonly OtsNode[]): OtsNode {
  const attestations = new Map(
    nodes
      .flatMap((node) => node.attestations)
      .map((each) => [`${each.tag} ${toHex(each.payload)}`, each]),
  );
  const alike = new Map<string, OtsStep[]>();
  for (const step of nodes.flatMap((node) => node.steps)) {
    const key = `${step.op} ${toHex(step.argument ?? new Uint8Array())}`;
    const same = alike.get(key);
    if (same === undefined) alike.set(key, [step]);
    else same.push(step);
  }
  const steps = [...alike.values()].flatMap(([first, ...more]) =>
    first === undefined || more.length === 0
      ? (first ?? [])
      : { ...first, to: merged([first, ...more].map(({ to }) => to)) },
  );
  return { attestations: [...attestations.values()], steps };
}

async function messageAfter(
  { argument = new Uint8Array(), op }: OtsStep,
  message: Uint8Array,
): Promise<Uint8Array | undefined> {
  if (op === otsOps.sha256) return await sha256Bytes(message);
  if (op === otsOps.sha1) return await sha1(message);
  if (op === otsOps.ripemd160) return ripemd160(message);
  if (op === otsOps.keccak256) return undefined;
  const next = unhashed(op, argument, message);
  if (next.length > otsLongestMessage) throw otsFault('makes a message that is too long');
  return next;
}

function unhashed(op: number, argument: Uint8Array, message: Uint8Array): Uint8Array {
  if (op === otsOps.append) return joined(message, argument);
  if (op === otsOps.prepend) return joined(argument, message);
  return op === otsOps.reverse ? message.toReversed() : new TextEncoder().encode(toHex(message));
}

const sha1 = async (message: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-1', Uint8Array.from(message)));
