import { X509Certificate } from 'node:crypto';
import {
  type BaseBlock,
  Constructed,
  fromBER,
  ObjectIdentifier,
  OctetString,
  Sequence,
} from 'asn1js';

/*
 * What is signed or digested must be taken byte for byte as it stands in the token: made anew from values, it could be
 * other bytes. So these parts are read as blocks, which keep theirs.
 */

/** The blocks within a constructed one; none for any other. */
const blocksIn = (block: BaseBlock | undefined): readonly BaseBlock[] =>
  block instanceof Constructed ? block.valueBlock.value : [];

const isTagged = ({ idBlock }: BaseBlock, tag: number): boolean =>
  idBlock.tagClass === 3 && idBlock.tagNumber === tag && idBlock.isConstructed;

function blockOf(bytes: ArrayBuffer): BaseBlock | undefined {
  const { offset, result } = fromBER(bytes);
  return offset === -1 ? undefined : result;
}

/** The signed attributes of a token's first signer. */
export interface SignedAttributes {
  /** As they stand there, under the tag `[0]`. */
  readonly bytes: Uint8Array;
  /** The one value of the attribute of a type; undefined where there is none, or several attributes. */
  readonly value: (type: string) => BaseBlock | undefined;
}

/** Those of a SignedData; undefined where it has none. */
export function signedAttributesIn(signedData: ArrayBuffer): SignedAttributes | undefined {
  const signers = blocksIn(blockOf(signedData)).at(-1);
  const found = blocksIn(blocksIn(signers)[0]).find((one) => isTagged(one, 0));
  if (found === undefined) return undefined;
  const value = (type: string): BaseBlock | undefined => {
    const named = blocksIn(found).filter((one) => objectIn(blocksIn(one)[0]) === type);
    return named.length === 1 ? blocksIn(blocksIn(named[0])[1])[0] : undefined;
  };
  return { bytes: found.valueBeforeDecodeView, value };
}

/** The object identifier that a block is; undefined for any other. */
export const objectIn = (block: BaseBlock | undefined): string | undefined =>
  block instanceof ObjectIdentifier ? block.getValue() : undefined;

/** The bytes of a block that is an octet string; undefined for any other. */
export const octetsIn = (block: BaseBlock | undefined): Uint8Array | undefined =>
  block instanceof OctetString ? block.valueBlock.valueHexView : undefined;

const mostCertificates = 20;

/** The certificates of a SignedData. */
export function certificatesIn(signedData: ArrayBuffer): readonly X509Certificate[] {
  const set = blocksIn(blockOf(signedData)).find((one) => isTagged(one, 0));
  const found = blocksIn(set).filter((one) => one instanceof Sequence);
  return found
    .slice(0, mostCertificates)
    .map(({ valueBeforeDecodeView }) => new X509Certificate(valueBeforeDecodeView));
}

/**
 * The digest by which a SigningCertificate or SigningCertificateV2 names the first certificate, with the identifier of
 * its hash where that is told (RFC 2634 §5.4, RFC 5035 §3).
 */
export function namedCertificate(
  attribute: BaseBlock,
): { readonly digest: Uint8Array; readonly hash?: string } | undefined {
  const [certs] = blocksIn(attribute);
  const parts = blocksIn(blocksIn(certs)[0]);
  const digest = parts.map(octetsIn).find((octets) => octets !== undefined);
  if (digest === undefined) return undefined;
  const hash = objectIn(blocksIn(parts[0])[0]);
  return { digest, ...(hash !== undefined && { hash }) };
}
