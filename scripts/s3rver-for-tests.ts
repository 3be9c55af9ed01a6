import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the s3rver of this run listens, on loopback, and the folder of its buckets. */
    readonly s3rver: { readonly port: number; readonly folder: string };
  }
}

/** s3rver, an S3 service of others. It is not kept any more and stands on old packages, so `.ci/run` puts it there
 * and package.json does not name it. */
const program = join(import.meta.dirname, '../.ci/tools/s3rver/node_modules/s3rver/bin/s3rver.js');

/** Whether it is there. */
export const hasS3rver = (): boolean => existsSync(program);

/** What speaks with a bucket. What is killed at every moment of a command would show no more of it. */
const opens = /from '[./]*(?:test\/)?(?:s3-server|bucket-scene)\.ts'/;
const leftOut = ['test/crash-site.test.ts'];

/** The test files, by path from `root`, that have a bucket: they run a second time on s3rver where it is there. */
export function testsOnS3rver(root: string): readonly string[] {
  if (!hasS3rver()) return [];
  return globSync('{src,test}/**/*.test.ts', { cwd: root }).filter(
    (path) => opens.test(readFileSync(`${root}/${path}`, 'utf8')) && !leftOut.includes(path),
  );
}

/** One s3rver for all tests of a run, on a port that is free, over a folder that is taken away when the run ends. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!hasS3rver()) return;
  const folder = mkdtempSync(join(tmpdir(), 'backissue-s3rver-'));
  const options = ['-d', folder, '-a', '127.0.0.1', '-p', '0', '-s'];
  const child = spawn(process.execPath, [program, ...options], {
    // Its listings go on by DES, which OpenSSL has no more by itself.
    env: { ...process.env, NODE_OPTIONS: '--openssl-legacy-provider' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, port] = /listening on \S+:(\d+)$/.exec(line) ?? [];
    if (port === undefined) continue;
    project.provide('s3rver', { port: Number(port), folder });
    break;
  }
  return async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}
