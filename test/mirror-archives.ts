import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { keeper, type StaticHost, startHost } from './mirror-scene.ts';
import { clock, scratch } from './newspaper.ts';
import { hour, type Outlet, page, startOutlet, status } from './scripted-outlet.ts';

const story = (text: string) =>
  page(
    `<!doctype html><html lang="en"><head><title>A quay</title></head><body><article><h1>A quay is built</h1>${`<p>${text} The harbour office said so on Monday, and the paper has it from two witnesses who asked not to be named.</p>`.repeat(4)}</article></body></html>`,
  );

/** Archives that follow one another's mirrors, and an outlet that the first follows: anew from `begin` to `end`. */
export function mirrorArchives() {
  // Before any machine's own time: one test runs a process that has no other.
  const time = clock(Date.UTC(2025, 2, 3, 8));
  let place: ReturnType<typeof scratch>;
  let outlet: Outlet;
  const hosts: StaticHost[] = [];

  const at = (name: string) => join(place.folder, name);
  const archive = (name: string) => keeper(at(name), time.now);
  const host = async (name: string): Promise<StaticHost> => {
    const one = await startHost(at(name));
    hosts.push(one);
    return one;
  };
  const publish = async (name: string, ...options: string[]) => {
    const site = at(`${name}-site`);
    const { code, document } = await archive(name).told(
      'export',
      '--format',
      'site',
      site,
      ...options,
    );
    expect([code, document.failed]).toEqual([0, []]);
  };
  const fetched = async (name: string) => (await archive(name).told('fetch', '--all')).document;
  const findings = async (name: string): Promise<string[]> => {
    const { document } = await archive(name).told('sources');
    const mirrors = document.sources.filter(({ kind }: { kind: string }) => kind === 'mirror');
    return mirrors.flatMap(({ health }: { health: { findings: { kind: string }[] } }) =>
      health.findings.map(({ kind }) => kind),
    );
  };
  /** The ledgers of others that an archive, or a site, has. */
  const keptIn = (name: string): string[] =>
    readdirSync(at(`${name}/ledgers`)).filter((one) => /^[0-9a-f]{32}$/.test(one));

  /** Paths of the texts of a site whose titles are among these. */
  const textsOf = (site: string, titles: ReadonlySet<string | undefined>): string[] =>
    readdirSync(at(`${site}/text`), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => titles.has(readFileSync(path, 'utf8').split('\n', 1)[0] ?? ''))
      .map((path) => path.slice(at(site).length + 1));

  /** What an archive holds, as far as mirrors must agree: words, when they were seen, looks that missed. */
  async function holdings(name: string) {
    const one = archive(name);
    const { document } = await one.told('search', 'report OR quay', '--each', '--limit', '200');
    const articles = [];
    for (const { article } of document.hits as { article: { url: string } }[]) {
      const { document: told } = await one.told('history', article.url);
      const texts = [];
      for (const { rev } of told.revisions as { rev: number }[]) {
        const shown = (await one.told('show', article.url, '--revision', String(rev))).document;
        texts.push([shown.revision.seenAt, shown.article.title, shown.text]);
      }
      const looks = (told.absences ?? []).map((look: Record<string, unknown>) => [
        ...[look['seenAt'], look['kind'], look['status']],
      ]);
      articles.push({ url: article.url, texts, looks });
    }
    return articles.sort((a, b) => (a.url < b.url ? -1 : 1));
  }

  const newest = () => Math.floor(time.now() / hour);

  /** Archive `a` follows the outlet, and has captured for some hours: articles, a revision, an absence. */
  async function captureSome(): Promise<void> {
    const feed = `http://127.0.0.1:${outlet.port}/feed`;
    await archive('a').run('follow', feed, '--allow-private', '--name', 'Hourly');
    await fetched('a');
    const [changed, gone] = [outlet.path(newest()), outlet.path(newest() - 1)];
    time.pass(2 * hour);
    outlet.trouble = {
      ...outlet.trouble,
      instead: { [changed]: story('Quay.'), [gone]: status(404) },
    };
    await fetched('a');
  }

  return {
    ...{ time, at, archive, host, hosts, publish, fetched, findings, keptIn, story, holdings },
    textsOf,
    captureSome,
    get outlet(): Outlet {
      return outlet;
    },
    async begin(): Promise<void> {
      place = scratch();
      outlet = await startOutlet(time.now);
      outlet.trouble = { holds: 3, withoutSitemap: true };
    },
    async end(): Promise<void> {
      for (const one of hosts.splice(0)) await one.close();
      await outlet.close();
      place.clear();
    },
  };
}
