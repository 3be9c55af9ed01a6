import { createHash } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq, TimeStampReqVersion } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { oid } from './oids.ts';

/** A request, and the nonce that the answer must bear. */
export interface StampRequest {
  /** DER of the TimeStampReq, to be sent as `application/timestamp-query`. */
  readonly bytes: Uint8Array;
  readonly nonce: Uint8Array;
}

/**
 * Asks for a time stamp over the SHA-256 of some bytes, with the certificate of whoever signs it (RFC 3161 §2.4.1).
 * `random`: eight bytes that nobody can guess.
 */
export function stampRequest(stamped: Uint8Array, random: Uint8Array): StampRequest {
  const nonce = Uint8Array.from(random);
  // An integer above 0 with no byte too many, so that it comes back as it went.
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  const digest = createHash('sha256').update(stamped).digest();
  const request = new TimeStampReq({
    version: TimeStampReqVersion.v1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: oid.sha256, parameters: null }),
      hashedMessage: new OctetString(Uint8Array.from(digest)),
    }),
    nonce: nonce.slice().buffer,
    certReq: true,
  });
  return { bytes: new Uint8Array(AsnConvert.serialize(request)), nonce };
}
