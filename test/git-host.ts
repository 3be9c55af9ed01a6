import { spawn } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { type Loopback, serve } from '../src/http/testing/loopback.ts';

export interface GitHost extends Loopback {
  /** Answers in its place. */
  instead?: RequestListener;
  /** Answers are given when what this gives is over; asked for each with its path. */
  before?: (path: string) => Promise<void>;
}

/** Hands out the repositories of a folder over HTTP, by git's own program for that. */
export async function startGitHost(folder: string): Promise<GitHost> {
  const host: GitHost = await serve((request, response) => {
    if (host.instead !== undefined) return void host.instead(request, response);
    const { pathname, search } = new URL(request.url ?? '/', 'http://x');
    const told = {
      ...{ GIT_PROJECT_ROOT: folder, GIT_HTTP_EXPORT_ALL: '1', GATEWAY_INTERFACE: 'CGI/1.1' },
      ...{ REQUEST_METHOD: request.method, PATH_INFO: pathname, QUERY_STRING: search.slice(1) },
      CONTENT_TYPE: request.headers['content-type'],
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    };
    const env = { PATH: process.env['PATH'], ...told };
    const program = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    request.pipe(program.stdin.on('error', () => undefined));
    const chunks: Buffer[] = [];
    program.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    program.on('close', async () => {
      await host.before?.(pathname);
      const all = Buffer.concat(chunks);
      const end = all.indexOf('\r\n\r\n');
      const lines = all.subarray(0, end).toString('latin1').split('\r\n');
      const headers = lines.map((line) => line.split(': ', 2) as [string, string]);
      const status = Number(headers.find(([name]) => name === 'Status')?.[1].slice(0, 3) ?? 200);
      response.writeHead(status, headers.flat()).end(all.subarray(end + 4));
    });
  });
  return host;
}
