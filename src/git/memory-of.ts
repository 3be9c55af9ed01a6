import { readFile } from 'node:fs/promises';

/**
 * Bytes of memory that a process and those that it started hold for themselves; 0 where the system does not tell
 * (it does on Linux).
 */
export async function memoryOf(pid: number): Promise<number> {
  const status = await told(`/proc/${pid}/status`);
  const own = Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  const children = (await told(`/proc/${pid}/task/${pid}/children`)).trim();
  let all = own;
  for (const child of children === '' ? [] : children.split(' ')) {
    all += await memoryOf(Number(child));
  }
  return all;
}

/** Empty where a process has ended, or the system has no such file. */
async function told(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'ENOENT' && thrown.code !== 'ESRCH') throw thrown;
    return '';
  });
}
