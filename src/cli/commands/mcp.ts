import { Readable, Writable } from 'node:stream';
import type { Adder } from '../adder.ts';
import { mcpOptions } from '../mcp-options.ts';
import type { Session } from '../session.ts';

export function addMcpCommand(add: Adder): void {
  add('mcp', 'the archive for language models, over stdin and stdout (MCP); read-only', mcp);
}

/** Serves until stdin ends. The protocol's library is loaded here and not before. */
async function mcp(session: Session): Promise<void> {
  const { terminal } = session;
  const { serveStdio } = await import('../../mcp/index.ts');
  await session.withArchive('read', async (archive) => {
    const input = Readable.from(terminal.input);
    const output = new Writable({
      decodeStrings: false,
      write(chunk, _encoding, done) {
        terminal.out(String(chunk));
        done();
      },
    });
    await serveStdio(mcpOptions(session, archive), { input, output, signal: terminal.stop });
  });
}
