import type { WarcRecord } from './warc-record.ts';

/**
 * A record whose named fields that begin with `start` (in any case) have `before` put before their
 * names; one that has none as it is. Of a record of somebody else's nothing but those names changes.
 */
export function withFieldsRenamed(record: WarcRecord, start: string, before: string): WarcRecord {
  const isMeant = (name: string): boolean => name.toLowerCase().startsWith(start.toLowerCase());
  if (!record.headers.some(([name]) => isMeant(name))) return record;
  const headers = record.headers.map(
    ([name, value]) => [isMeant(name) ? `${before}${name}` : name, value] as const,
  );
  const { asItCame } = record;
  if (asItCame === undefined) return { ...record, headers };
  const bytes = Buffer.from(asItCame);
  const end = bytes.indexOf('\r\n\r\n');
  const lines = bytes.toString('latin1', 0, end).split('\r\n');
  const head = lines.map((line) => {
    const blanks = /^[ \t]*/.exec(line)?.[0] ?? '';
    const field = line.slice(blanks.length);
    return isMeant(field) ? `${blanks}${before}${field}` : line;
  });
  const renamed = Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), bytes.subarray(end)]);
  return { ...record, headers, asItCame: renamed };
}
