import { createReadStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Loopback, serve } from '../src/http/testing/loopback.ts';
import { command } from './newspaper.ts';

/** A folder on a plain static host on loopback; another folder may take its place, as on any host. */
export interface StaticHost extends Omit<Loopback, 'url'> {
  folder: string;
  /** Paths asked for. */
  readonly asked: string[];
  /** Answers with bytes of its own at these paths. */
  readonly instead: Map<string, string | Uint8Array>;
  url(path?: string): string;
  /** Told of each path that is asked for. */
  heard?: (path: string) => void;
}

export async function startHost(folder: string): Promise<StaticHost> {
  const asked: string[] = [];
  const instead = new Map<string, string | Uint8Array>();
  const server = await serve((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname.slice(1);
    asked.push(path);
    host.heard?.(path);
    const own = instead.get(path);
    if (own !== undefined) return void response.writeHead(200).end(own);
    const file = join(host.folder, path.endsWith('/') || path === '' ? `${path}index.html` : path);
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    const { mtimeMs, size } = statSync(file);
    const etag = `"${mtimeMs}-${size}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    response.writeHead(200, {
      etag,
      'content-type': file.endsWith('.html') ? 'text/html; charset=utf-8' : 'text/plain',
    });
    createReadStream(file).pipe(response);
  });
  const host: StaticHost = {
    ...server,
    ...{ folder, asked, instead },
    url: (path = '') => `http://127.0.0.1:${server.port}/${path}`,
  };
  return host;
}

/** Runs commands on an archive at a moment. */
export function keeper(archive: string, now: () => number) {
  const run = async (...parameters: string[]) =>
    await command(['--archive', archive, '--host-gap', '0', ...parameters], {
      now,
      env: { PATH: process.env['PATH'] ?? '' },
    });
  return {
    archive,
    run,
    /** The JSON document of a command. */
    async told(...parameters: string[]) {
      const { code, out, err } = await run('--json', ...parameters);
      if (out === '') throw new Error(`${parameters.join(' ')}: ${err}`);
      return { code, document: JSON.parse(out) };
    },
  };
}
