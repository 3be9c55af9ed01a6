import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createMailer } from './index.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

/** A mail server that repeats every line that it refuses, as some do. */
async function startParrot(): Promise<number> {
  const parrot = createServer((socket) => {
    socket.write('220 parrot\r\n');
    socket.on('data', (chunk: Buffer) => {
      const line = chunk.toString().trim();
      socket.write(/^EHLO/.test(line) ? '250-parrot\r\n250 AUTH PLAIN\r\n' : `535 no: ${line}\r\n`);
    });
    socket.on('error', () => {});
  });
  server = parrot;
  await new Promise<void>((done) => parrot.listen(0, '127.0.0.1', done));
  return (parrot.address() as { port: number }).port;
}

const mail = { to: 'a@b.test', subject: 's', text: 't', html: 'h', at: 0, id: 'x' };

it('tells no password, in no form, where the server repeats it', async () => {
  const url = `smtp://desk:quay%2Fside@127.0.0.1:${await startParrot()}`;
  const failure = createMailer({ url, from: 'c@d.test' }).send(mail);
  const error = await failure.catch((thrown: unknown) => thrown as Error);
  expect(error).toMatchObject({ code: 'unreachable' });
  expect(error).not.toHaveProperty('cause');
  expect((error as Error).message).toContain('no: AUTH PLAIN …');
  const forms = ['quay/side', 'quay%2Fside', Buffer.from('\0desk\0quay/side').toString('base64')];
  for (const secret of forms) expect((error as Error).message).not.toContain(secret);
});

it.each([
  'smtp://desk:12/x@mail.test',
  'smtp://desk:50%@mail.test',
  'https://mail.test',
  'mail.test',
])('refuses %s without telling it', (url) => {
  const make = () => createMailer({ url, from: 'c@d.test' });
  expect(make).toThrow('BACKISSUE_SMTP_URL is no address of a mail server');
  expect(make).not.toThrow(url);
});

it('takes one address, and no header beside it', () => {
  const from = 'c@d.test\nBcc: e@f.test';
  expect(() => createMailer({ url: 'smtp://127.0.0.1', from })).toThrow('this is no mail address');
});
