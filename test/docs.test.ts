import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../src/cli/program.ts';
import { settings } from '../src/cli/settings.ts';
import type { Terminal } from '../src/cli/terminal.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

const silent: Terminal = {
  out: () => undefined,
  err: () => undefined,
  input: (async function* nothing() {})(),
  interactive: false,
  env: {},
  now: () => Date.UTC(2026, 10, 24),
  stop: new AbortController().signal,
};
const program = await buildProgram(silent, { exitCode: 0 });

/** The part of a page below a heading, up to the next heading of that rank or above. */
function section(page: string, heading: string): string {
  const lines = page.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) return '';
  const rank = heading.indexOf(' ');
  const end = lines.findIndex(
    (line, index) => index > start && /^#+ /.test(line) && line.indexOf(' ') <= rank,
  );
  return lines.slice(start, end < 0 ? undefined : end).join('\n');
}

/** Whether a name stands in a text by itself, not as the beginning of another. */
function names(page: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`).test(page);
}

function markdownFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...markdownFiles('docs'),
];

const fences = /^```[^\n]*\n.*?^```$/gms;

function relativeLinks(page: string): string[] {
  const prose = page.replace(fences, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

/** The anchor that a heading gets on a git host. */
function anchor(heading: string): string {
  return heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

describe('docs/commands.md', () => {
  const page = text('docs/commands.md');

  it.each(program.commands.map((command) => [command.name(), command] as const))(
    'tells of %s and all of its options',
    (name, command) => {
      const told = section(page, `### ${name}`);
      expect(told, `docs/commands.md has no section “### ${name}”`).not.toBe('');
      const options = command.options.map((option) => option.long ?? option.flags);
      expect(options.filter((option) => !names(told, option))).toEqual([]);
      expect(told, `${name} has no example`).toContain('```');
    },
  );

  it('tells of no command that is not there', () => {
    const told = [...page.matchAll(/^### (.+)$/gm)].map(([, name]) => name);
    expect(new Set(told)).toEqual(new Set(program.commands.map((command) => command.name())));
  });

  it('tells of every option that all commands take', () => {
    const own = new Set<string>(Object.values(settings).map((one) => `--${one.flag}`));
    const options = program.options.map((option) => option.long ?? option.flags);
    expect(options.filter((option) => !own.has(option) && !names(page, option))).toEqual([]);
  });
});

describe('docs/settings.md', () => {
  const page = text('docs/settings.md');

  it.each(Object.values(settings))('tells of --$flag with its variable and default', (one) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`--${one.flag} `));
    expect(row, `no row of docs/settings.md begins with \`--${one.flag} …\``).toBeDefined();
    expect(row).toContain(`\`${one.variable}\``);
    const standard = one.standard === true ? 'yes' : String(one.standard ?? 'none');
    expect(row).toContain(standard);
  });

  it('tells of no variable that is not there', () => {
    const known = new Set<string>([
      ...Object.values(settings).map((one) => one.variable),
      'BACKISSUE_DEBUG',
    ]);
    const told = [...page.matchAll(/BACKISSUE_[A-Z][A-Z0-9_]*[A-Z0-9]/g)].map(([name]) => name);
    const unknown = told.filter((name) => !known.has(name) && !known.has(name.slice(0, -5)));
    expect(unknown).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  const page = text('ARCHITECTURE.md');
  const floorPlan = /const floorPlan = \{(.*?)^\};/ms.exec(text('.dependency-cruiser.mjs'))?.[1];
  const arrows = [...(floorPlan ?? '').matchAll(/^ {2}(\w+): \[([^\]]*)\]/gm)].map(
    ([, room = '', below = '']) =>
      [room, [...below.matchAll(/'(\w+)'/g)].map(([, one]) => one)] as const,
  );

  it('finds the floor plan in the lint configuration', () => {
    expect(arrows.length).toBeGreaterThan(20);
  });

  it.each(arrows)('gives %s a row with exactly the arrows it has', (room, below) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${room}\` |`));
    expect(row, `no row of ARCHITECTURE.md begins with \`${room}\``).toBeDefined();
    const cells = (row ?? '').split(' | ');
    const told = [...(cells.at(-1) ?? '').matchAll(/\w+/g)].map(([one]) => one);
    expect(new Set(told)).toEqual(new Set(below));
  });

  it('marks a room as reserved exactly when its folder is not there yet', () => {
    const wrong = arrows.filter(([room]) => {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${room}\` |`));
      return (row ?? '').includes('(reserved)') === existsSync(join(root, 'src', room));
    });
    expect(wrong.map(([room]) => room)).toEqual([]);
  });

  it('names every folder of src', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const unnamed = folders.filter((entry) => !page.includes(`| \`${entry.name}\` |`));
    expect(unnamed.map((entry) => entry.name)).toEqual([]);
  });

  it('names only files of the source that are there', () => {
    const named = [...page.matchAll(/`([\w-]+\/[\w/-]+\.ts)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !existsSync(join(root, 'src', path)))).toEqual([]);
  });
});

describe('links', () => {
  it.each(pages)('of %s lead to files and headings that are there', (page) => {
    const broken = relativeLinks(text(page)).filter((link) => {
      const [path = '', mark] = link.split('#');
      const target = path === '' ? join(root, page) : resolve(root, dirname(page), path);
      if (!existsSync(target)) return true;
      if (mark === undefined || !target.endsWith('.md')) return false;
      const prose = readFileSync(target, 'utf8').replace(fences, '');
      return ![...prose.matchAll(/^#+ .+$/gm)].some(([heading]) => anchor(heading) === mark);
    });
    expect(broken).toEqual([]);
  });

  it('of the decisions are numbered without a gap', () => {
    const numbers = readdirSync(join(root, 'docs/decisions'))
      .filter((name) => name.endsWith('.md') && name !== 'README.md')
      .map((name) => Number(name.slice(0, 4)))
      .sort((one, other) => one - other);
    expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
  });
});

describe('the examples', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backissue-docs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const examples = ['README.md', 'docs/health.md'].flatMap((page) =>
    [...text(page).matchAll(/^```ts\n(\/\/ run\n.*?)^```$/gms)].map(
      ([, code = ''], index) => [page, index + 1, code] as const,
    ),
  );

  it('are there', () => {
    expect(new Set(examples.map(([page]) => page)).size).toBe(2);
  });

  it.each(examples)('of %s run as they are printed: %i', async (page, number, code) => {
    const doors: Readonly<Record<string, string>> = {
      backissue: 'src/index.ts',
      'backissue/extract': 'src/extract/index.ts',
      'backissue/audit': 'src/audit/index.ts',
    };
    const local = code.replace(/from '(backissue[^']*)'/g, (whole, name: string) => {
      const door = doors[name];
      return door === undefined ? whole : `from '${pathToFileURL(join(root, door)).href}'`;
    });
    const file = join(folder, `${page.replaceAll('/', '-')}-${number}.mts`);
    writeFileSync(file, local);
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], {
      cwd: folder,
    });
    expect(stderr).toBe('');
    const said = /\/\/ (true|false)$/m.exec(code)?.[1];
    if (said !== undefined) expect(stdout.trim()).toBe(said);
  });
});
