import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Disks in memory of a size each; mounting one takes root. */
export interface SmallDisks {
  /** Options of `mount`, such as `size=2m`. */
  mount(options: string, target: string): void;
  /** Gives one another size. */
  remount(options: string, target: string): void;
  unmountAll(): void;
}

const system = (program: string, parameters: readonly string[]) =>
  execFileSync(program, parameters, { stdio: 'pipe' });

export function smallDisks(): SmallDisks {
  const mounted: string[] = [];
  return {
    mount(options, target) {
      mkdirSync(target, { recursive: true });
      system('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', target]);
      mounted.push(target);
    },
    remount(options, target) {
      system('mount', ['-o', `remount,${options}`, target]);
    },
    unmountAll() {
      for (const target of mounted.splice(0)) system('umount', [target]);
    },
  };
}

/** Whether this process may mount a disk of its own; `probe` is a folder to try it on. */
export function mayMount(probe: string): boolean {
  try {
    const disks = smallDisks();
    disks.mount('size=64k', probe);
    disks.unmountAll();
    return true;
  } catch {
    return false;
  }
}
