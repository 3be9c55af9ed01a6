import { Agent, get } from 'node:http';
import type { Serving } from './serving.ts';

interface Answered {
  readonly ms: number;
  readonly status: number;
  /** Of the body. */
  readonly bytes: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Asks for an address over a connection that stays open; `ms` until the last byte is there. */
function ask(url: URL): Promise<Answered> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      let bytes = 0;
      answer.on('data', (data: Buffer) => {
        bytes += data.length;
      });
      answer.on('end', () =>
        resolve({ ms: performance.now() - start, status: answer.statusCode ?? 0, bytes }),
      );
    }).on('error', reject);
  });
}

export interface Measured {
  readonly p50: number;
  readonly p95: number;
  /** ms of CPU of the server for each. */
  readonly cpu: number;
  /** Requests a second, eight at a time. */
  readonly perSecond: number;
  /** Of a body, p95. */
  readonly bytes: number;
}

/** Asks for each one after the other, and then for all again with eight at a time. Throws where one is
 * not answered with 200. */
export async function measure(server: Serving, paths: readonly string[]): Promise<Measured> {
  const before = server.cpu();
  const answers: Answered[] = [];
  for (const path of paths) answers.push(await served(server.url, path));
  const cpu = (server.cpu() - before) / paths.length;
  const left = [...paths];
  const start = performance.now();
  const lane = async () => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      await served(server.url, path);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return {
    ...of(answers.map(({ ms }) => ms)),
    cpu,
    perSecond: (1000 * paths.length) / (performance.now() - start),
    bytes: of(answers.map(({ bytes }) => bytes)).p95,
  };
}

async function served(base: string, path: string): Promise<Answered> {
  const answer = await ask(new URL(path, base));
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

function of(values: readonly number[]): { readonly p50: number; readonly p95: number } {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}
