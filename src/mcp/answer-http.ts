import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { createMcpServer } from './mcp-server.ts';
import type { McpOptions } from './mcp-server-options.ts';

/** Answers one request of streamable HTTP: each by itself and as JSON, so that nothing is held for a
 * client that goes away. */
export async function answerMcp(request: Request, options: McpOptions): Promise<Response> {
  if (request.method !== 'POST') {
    return new Response('POST a message of the Model Context Protocol here.', {
      status: 405,
      headers: { Allow: 'POST' },
    });
  }
  const server = createMcpServer(options);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    return await transport.handleRequest(request);
  } finally {
    await server.close();
  }
}
