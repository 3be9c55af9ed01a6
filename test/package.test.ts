import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = new URL('..', import.meta.url).pathname;
const bin = join(root, 'dist/cli/bin.js');

/** A Node on this machine that is older than we need, if there is one outside node_modules. */
function oldNode(): string | undefined {
  const path = (process.env['PATH'] ?? '')
    .split(':')
    .filter((part) => !part.includes('node_modules'));
  for (const folder of path) {
    const node = join(folder, 'node');
    if (!existsSync(node)) continue;
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    return Number(/^v(\d+)/.exec(stdout)?.[1] ?? 99) < 22 ? node : undefined;
  }
  return undefined;
}

describe('the package', () => {
  it.skipIf(!existsSync(bin))('runs as built (skipped without npm run build)', () => {
    const { stdout, status } = spawnSync(process.execPath, [bin, '--version'], {
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([0, '0.1.0\n']);
  });

  const old = oldNode();
  it.skipIf(!existsSync(bin) || old === undefined)(
    'says what it needs on an old Node (skipped without one, or without npm run build)',
    () => {
      const { stderr, status } = spawnSync(old ?? '', [bin, 'sources'], { encoding: 'utf8' });
      expect(status).toBe(1);
      expect(stderr).toMatch(
        /^backissue needs Node 22\.19 or later, this is \d+\.\d+\.\d+; install/,
      );
    },
  );

  it.skipIf(!existsSync(bin))(
    'packs neither tests nor their data (skipped without npm run build)',
    () => {
      const told = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [pack] = JSON.parse(told) as { files: { path: string }[] }[];
      const paths = (pack?.files ?? []).map((file) => file.path);
      expect(paths).toContain('dist/cli/bin.js');
      expect(paths).toContain('docs/commands.md');
      expect(paths.filter((path) => /test|\.ts$/.test(path) && !path.endsWith('.d.ts'))).toEqual(
        [],
      );
    },
  );
});
