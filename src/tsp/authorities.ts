import { X509Certificate } from 'node:crypto';
import { ArchiveError } from '../model/index.ts';

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
 * moment (in ms) and allowed to issue. Revocations are not looked at.
 */
export function leadsTo(
  authorities: readonly X509Certificate[],
  certificate: X509Certificate,
  beside: readonly X509Certificate[],
  at: number,
  steps = longestChain,
): boolean {
  if (authorities.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256)) {
    return true;
  }
  if (steps === 0) return false;
  const issuer = [...authorities, ...beside].find(
    (one) =>
      one.fingerprint256 !== certificate.fingerprint256 &&
      one.ca &&
      isValidAt(one, at) &&
      certificate.checkIssued(one) &&
      certificate.verify(one.publicKey),
  );
  return issuer !== undefined && leadsTo(authorities, issuer, beside, at, steps - 1);
}

/** Whether a certificate was valid at a moment, in ms. */
export const isValidAt = (one: X509Certificate, at: number): boolean =>
  one.validFromDate.getTime() <= at && at <= one.validToDate.getTime();
