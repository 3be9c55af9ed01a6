import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { settings } from '../src/cli/settings.ts';
import { createMetrics } from '../src/web/index.ts';
import { clock, openForTest, scratch } from './newspaper.ts';

const scratched = scratch();
afterAll(scratched.clear);

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'deploy');

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  .filter((name) => !name.startsWith('secrets'))
  .sort();
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** The documents of a file, keys that Compose merges (`<<`) among them. */
function parsed(name: string): readonly unknown[] {
  if (name.endsWith('.json')) return [JSON.parse(text(name))];
  return parseAllDocuments(text(name), { merge: true, uniqueKeys: true }).map((one) => {
    expect([...one.errors, ...one.warnings]).toEqual([]);
    return one.toJS() as unknown;
  });
}

/** Every string in a document, wherever it stands. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

const inYaml = files.filter((name) => /\.(?:yaml|json)$/.test(name));

describe('what is deployed', () => {
  it('is there', () => {
    for (const name of ['Dockerfile', 'compose.yaml', 'kubernetes/kustomization.yaml']) {
      expect(files).toContain(name);
    }
  });

  it.each(inYaml)('%s is read without an error or a key told twice', (name) => {
    for (const document of parsed(name)) expect(document).toBeTypeOf('object');
  });

  it.each(files)('%s names no variable that is no setting', (name) => {
    const known = new Set<string>(Object.values(settings).map((one) => one.variable));
    const named = [...text(name).matchAll(/BACKISSUE_[A-Z][A-Z0-9_]*[A-Z0-9]/g)];
    const unknown = named
      .map(([variable]) => variable)
      .filter((variable) => !known.has(variable) && !known.has(variable.replace(/_FILE$/, '')));
    expect(unknown).toEqual([]);
  });

  it('gives each worker a folder of its own', () => {
    const [compose] = parsed('compose.yaml') as readonly {
      readonly services: Readonly<Record<string, { readonly volumes?: readonly string[] }>>;
    }[];
    const folders = Object.values(compose?.services ?? {})
      .flatMap(({ volumes = [] }) => volumes)
      .filter((volume) => volume.endsWith(':/archive'));
    expect(folders.length).toBeGreaterThan(2);
    expect(new Set(folders).size).toBe(folders.length);
  });

  it('is listed whole in kustomization.yaml, but for the example of a secret', () => {
    const [kustomization] = parsed('kubernetes/kustomization.yaml') as readonly {
      readonly resources: readonly string[];
    }[];
    const beside = readdirSync(join(folder, 'kubernetes'), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .filter((name) => name !== 'kustomization.yaml' && !name.includes('.example.'));
    expect([...(kustomization?.resources ?? [])].sort()).toEqual(beside.sort());
  });
});

/** The names that a `serve` tells, with those that a histogram makes of one. */
async function toldMetrics(): Promise<ReadonlySet<string>> {
  const archive = await openForTest(scratched.folder, clock().now);
  const told = await createMetrics().write(archive);
  await archive.close();
  const names = [...told.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', kind]) =>
    kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  return new Set(names);
}

describe('what is watched', () => {
  const watching = ['grafana/backissue.json', 'prometheus/rules.yaml'];

  it.each(watching)('%s names no metric that /metrics does not tell', async (name) => {
    const told = await toldMetrics();
    const named = parsed(name)
      .flatMap(stringsIn)
      .flatMap((one) => [...one.matchAll(/\b(?:backissue|process|nodejs)_[a-z0-9_]+/g)])
      .map(([metric]) => metric);
    expect(named.length).toBeGreaterThan(5);
    expect([...new Set(named)].filter((metric) => !told.has(metric))).toEqual([]);
  });

  it('raises every alert of docs/operating.md', () => {
    const alerts = (from: string) => [...from.matchAll(/- alert: (\w+)/g)].map(([, one]) => one);
    const documented = alerts(readFileSync(join(root, 'docs/operating.md'), 'utf8'));
    expect(documented.length).toBeGreaterThan(3);
    const raised = alerts(text('prometheus/rules.yaml'));
    expect(documented.filter((one) => !raised.includes(one))).toEqual([]);
  });
});
