import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { auditWacz } from './audit-wacz.ts';

type Part = readonly [name: string, text: string];

/** A ZIP (APPNOTE 6.3) of stored files. */
function zipOf(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of parts) {
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(text), 10);
    for (const at of [14, 18]) facts.writeUInt32LE(Buffer.byteLength(text), at);
    facts.writeUInt16LE(name.length, 22);
    const behind = Buffer.alloc(14);
    behind.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), facts, behind, Buffer.from(name));
    const body = Buffer.concat([Buffer.from('504b0304', 'hex'), facts, Buffer.from(name + text)]);
    bodies.push(body);
    offset += body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  for (const at of [8, 10]) end.writeUInt16LE(parts.length, at);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

const digest = (text: string): string =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** A WACZ of a file of pages, which says of itself what is so. */
function parts(pages: string): readonly Part[] {
  const path = 'pages/pages.jsonl';
  const resources = [{ path, bytes: pages.length, hash: digest(pages) }];
  const about = JSON.stringify({ resources });
  const hash = digest(about);
  return [
    [path, pages],
    ['datapackage.json', about],
    ['datapackage-digest.json', JSON.stringify({ path: 'datapackage.json', hash })],
  ];
}

const faultsIn = async (bytes: Buffer): Promise<readonly string[]> => {
  const read = async function* () {
    yield bytes;
  };
  return (await auditWacz(read, 'quay.wacz')).faults.map(({ message }) => message);
};

describe('a WACZ', () => {
  it('is good where its files are those that it lists', async () => {
    expect(await faultsIn(zipOf(parts('quay')))).toEqual([]);
  });

  it('is faulty where two of its files have one name: who reads it may take either', async () => {
    for (const [name, text] of [...parts('mole'), ...parts('quay')]) {
      const faults = await faultsIn(zipOf([[name, text], ...parts('quay')]));
      expect(faults).toContainEqual(expect.stringContaining(`holds ${name} twice`));
    }
  });
});
