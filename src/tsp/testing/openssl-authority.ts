import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Whether there is an openssl to be the other side of the tests. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A time-stamping authority on loopback, which is Debian's openssl. */
export interface OpensslAuthority {
  readonly url: string;
  /** File of the certificate at the root, as PEM. */
  readonly rootFile: string;
  /** How many requests came. */
  asked(): number;
  /** Answers 503 from here on, or no more. */
  away(isAway: boolean): void;
  /** Runs openssl in its folder and gives what it says; throws where it fails. */
  openssl(...args: string[]): string;
  close(): Promise<void>;
}

const settings = `
[req]
distinguished_name = name
prompt = no
[name]
CN = Quay Root
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[stamps]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[web]
extendedKeyUsage = serverAuth
[both]
extendedKeyUsage = critical, timeStamping, serverAuth
[lax]
extendedKeyUsage = timeStamping
[last]
basicConstraints = critical, CA:TRUE, pathlen:0
[tsa]
serial = serial
signer_cert = tsa.pem
certs = root.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
`;

type Openssl = OpensslAuthority['openssl'];

/** `key`: how its key is made, as openssl req has it. */
export async function startOpensslAuthority(
  key: readonly string[] = ['-newkey', 'rsa:2048'],
): Promise<OpensslAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'backissue-tsa-'));
  const openssl: Openssl = (...args) => {
    const { status, stderr, stdout } = spawnSync('openssl', args, { cwd: folder });
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
    return `${stdout}${stderr}`;
  };
  writeFileSync(join(folder, 'conf'), settings);
  writeFileSync(join(folder, 'serial'), '01\n');
  makeCertificates(openssl, key);
  let [asked, isAway] = [0, false];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    asked += 1;
    const isQuery = request.headers['content-type'] === 'application/timestamp-query';
    if (isAway || !isQuery) {
      response.writeHead(isAway ? 503 : 415).end();
      return;
    }
    const reply = await replyTo(folder, Buffer.concat(parts), `${asked}`);
    response.writeHead(200, { 'Content-Type': 'application/timestamp-reply' }).end(reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/tsr`,
    rootFile: join(folder, 'root.pem'),
    asked: () => asked,
    away(given) {
      isAway = given;
    },
    openssl,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

function makeCertificates(openssl: Openssl, key: readonly string[]): void {
  const made = ['-nodes', '-config', 'conf'];
  openssl(
    ...['req', '-x509', ...key, ...made, '-days', '20000', '-extensions', 'root'],
    ...['-keyout', 'root.key', '-out', 'root.pem'],
  );
  openssl(
    ...['req', ...key, ...made, '-subj', '/O=The Quay/CN=Quay Stamps'],
    ...['-keyout', 'tsa.key', '-out', 'tsa.csr'],
  );
  openssl(
    ...['x509', '-req', '-in', 'tsa.csr', '-CA', 'root.pem', '-CAkey', 'root.key'],
    ...['-set_serial', '7', '-days', '20000', '-extfile', 'conf', '-extensions', 'stamps'],
    ...['-out', 'tsa.pem'],
  );
}

/** Without blocking: whoever asks runs in this process too. */
async function replyTo(folder: string, query: Buffer, name: string): Promise<Buffer> {
  const [from, to] = [join(folder, `${name}.tsq`), join(folder, `${name}.tsr`)];
  writeFileSync(from, query);
  const args = ['ts', '-reply', '-config', 'conf', '-section', 'tsa', '-queryfile', from];
  await promisify(execFile)('openssl', [...args, '-out', to], { cwd: folder });
  return readFileSync(to);
}
