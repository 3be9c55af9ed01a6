import type { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { BasicConstraints, Certificate } from '@peculiar/asn1-x509';
import { oid } from './oids.ts';

/** An extension of a certificate, by its identifier; undefined where it has none. Throws for bytes that are none. */
const extensionIn = ({ raw }: X509Certificate, id: string) =>
  AsnConvert.parse(Uint8Array.from(raw), Certificate).tbsCertificate.extensions?.find(
    ({ extnID }) => extnID === id,
  );

/** Whether a certificate may sign time stamps and nothing else, and says so to whoever reads it (RFC 3161 §2.3). */
export function isForStamps(certificate: X509Certificate): boolean {
  const { keyUsage: uses = [] } = certificate;
  const isAlone = uses.length === 1 && uses[0] === oid.timeStamping;
  return isAlone && extensionIn(certificate, oid.extendedKeyUsage)?.critical === true;
}

/** Whether a certificate may issue others with so many between it and the signer's (RFC 5280 §4.2.1.9). */
export function mayIssueOver(certificate: X509Certificate, between: number): boolean {
  const found = extensionIn(certificate, oid.basicConstraints);
  if (!certificate.ca || found === undefined) return false;
  const { pathLenConstraint: most } = AsnConvert.parse(found.extnValue.buffer, BasicConstraints);
  return most === undefined || between <= most;
}
