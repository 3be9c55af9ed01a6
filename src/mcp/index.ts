/** @module mcp The archive for language models: tools and resources of the Model Context Protocol. */
export { answerMcp } from './answer-http.ts';
export type { McpOptions } from './mcp-server-options.ts';
export { serveStdio } from './serve-stdio.ts';
