import { Readable, Writable } from 'node:stream';
import { noteFault } from '../../web/index.ts';
import type { Adder } from '../adder.ts';
import { faultLines } from '../fault-lines.ts';
import { mcpOptions } from '../mcp-options.ts';
import type { Session } from '../session.ts';

export function addMcpCommand(add: Adder): void {
  add('mcp', 'the archive for language models, over stdin and stdout (MCP); read-only', mcp);
}

/** Serves until stdin ends. The protocol's library is loaded here and not before. */
async function mcp(session: Session): Promise<void> {
  const { terminal } = session;
  const { serveStdio } = await import('../../mcp/index.ts');
  const told = { onFault: faultLines(terminal) };
  const onFault = (error: unknown) => noteFault(told, { method: 'stdio', path: 'mcp' }, error);
  await session.withArchive('read', async (archive) => {
    const input = Readable.from(terminal.input);
    const output = new Writable({
      decodeStrings: false,
      write(chunk, _encoding, done) {
        terminal.out(String(chunk));
        done();
      },
    });
    const options = { ...mcpOptions(session, archive), onFault };
    await serveStdio(options, { input, output, signal: terminal.stop });
  });
}
