import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { HttpOptions } from '../index.ts';
import { clockedClient } from './loopback.ts';

interface Closable {
  close(): Promise<void>;
}

/** Closes a server or client when the running test ends. */
export function closeAfterTest<T extends Closable>(one: T): T {
  onTestFinished(() => one.close());
  return one;
}

/** The server, once it listens; it is closed when the running test ends. */
export async function opened<T extends Closable>(server: Promise<T>): Promise<T> {
  return closeAfterTest(await server);
}

/** A client with a clock of its own that is closed when the running test ends. */
export const clientForTest = (
  options: Partial<HttpOptions> = {},
): ReturnType<typeof clockedClient> => closeAfterTest(clockedClient(options));

/** Has every test of the file trust this certificate (PEM) beside those it trusts anyway. */
export function trustInTests(certificate: string): void {
  const trusted = getCACertificates('default');
  beforeAll(() => setDefaultCACertificates([...trusted, certificate]));
  afterAll(() => setDefaultCACertificates(trusted));
}
