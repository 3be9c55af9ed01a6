import { existsSync, readFileSync } from 'node:fs';

/**
 * The most memory (MB) that this process, or another, has held since it began. What the kernel tells of
 * resources (`maxRSS`) counts the process that started this one too, so it is asked for only where
 * nothing else is told.
 */
export function peakMemory(pid: number = process.pid): number {
  const status = `/proc/${pid}/status`;
  const told = existsSync(status) && /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8'));
  return Math.round((told ? Number(told[1]) : process.resourceUsage().maxRSS) / 1024);
}
