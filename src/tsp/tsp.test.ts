import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  PKIFreeText,
  PKIStatus,
  PKIStatusInfo,
  TimeStampResp,
  TimeStampToken,
} from '@peculiar/asn1-tsp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArchiveError } from '../model/index.ts';
import { checkReply, readAuthorities, stampRequest, type TimeToken } from './index.ts';
import {
  hasOpenssl,
  type OpensslAuthority,
  startOpensslAuthority,
} from './testing/openssl-authority.ts';

const testdata = join(import.meta.dirname, 'testdata');
const stamped = readFileSync(join(testdata, 'quay.txt'));
const reply = readFileSync(join(testdata, 'quay.tsr'));
const root = readAuthorities(readFileSync(join(testdata, 'quay-root.pem'), 'utf8'));
const random = Buffer.from('0102030405060708', 'hex');

/** What a check says: the token, or the sentence of its refusal. */
function said(bytes: Uint8Array, options: Partial<Parameters<typeof checkReply>[1]> = {}) {
  try {
    return checkReply(bytes, { stamped, ...options });
  } catch (thrown) {
    if (thrown instanceof ArchiveError) return thrown.message;
    throw thrown;
  }
}

const token: TimeToken = {
  at: Date.parse('2026-11-27T14:13:30Z'),
  withinMs: 1000,
  by: 'Quay Stamps, The Quay',
  certificate: '53b9b6004a8167422bc52082fa31cef11d37840d030be01da4a1464944203db4',
};

describe('a time stamp of RFC 3161', () => {
  it('says when, by whom, and whether that is somebody whose word is taken', () => {
    const { nonce } = stampRequest(stamped, random);
    expect(said(reply)).toEqual(token);
    expect(said(reply, { nonce, authorities: root })).toEqual({ ...token, trusted: true });
  });

  it('is refused for other bytes and for another request', () => {
    expect(said(reply, { stamped: Buffer.from('The pier') })).toContain('is over something else');
    const { nonce } = stampRequest(stamped, Buffer.alloc(8, 9));
    expect(said(reply, { nonce })).toContain('answers another request');
  });

  it('says the same or nothing when a byte of it is another, or it is cut short', () => {
    for (let at = 0; at < reply.length; at += 5) {
      const other = Buffer.from(reply);
      other[at] = (other[at] ?? 0) ^ 1;
      const told = said(other);
      if (typeof told !== 'string') expect([at, told]).toEqual([at, token]);
      expect(typeof said(reply.subarray(0, at))).toBe('string');
    }
  });

  it('is refused where it is deeply nested, too long, or nothing of the kind', () => {
    const nested = Buffer.from('3080'.repeat(30_000), 'hex');
    for (const bytes of [nested, Buffer.alloc(70_000), Buffer.from('<html>'), Buffer.alloc(0)]) {
      expect(said(bytes)).toMatch(/cannot be read|is longer than/);
    }
  });

  it('tells why an authority refused, in printable words', () => {
    const status = new PKIStatusInfo({
      status: PKIStatus.rejection,
      statusString: new PKIFreeText(['not\u0007 today']),
    });
    const refusal = AsnConvert.serialize(new TimeStampResp({ status }));
    expect(said(new Uint8Array(refusal))).toBe('The time stamp was refused (status 2): not today.');
  });

  it('takes no file without certificates for authorities', () => {
    expect(() => readAuthorities('none')).toThrow('There is no certificate in it');
  });
});

describe.skipIf(!hasOpenssl)('openssl as the authority (openssl must be installed)', () => {
  let authority: OpensslAuthority;
  beforeAll(async () => {
    authority = await startOpensslAuthority();
  });
  afterAll(() => authority.close());

  const asked = async (bytes: Uint8Array): Promise<Uint8Array> => {
    const headers = { 'Content-Type': 'application/timestamp-query' };
    const body = Uint8Array.from(bytes);
    const answer = await fetch(authority.url, { method: 'POST', headers, body });
    return new Uint8Array(await answer.arrayBuffer());
  };

  it('answers our request, and both of us find its answer good', async () => {
    const request = stampRequest(stamped, random);
    const bytes = await asked(request.bytes);
    const own = readAuthorities(readFileSync(authority.rootFile, 'utf8'));
    const told = said(bytes, { nonce: request.nonce, authorities: own });
    expect(told).toMatchObject({ by: 'Quay Stamps, The Quay', trusted: true });
    expect(said(bytes, { authorities: root })).toMatchObject({ trusted: false });
    const folder = join(authority.rootFile, '..');
    writeFileSync(join(folder, 'own.tsq'), request.bytes);
    writeFileSync(join(folder, 'own.tsr'), bytes);
    const verify = ['ts', '-verify', '-in', 'own.tsr', '-CAfile', 'root.pem'];
    expect(authority.openssl(...verify, '-queryfile', 'own.tsq')).toContain('Verification: OK');
  });

  it('is refused with a certificate that is not for time stamps', async () => {
    const folder = join(authority.rootFile, '..');
    for (const extension of ['stamps', 'web']) {
      authority.openssl(
        ...['x509', '-req', '-in', 'tsa.csr', '-CA', 'root.pem', '-CAkey', 'root.key'],
        ...['-set_serial', '8', '-days', '20000', '-extfile', 'conf', '-extensions', extension],
        ...['-out', `${extension}.pem`],
      );
    }
    const fresh = await asked(stampRequest(stamped, random).bytes);
    const own = AsnConvert.parse(fresh, TimeStampResp).timeStampToken?.content;
    const info = AsnConvert.parse(own ?? new ArrayBuffer(0), SignedData).encapContentInfo.eContent;
    writeFileSync(join(folder, 'info'), new Uint8Array(info?.single?.buffer ?? []));
    const signed = (certificate: string) => {
      authority.openssl(
        ...['cms', '-sign', '-binary', '-nodetach', '-cades', '-md', 'sha256', '-in', 'info'],
        ...['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-signer', certificate],
        ...['-inkey', 'tsa.key', '-outform', 'DER', '-out', 'other.cms'],
      );
      const cms = AsnConvert.parse(readFileSync(join(folder, 'other.cms')), ContentInfo);
      const status = new PKIStatusInfo({ status: PKIStatus.granted });
      const timeStampToken = new TimeStampToken(cms);
      return new Uint8Array(AsnConvert.serialize(new TimeStampResp({ status, timeStampToken })));
    };
    expect(said(signed('stamps.pem'))).toMatchObject({ by: 'Quay Stamps, The Quay' });
    expect(said(signed('web.pem'))).toContain('a certificate that is not for time stamps');
  });
});
