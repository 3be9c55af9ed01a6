import { createHash, type X509Certificate } from 'node:crypto';
import { SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { PKIStatus, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { ArchiveError } from '../model/index.ts';
import { isValidAt, leadsTo } from './authorities.ts';
import { checkSigner, type Signer } from './check-signer.ts';
import { isForStamps } from './extensions.ts';
import { hashNames, oid } from './oids.ts';
import { tokenFault } from './token-fault.ts';

/** What a reply is held to. */
export interface ReplyOptions {
  /** What must have been stamped. */
  readonly stamped: Uint8Array;
  /** That of the request, where it is still known. */
  readonly nonce?: Uint8Array;
  /** Certificates whose word is taken. */
  readonly authorities?: readonly X509Certificate[];
}

/** What a good token says. */
export interface TimeToken {
  /** When it was made, by the authority's clock, in ms: what was stamped is not younger. */
  readonly at: number;
  /** How wrong that clock may be by its own word, in ms; unset: it does not say. */
  readonly withinMs?: number;
  /** The signer's name, from its certificate. */
  readonly by: string;
  /** SHA-256 of that certificate in hex, for whoever compares. */
  readonly certificate: string;
  /** Whether the certificate leads to one of the authorities; unset: none were given. */
  readonly trusted?: boolean;
}

const mostBytes = 65_536;

/**
 * Reads a TimeStampResp (RFC 3161 §2.4.2) and checks it offline: it is over these bytes, has the nonce, its signature is
 * good by the certificate in it, which was valid then and may sign time stamps. Without authorities that certificate
 * proves nothing by itself: anybody can make one. Throws ArchiveError: `unreachable` where the authority refused,
 * `corrupt` with what is wrong.
 */
export function checkReply(bytes: Uint8Array, options: ReplyOptions): TimeToken {
  const { data, raw } = signedDataOf(bytes);
  const { eContent, eContentType } = data.encapContentInfo;
  const content = new Uint8Array(eContent?.single?.buffer ?? new ArrayBuffer(0));
  const info = parsed(content, TSTInfo);
  if (eContentType !== oid.tstInfo) throw tokenFault('says no time');
  checkImprint(info, options);
  const signer = read(() => checkSigner(data, raw, content));
  return told(info, signer, options.authorities);
}

function signedDataOf(bytes: Uint8Array): { readonly data: SignedData; readonly raw: ArrayBuffer } {
  if (bytes.length > mostBytes) throw tokenFault(`is longer than ${mostBytes} bytes`);
  const { status, timeStampToken: token } = parsed(bytes, TimeStampResp);
  if (status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods) {
    const says = [...(status.statusString ?? [])].join(' ').slice(0, 200) || 'without a reason';
    throw new ArchiveError(
      'unreachable',
      `The time stamp was refused (status ${status.status}): ${printable(says)}.`,
    );
  }
  if (token?.contentType !== oid.signedData) throw tokenFault('is not signed');
  return { data: parsed(token.content, SignedData), raw: token.content };
}

const parsed = <Value>(bytes: ArrayBuffer | Uint8Array, as: new () => Value): Value =>
  read(() => AsnConvert.parse(Uint8Array.from(new Uint8Array(bytes)), as));

/** Whatever a reader of hostile bytes throws means that they cannot be read. */
function read<Value>(reading: () => Value): Value {
  try {
    return reading();
  } catch (thrown) {
    if (thrown instanceof ArchiveError) throw thrown;
    throw tokenFault('cannot be read: it is no answer of a time-stamping authority (RFC 3161)');
  }
}

function checkImprint({ messageImprint, nonce }: TSTInfo, options: ReplyOptions): void {
  const hash = hashNames[messageImprint.hashAlgorithm.algorithm];
  if (hash === undefined) throw tokenFault('is over a hash that is not trusted');
  const own = createHash(hash).update(options.stamped).digest();
  if (!own.equals(new Uint8Array(messageImprint.hashedMessage.buffer))) {
    throw tokenFault('is over something else');
  }
  if (options.nonce === undefined) return;
  if (nonce === undefined || !Buffer.from(nonce).equals(options.nonce)) {
    throw tokenFault('answers another request');
  }
}

function told(
  info: TSTInfo,
  { beside, certificate }: Signer,
  authorities: ReplyOptions['authorities'],
): TimeToken {
  const at = info.genTime.getTime();
  if (!read(() => isForStamps(certificate))) {
    throw tokenFault('is signed with a certificate that is not for time stamps alone');
  }
  if (!Number.isFinite(at) || !isValidAt(certificate, at)) {
    throw tokenFault('was signed while its certificate was not valid');
  }
  const { seconds = 0, millis = 0, micros = 0 } = info.accuracy ?? {};
  const withinMs = seconds * 1000 + millis + micros / 1000;
  return {
    at,
    ...(info.accuracy !== undefined && { withinMs }),
    by: nameOf(certificate),
    certificate: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    ...(authorities && { trusted: read(() => leadsTo(authorities, certificate, beside, at)) }),
  };
}

/** Common name and organisation, as far as it has them. */
function nameOf({ subject }: X509Certificate): string {
  const lines = (subject ?? '').split('\n');
  const parts = ['CN=', 'O='].flatMap((begin) =>
    lines.filter((line) => line.startsWith(begin)).map((line) => line.slice(begin.length)),
  );
  return printable((parts.length > 0 ? parts : lines).join(', ')).slice(0, 200);
}

const printable = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ').trim();
