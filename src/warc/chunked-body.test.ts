import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unchunked } from './chunked-body.ts';

const said = [['transfer-encoding', 'chunked']] as const;
const bodyOf = (text: string) => Buffer.from(unchunked(said, Buffer.from(text))).toString();

test('any body comes back from any chunks', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 400 })), (parts) => {
      const chunks = parts.flatMap((part) => [
        Buffer.from(`${part.length.toString(16)};name=value\r\n`),
        part,
        Buffer.from('\r\n'),
      ]);
      const sent = Buffer.concat([...chunks, Buffer.from('0\r\nTrailer: x\r\n\r\n')]);
      expect(Buffer.from(unchunked(said, sent)).equals(Buffer.concat(parts))).toBe(true);
    }),
  );
});

test('a body that breaks off within its chunks is what came of it', () => {
  expect(bodyOf('5\r\nharbo\r\n9\r\nur')).toBe('harbour');
});

test('a body without chunks stays as it is, whatever its head says', () => {
  expect(bodyOf('<html>港口</html>')).toBe('<html>港口</html>');
  expect(bodyOf('5\r\nharbour and more')).toBe('5\r\nharbour and more');
  const body = Buffer.from('5\r\nharbo\r\n0\r\n\r\n');
  expect(unchunked([['Content-Type', 'text/html']], body)).toBe(body);
});
