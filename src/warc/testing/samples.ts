import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { onTestFinished } from 'vitest';
import { type Instant, instant, type Url } from '../../model/index.ts';
import {
  type Exchange,
  openWarcWriter,
  scanWarc,
  type WarcRecord,
  type WarcWriter,
} from '../index.ts';

/** 2026-11-24 00:15:37 UTC: the time of every test. */
export const moment: number = Date.UTC(2026, 10, 24, 0, 15, 37);
export const momentText: Instant = instant(moment);
/** The file a writer begins at that time. */
export const firstFile = '2026/11/backissue-20261124001537-00000.warc.gz';

/** A folder of its own, removed after the test. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(`${tmpdir()}/backissue-warc-`);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A writer at that moment, closed after the test. */
export async function openAt(
  folder: string,
  more: Partial<Parameters<typeof openWarcWriter>[0]> = {},
): Promise<WarcWriter> {
  const writer = await openWarcWriter({ folder, now: () => moment, software: 'test/1', ...more });
  onTestFinished(() => writer.close().catch(() => undefined));
  return writer;
}

/** An answer with this body, and changes to taste. */
export function exchange(body: string | Uint8Array, changes: Partial<Exchange> = {}): Exchange {
  return {
    url: 'https://harbour.example/news/1?page=2' as Url,
    startedAt: momentText,
    requestHeaders: [['Host', 'harbour.example']],
    status: 200,
    statusText: 'OK',
    httpVersion: '1.1',
    responseHeaders: [['Content-Type', 'text/html; charset=utf-8']],
    body: Buffer.from(body),
    ...changes,
  };
}

/** All records of a file. */
export async function allRecords(
  folder: string,
  file: string,
  from?: number,
): Promise<WarcRecord[]> {
  const records: WarcRecord[] = [];
  for await (const { record } of scanWarc(folder, file, from)) records.push(record);
  return records;
}
