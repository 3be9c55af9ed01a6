import { ArchiveError } from '../model/index.ts';
import { parseCount } from './counting.ts';
import { isKeyName, parseVerifierKey, type VerifierKey } from './verifier-key.ts';

/** A key of a policy, and where its log or witness answers. */
export interface PolicyKey {
  readonly name: string;
  readonly key: VerifierKey;
  readonly url?: string;
}

/** Which logs are believed, and which witnesses must have seen a checkpoint. */
export interface Policy {
  readonly logs: readonly PolicyKey[];
  readonly witnesses: readonly PolicyKey[];
  /** Each needs `needed` of its members, which are witnesses and groups before it. */
  readonly groups: readonly {
    readonly name: string;
    readonly needed: number;
    readonly members: readonly string[];
  }[];
  /** The witness or group that must have cosigned; unset: none must. */
  readonly quorum?: string;
}

/** Nobody needs to have seen anything: what holds until somebody asks for more. */
export const openPolicy: Policy = { logs: [], witnesses: [], groups: [] };

/**
 * Reads a policy file (C2SP tlog-policy), one rule a line: `log <vkey> [url]`,
 * `witness <name> <vkey> [url]`, `group <name> all|any|<k> <names…>`, `quorum <name>|none`; `#` begins
 * a comment line. Throws ArchiveError(`invalid`) with the line that is wrong.
 */
export async function parsePolicy(text: string): Promise<Policy> {
  let policy: Policy & { readonly hasQuorum?: true } = openPolicy;
  for (const [at, line] of text.split('\n').entries()) {
    const words = line.trim().split(/[ \t]+/);
    if (words[0] === '' || words[0]?.startsWith('#')) continue;
    const next = await withRule(policy, words);
    if (next === undefined) {
      throw new ArchiveError(
        'invalid',
        `Line ${at + 1} of the policy, ${JSON.stringify(line)}, is no rule that fits the lines before; ` +
          'rules are log, witness, group and one quorum, each name once and before its use.',
      );
    }
    policy = next;
  }
  const { hasQuorum, ...rest } = policy;
  if (hasQuorum) return rest;
  throw new ArchiveError(
    'invalid',
    'The policy says no quorum; add the line “quorum none” or name one.',
  );
}

type Draft = Policy & { readonly hasQuorum?: true };

async function withRule(policy: Draft, words: readonly string[]): Promise<Draft | undefined> {
  const [rule, ...rest] = words;
  if (rule === 'log') return withLog(policy, rest);
  if (rule === 'witness') return withWitness(policy, rest);
  if (rule === 'group') return withGroup(policy, rest);
  return rule === 'quorum' ? withQuorum(policy, rest) : undefined;
}

const isTaken = ({ witnesses, groups }: Policy, name: string): boolean =>
  name === 'none' || [...witnesses, ...groups].some((one) => one.name === name);

async function withLog(policy: Draft, words: readonly string[]): Promise<Draft | undefined> {
  const [vkey = '', url, ...more] = words;
  if (more.length > 0) return undefined;
  const key = await parseVerifierKey(vkey);
  const log = { name: key.name, key, ...(url === undefined ? {} : { url }) };
  return key.type === 'note' ? { ...policy, logs: [...policy.logs, log] } : undefined;
}

async function withWitness(policy: Draft, words: readonly string[]): Promise<Draft | undefined> {
  const [name = '', vkey = '', url, ...more] = words;
  if (more.length > 0 || !isKeyName(name) || isTaken(policy, name)) return undefined;
  const key = await parseVerifierKey(vkey);
  const witness = { name, key, ...(url === undefined ? {} : { url }) };
  if (key.type !== 'cosignature') return undefined;
  return { ...policy, witnesses: [...policy.witnesses, witness] };
}

function withGroup(policy: Draft, words: readonly string[]): Draft | undefined {
  const [name = '', count = '', ...members] = words;
  const all = members.length;
  const needed = { all, any: 1 }[count] ?? parseCount(count) ?? 0;
  const areKnown = members.every((member) => member !== 'none' && isTaken(policy, member));
  const fits = areKnown && new Set(members).size === all && needed >= 1 && needed <= all;
  if (!fits || !isKeyName(name) || isTaken(policy, name)) return undefined;
  return { ...policy, groups: [...policy.groups, { name, needed, members }] };
}

function withQuorum(policy: Draft, [name = '', ...more]: readonly string[]): Draft | undefined {
  if (policy.hasQuorum || more.length > 0 || !isTaken(policy, name)) return undefined;
  return { ...policy, hasQuorum: true, ...(name === 'none' ? {} : { quorum: name }) };
}

/** Whether these keys, whose cosignatures were checked, are enough for the policy. */
export function meetsPolicy(policy: Policy, cosigners: readonly VerifierKey[]): boolean {
  const met = new Set<string>();
  for (const { name, key } of policy.witnesses) {
    const isKey = (one: VerifierKey) =>
      one.publicKey.every((byte, at) => byte === key.publicKey[at]);
    if (cosigners.some((one) => one.type === 'cosignature' && isKey(one))) met.add(name);
  }
  for (const { name, needed, members } of policy.groups) {
    if (members.filter((member) => met.has(member)).length >= needed) met.add(name);
  }
  return policy.quorum === undefined || met.has(policy.quorum);
}
