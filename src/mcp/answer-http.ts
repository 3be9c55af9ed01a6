import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { createMcpServer } from './mcp-server.ts';
import type { McpOptions } from './mcp-server-options.ts';

/** Most bytes of a message. */
const maxSize = 64 * 1024;

/** Answers one request of streamable HTTP: each by itself and as JSON, so that nothing is held for a
 * client that goes away. */
export async function answerMcp(request: Request, options: McpOptions): Promise<Response> {
  if (request.method !== 'POST') {
    return new Response('POST a message of the Model Context Protocol here.', {
      status: 405,
      headers: { Allow: 'POST' },
    });
  }
  if (!isOwnOrigin(request.headers.get('origin'), options.origin)) {
    return new Response('A page of another site asked this; set --public-url if it is yours.', {
      status: 403,
    });
  }
  const server = createMcpServer(options);
  const transport = new WebStandardStreamableHTTPServerTransport({
    enableJsonResponse: true,
    maxRequestBodySize: maxSize,
  });
  await server.connect(transport);
  try {
    return await transport.handleRequest(request);
  } finally {
    await server.close();
  }
}

/** Only browsers tell where a request comes from. Whatever name a site has this machine go by (DNS
 * rebinding), its pages tell that name: MCP 2025-06-18, Transports, Security Warning. */
function isOwnOrigin(told: string | null, own: string | undefined): boolean {
  if (told === null) return true;
  const url = URL.parse(told);
  if (url === null) return false;
  return url.origin === own || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
