import type { LookupFunction } from 'node:net';
import { expect, test } from 'vitest';
import { guardedLookup } from './guarded-lookup.ts';
import { type Loopback, refusal, serve, url } from './testing/loopback.ts';
import { clientForTest, closeAfterTest } from './testing/until-test-ends.ts';

let visitors = 0;
async function counting(location?: string): Promise<Loopback> {
  visitors = 0;
  const server = await serve((_, response) => {
    visitors += 1;
    if (location !== undefined) response.writeHead(302, { Location: location });
    response.end('inside');
  });
  closeAfterTest(server);
  return server;
}

/** Answers with the next list of addresses each time; the last one for ever. */
function resolving(...answers: readonly (readonly string[])[]): LookupFunction {
  let next = 0;
  return (_hostname, options, callback) => {
    const addresses = (answers[Math.min(next, answers.length - 1)] ?? []).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    next += 1;
    if (options.all === true) callback(null, addresses);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
  };
}

test.each([
  ...['127.0.0.1', '2130706433', '0x7f.1', '0177.1', '127.1', '0', '[::1]', '[::ffff:7f00:1]'],
  ...[
    '[::]',
    '169.254.169.254',
    '[fd00:ec2::254]',
    '10.0.0.1',
    '[64:ff9b::7f00:1]',
    '192.168.0.1.',
  ],
])('http://%s is refused before anything is sent', async (host) => {
  const server = await counting();
  const refused = await refusal(
    clientForTest().fetch({ url: url(`http://${host}:${server.port}/`) }),
  );
  expect(refused).toMatchObject({ code: 'refused', kind: 'private' });
  expect(visitors).toBe(0);
});

test.each([
  ['a private address', ['127.0.0.1']],
  ['a public and a private address', ['1.1.1.1', '127.0.0.1']],
  ['a mapped address', ['::ffff:127.0.0.1']],
  ['no address', []],
])('a name that resolves to %s is refused', async (_, addresses) => {
  const server = await counting();
  const one = clientForTest({ lookup: resolving(addresses) });
  const asked = server.url('/', 'paper.example');
  expect(await refusal(one.fetch({ url: asked }))).toMatchObject({
    code: 'refused',
    kind: 'private',
    message: `${asked}: its host is at a private address; follow it with --allow-private if it is yours.`,
  });
  expect(visitors).toBe(0);
});

test('a resolver that gives one address where many were asked for is guarded as well', async () => {
  const server = await counting();
  const lookup: LookupFunction = (_hostname, _options, callback) => callback(null, '127.0.0.1', 4);
  const refused = await refusal(
    clientForTest({ lookup }).fetch({ url: server.url('/', 'a.example') }),
  );
  expect(refused.kind).toBe('private');
  expect(visitors).toBe(0);
});

test('the system resolver is guarded too', async () => {
  const server = await counting();
  const refused = await refusal(clientForTest().fetch({ url: server.url('/', 'localhost') }));
  expect(refused.kind).toBe('private');
  expect(visitors).toBe(0);
});

test('a connection goes to the very addresses that were checked, so rebinding gains nothing', () => {
  const lookup = guardedLookup(resolving(['1.1.1.1', '2606:4700::1111'], ['127.0.0.1']));
  const answers: unknown[] = [];
  for (const all of [true, true]) {
    lookup('rebinding.example', { all }, (error, found) => answers.push(error?.code ?? found));
  }
  expect(answers).toEqual([
    [
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ],
    'ERR_PRIVATE_ADDRESS',
  ]);
});

test.each(['127.0.0.2', 'localhost', '169.254.169.254', '[::1]'])(
  'a private host that is allowed may not redirect to %s',
  async (host) => {
    const inside = await counting();
    const location = `http://${host}:${inside.port}/`;
    const outside = await serve((_, response) => {
      response.writeHead(302, { Location: location });
      response.end();
    });
    closeAfterTest(outside);
    const refused = await refusal(
      clientForTest().fetch({ url: outside.url('/'), allowPrivate: true }),
    );
    expect(refused).toMatchObject({ code: 'refused', kind: 'private' });
    expect(visitors).toBe(0);
  },
);

test('the permission holds for other ports of the same host', async () => {
  const inside = await counting();
  const outside = await serve((_, response) => {
    response.writeHead(302, { Location: inside.url('/') });
    response.end();
  });
  closeAfterTest(outside);
  const answer = await clientForTest().fetch({ url: outside.url('/'), allowPrivate: true });
  expect(new TextDecoder().decode(answer.content)).toBe('inside');
});

test('a connection opened with permission serves nobody without it', async () => {
  const server = await counting();
  const one = clientForTest({ lookup: resolving(['127.0.0.1']) });
  const asked = server.url('/', 'intranet.example');
  await one.fetch({ url: asked, allowPrivate: true });
  expect((await refusal(one.fetch({ url: asked }))).kind).toBe('private');
  expect(visitors).toBe(1);
});

test('robots.txt is fetched under the same guard', async () => {
  const server = await counting();
  const one = clientForTest({ lookup: resolving(['127.0.0.1']), robots: true });
  const asked = server.url('/', 'intranet.example');
  expect((await refusal(one.fetch({ url: asked }))).kind).toBe('private');
  expect(visitors).toBe(0);
  await one.fetch({ url: asked, allowPrivate: true });
  expect(visitors).toBe(2);
});

test('a user name and password are refused, and not repeated', async () => {
  const server = await counting();
  const asked = url(`http://reader:secret@127.0.0.1:${server.port}/`);
  const refused = await refusal(clientForTest().fetch({ url: asked, allowPrivate: true }));
  expect(refused.code).toBe('refused');
  expect(refused.message).not.toContain('secret');
  expect(visitors).toBe(0);
});

test('a URL of more than 8192 characters is refused, in a short sentence', async () => {
  const server = await counting();
  const asked = server.url(`/${'a'.repeat(9000)}`);
  const refused = await refusal(clientForTest().fetch({ url: asked, allowPrivate: true }));
  expect(refused.code).toBe('refused');
  expect(refused.message.length).toBeLessThan(500);
  expect(visitors).toBe(0);
});
