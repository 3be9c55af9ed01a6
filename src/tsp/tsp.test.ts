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

  const folder = () => join(authority.rootFile, '..');
  const issued = (
    by: string,
    name: string,
    extension: string,
    request = ['-in', 'tsa.csr'],
  ): void => {
    authority.openssl(
      ...['x509', '-req', ...request, '-CA', `${by}.pem`, '-CAkey', `${by}.key`],
      ...['-set_serial', '8', '-days', '20000', '-extfile', 'conf', '-extensions', extension],
      ...['-out', `${name}.pem`],
    );
  };
  /** The content of an answer of the authority, signed by its key with another certificate. */
  const signed = async (certificate: string, ...more: readonly string[]): Promise<Uint8Array> => {
    const fresh = await asked(stampRequest(stamped, random).bytes);
    const own = AsnConvert.parse(fresh, TimeStampResp).timeStampToken?.content;
    const info = AsnConvert.parse(own ?? new ArrayBuffer(0), SignedData).encapContentInfo.eContent;
    writeFileSync(join(folder(), 'info'), new Uint8Array(info?.single?.buffer ?? []));
    authority.openssl(
      ...['cms', '-sign', '-binary', '-nodetach', '-cades', '-md', 'sha256', '-in', 'info'],
      ...['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-signer', `${certificate}.pem`],
      ...['-inkey', 'tsa.key', '-outform', 'DER', '-out', 'other.cms', ...more],
    );
    const cms = AsnConvert.parse(readFileSync(join(folder(), 'other.cms')), ContentInfo);
    const status = new PKIStatusInfo({ status: PKIStatus.granted });
    const timeStampToken = new TimeStampToken(cms);
    return new Uint8Array(AsnConvert.serialize(new TimeStampResp({ status, timeStampToken })));
  };

  it('is refused with a certificate that is not for time stamps, or not for them alone', async () => {
    for (const extension of ['stamps', 'web', 'both', 'lax']) issued('root', extension, extension);
    expect(said(await signed('stamps'))).toMatchObject({ by: 'Quay Stamps, The Quay' });
    for (const other of ['web', 'both', 'lax']) {
      expect(said(await signed(other))).toContain('a certificate that is not for time stamps');
    }
  });

  it('is believed over authorities between, as many as the one above them allows', async () => {
    const made = (name: string) =>
      authority.openssl(
        ...['req', '-newkey', 'rsa:2048', '-nodes', '-config', 'conf', '-subj', `/CN=${name}`],
        ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
      );
    for (const name of ['mole', 'pier']) made(name);
    issued('root', 'mole', 'last', ['-in', 'mole.csr']);
    issued('mole', 'pier', 'root', ['-in', 'pier.csr']);
    issued('mole', 'near', 'stamps');
    issued('pier', 'far', 'stamps');
    const [mole, pier] = ['mole', 'pier'].map((name) =>
      readFileSync(join(folder(), `${name}.pem`), 'utf8'),
    );
    writeFileSync(join(folder(), 'between.pem'), `${pier}${mole}`);
    const between = ['-certfile', 'between.pem'];
    const authorities = readAuthorities(readFileSync(authority.rootFile, 'utf8'));
    const trusted = async (name: string) => said(await signed(name, ...between), { authorities });
    expect(await trusted('near')).toMatchObject({ trusted: true });
    expect(await trusted('far')).toMatchObject({ trusted: false });
  });
});
