import { X509Certificate } from 'node:crypto';
import { ArchiveError } from '../model/index.ts';
import { mayIssueOver } from './extensions.ts';

const pem = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
/** A token has a handful; whoever sends more wants to keep us busy. */
const longestChain = 8;

/** The certificates of a PEM file whose word is taken. Throws ArchiveError(`invalid`) where it has none that can be read. */
export function readAuthorities(text: string): readonly X509Certificate[] {
  try {
    const found = (text.match(pem) ?? []).map((one) => new X509Certificate(one));
    if (found.length > 0) return found;
  } catch {
    // Told below, as a file without any.
  }
  throw new ArchiveError(
    'invalid',
    'There is no certificate in it that can be read; give the certificates of time-stamping authorities as PEM.',
  );
}

/**
 * Whether a certificate is one of the authorities', or leads to one over those that came with it, each valid at that
 * moment (in ms) and allowed to issue over as many as lie between. Each is looked at once, though several may have one
 * name and key. Revocations are not looked at.
 */
export function leadsTo(
  authorities: readonly X509Certificate[],
  certificate: X509Certificate,
  beside: readonly X509Certificate[],
  at: number,
): boolean {
  const trusted = new Set(authorities.map(({ fingerprint256 }) => fingerprint256));
  const all = [...authorities, ...beside].filter((one) => isValidAt(one, at));
  const seen = new Set([certificate.fingerprint256]);
  let rank: readonly X509Certificate[] = [certificate];
  for (let between = 0; rank.length > 0 && between <= longestChain; between += 1) {
    if (rank.some(({ fingerprint256 }) => trusted.has(fingerprint256))) return true;
    const below = rank;
    rank = all.filter(
      (one) =>
        !seen.has(one.fingerprint256) &&
        below.some((each) => each.checkIssued(one) && each.verify(one.publicKey)) &&
        mayIssueOver(one, between),
    );
    for (const { fingerprint256 } of rank) seen.add(fingerprint256);
  }
  return false;
}

/** Whether a certificate was valid at a moment, in ms. */
export const isValidAt = (one: X509Certificate, at: number): boolean =>
  one.validFromDate.getTime() <= at && at <= one.validToDate.getTime();
