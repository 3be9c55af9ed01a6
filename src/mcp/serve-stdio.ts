import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createMcpServer } from './mcp-server.ts';
import type { McpOptions } from './mcp-server-options.ts';

/** Serves one client over a pair of streams, until the first ends or the signal comes. */
export async function serveStdio(
  options: McpOptions,
  { input, output, signal }: { input: Readable; output: Writable; signal: AbortSignal },
): Promise<void> {
  const server = createMcpServer(options);
  const ended = new Promise<void>((resolve) => {
    for (const end of ['end', 'error', 'close']) input.once(end, () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.connect(new StdioServerTransport(input, output));
  await ended;
  await server.close();
}
