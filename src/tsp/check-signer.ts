import { constants, createHash, verify, type X509Certificate } from 'node:crypto';
import type { SignedData, SignerInfo } from '@peculiar/asn1-cms';
import { hashNames, oid } from './oids.ts';
import {
  certificatesIn,
  namedCertificate,
  objectIn,
  octetsIn,
  type SignedAttributes,
  signedAttributesIn,
} from './signed-parts.ts';
import { tokenFault } from './token-fault.ts';

/** Who signed a token, and what came along to prove that this is who they are. */
export interface Signer {
  readonly certificate: X509Certificate;
  readonly beside: readonly X509Certificate[];
}

/**
 * Checks the one signature of a token (RFC 5652 §5.4): its signed attributes have the digest of the content, they name
 * the certificate that came along (RFC 3161 §2.4.2), and that one's key signed them. `bytes` is the SignedData as it
 * came. Throws ArchiveError(`corrupt`) with what is wrong.
 */
export function checkSigner(data: SignedData, bytes: ArrayBuffer, content: Uint8Array): Signer {
  const [signer, ...more] = data.signerInfos;
  const attributes = signedAttributesIn(bytes);
  if (signer === undefined || attributes === undefined || more.length > 0) {
    throw tokenFault('is not signed once over attributes, as one must be');
  }
  const hash = hashNames[signer.digestAlgorithm.algorithm];
  if (hash === undefined) throw tokenFault('is signed over a hash that is not trusted');
  const digest = octetsIn(attributes.value(oid.messageDigest));
  const isOfTime = objectIn(attributes.value(oid.contentType)) === oid.tstInfo;
  if (digest === undefined || !isOfTime || !digestOf(hash, content).equals(digest)) {
    throw tokenFault('is signed over other content than it has');
  }
  const beside = certificatesIn(bytes);
  const certificate = beside.find((one) => isNamedBy(attributes, one));
  if (certificate === undefined) throw tokenFault('came without the certificate it is signed with');
  if (!isSignedBy(certificate, signer, attributes)) throw tokenFault('has a bad signature');
  return { certificate, beside };
}

const digestOf = (hash: string, bytes: Uint8Array): Buffer =>
  createHash(hash).update(bytes).digest();

function isNamedBy(attributes: SignedAttributes, { raw }: X509Certificate): boolean {
  const isNamed = (type: string, standard: string): boolean => {
    const value = attributes.value(type);
    const named = value && namedCertificate(value);
    if (named === undefined) return false;
    const hash = named.hash === undefined ? standard : hashNames[named.hash];
    return hash !== undefined && digestOf(hash, raw).equals(named.digest);
  };
  return isNamed(oid.signingCertificateV2, 'sha256') || isNamed(oid.signingCertificate, 'sha1');
}

/** What is signed are the attributes as a SET, though they stand there under another tag (RFC 5652 §5.4). */
function isSignedBy(
  { publicKey }: X509Certificate,
  { digestAlgorithm, signature, signatureAlgorithm }: SignerInfo,
  attributes: SignedAttributes,
): boolean {
  const signed = Buffer.from(attributes.bytes);
  signed[0] = 0x31;
  const pss = {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_AUTO,
  };
  const how = signatureAlgorithm.algorithm === oid.rsaPss ? pss : {};
  const hasOwnHash = publicKey.asymmetricKeyType?.startsWith('ed') === true;
  const hash = hasOwnHash ? null : hashNames[digestAlgorithm.algorithm];
  return verify(hash, signed, { key: publicKey, ...how }, Buffer.from(signature.buffer));
}
