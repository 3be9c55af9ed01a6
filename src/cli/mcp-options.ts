import type { Archive } from '../archive/index.ts';
import type { McpOptions } from '../mcp/index.ts';
import { type Session, version } from './session.ts';

/** What the MCP server is told of an archive. */
export function mcpOptions({ config }: Session, archive: Archive): McpOptions {
  const base = config.publicUrl?.replace(/\/+$/, '');
  const address = (id: string, revision: number) => `${base}/article/${id}/${revision}`;
  const origin = base === undefined ? undefined : URL.parse(base)?.origin;
  return { archive, version, ...(base ? { address } : {}), ...(origin ? { origin } : {}) };
}
