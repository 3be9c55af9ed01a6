import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { WARCParser, WARCRecord, WARCSerializer } from 'warcio';
import type { Url } from '../model/index.ts';
import {
  conversionRecord,
  exchangeRecords,
  httpResponse,
  metadataRecord,
  resourceRecord,
} from './index.ts';
import {
  allRecords,
  exchange,
  firstFile,
  freshFolder,
  momentText,
  openAt,
} from './testing/samples.ts';

test('warcio reads every record as it was meant, with matching offsets and lengths', async () => {
  const folder = await freshFolder();
  const writer = await openAt(folder);
  const first = exchangeRecords(exchange('<p>港口恢复通航</p>'));
  const again = exchangeRecords(
    exchange('<p>港口恢复通航</p>', { url: 'https://harbour.example/b' as Url }),
    { captureId: first.captureId, capturedAt: momentText, url: exchange('').url },
  );
  const records = [
    ...first.records,
    ...again.records,
    ...exchangeRecords(exchange(new Uint8Array(0), { status: 404, statusText: '' })).records,
    resourceRecord({
      url: 'file:///a',
      date: momentText,
      contentType: 'text/plain',
      body: Buffer.from('\r\n\r\n'),
    }).record,
    conversionRecord({
      url: exchange('').url,
      date: momentText,
      contentType: 'text/html; charset=utf-8',
      body: Buffer.from('<p>港口</p>'),
      of: first.captureId,
    }).record,
    metadataRecord({ about: first.captureId, date: momentText, value: { a: '报' } }),
  ];
  const locators = await writer.append(records);
  await writer.close();

  const parser = new WARCParser(createReadStream(`${folder}/${firstFile}`));
  const [info, ...read] = await collected(parser);
  expect(info).toMatchObject({ type: 'warcinfo', version: 'WARC/1.1' });
  expect(read).toEqual(
    records.map((record, at) => ({
      version: 'WARC/1.1',
      type: record.type,
      id: `<${record.id}>`,
      date: record.date,
      targetUri: record.targetUri ?? null,
      headers: record.headers.map(([, value]) => value),
      payload: Buffer.from(
        ['response', 'revisit'].includes(record.type) ? httpResponse(record).body : bodyOf(record),
      ).toString('base64'),
      offset: locators[at]?.offset,
      length: locators[at]?.length,
    })),
  );

  async function collected(from: WARCParser) {
    const all: Readonly<Record<string, unknown>>[] = [];
    for await (const one of from) {
      const payload = Buffer.from(await one.readFully(false)).toString('base64');
      const ours = records[all.length - 1]?.headers ?? [];
      all.push({
        version: one.warcHeaders.statusline,
        type: one.warcType,
        id: one.warcHeader('WARC-Record-ID'),
        date: one.warcDate,
        targetUri: one.warcTargetURI,
        headers: ours.map(([name]) => one.warcHeader(name)),
        payload,
        offset: from.offset,
        length: from.recordLength,
      });
    }
    return all;
  }
});

/** warcio takes the head of a request away, too; a request here has no body. */
function bodyOf(record: { readonly type: string; readonly block: Uint8Array }): Uint8Array {
  return record.type === 'request' ? new Uint8Array(0) : record.block;
}

test('what warcio writes is read, digests checked', async () => {
  const folder = await freshFolder();
  const record = WARCRecord.create(
    {
      url: 'https://harbour.example/',
      date: '2026-11-24T00:15:37Z',
      type: 'response',
      warcVersion: 'WARC/1.1',
      statusline: 'HTTP/1.1 200 OK',
      httpHeaders: { 'Content-Type': 'text/html' },
    },
    (async function* () {
      yield new TextEncoder().encode('<p>港口</p>');
    })(),
  );
  const bytes = await WARCSerializer.serialize(record, { gzip: true });
  await writeFile(`${folder}/theirs.warc.gz`, bytes);
  const [read, ...more] = await allRecords(folder, 'theirs.warc.gz');
  expect(more).toEqual([]);
  expect(read).toMatchObject({ type: 'response', date: momentText });
  expect(read && Buffer.from(httpResponse(read).body).toString()).toBe('<p>港口</p>');
});
