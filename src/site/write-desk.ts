import { formatOpml } from '../feed/index.ts';
import { instant } from '../model/index.ts';
import {
  aboutPage,
  absencesPage,
  editsPage,
  siteSearchPage,
  sourcesPage,
  stylesheet,
} from '../pages/index.ts';
import { absencesView, editItem, shownSource } from '../views/index.ts';
import { keyOf } from './listed-articles.ts';
import { contextAt, mainId, type SiteDesk } from './site-desk.ts';
import { type EditsPageName, sitePaths } from './site-paths.ts';
import type { CapturesFile } from './write-captures.ts';

/** Edits on a page. */
const editsShown = 100;
const day = 86_400_000;

async function put(desk: SiteDesk, path: string, bytes: string): Promise<void> {
  await desk.folder.put(path, '', { files: [{ path, bytes }] });
}

/** The pages that are not many: sources, about, search, absences, the style; each made every time. */
export async function writeSinglePages(
  desk: SiteDesk,
  beside: { readonly captures: readonly CapturesFile[]; readonly checkpoint?: string },
): Promise<void> {
  const { options, listed, now } = desk;
  await put(desk, sitePaths.style, stylesheet);
  await put(desk, sitePaths.opml, opmlOf(desk));
  await put(desk, sitePaths.sources, sourcesOf(desk));
  const search = contextAt(desk, sitePaths.search);
  await put(
    desk,
    sitePaths.search,
    siteSearchPage(search, { script: sitePaths.searchScript, index: sitePaths.searchIndex }),
  );
  await put(
    desk,
    sitePaths.about,
    aboutPage(contextAt(desk, sitePaths.about), {
      articles: listed.length,
      ...(listed.length > 0 && { newestAt: now }),
      opml: sitePaths.opml,
      mirrors: options.mirrors ?? [],
      ...beside,
    }),
  );
  await writeAbsences(desk);
}

function sourcesOf(desk: SiteDesk): string {
  return sourcesPage(contextAt(desk, sitePaths.sources), {
    sources: desk.sources.map((one) => ({
      ...shownSource(one),
      state: one.source.state,
      articles: one.articles,
      health: {
        state: one.source.state === 'followed' ? 'ok' : 'unfollowed',
        ...{ reason: '', failures: 0, warnings: [] },
      },
    })),
  });
}

function opmlOf({ options, sources }: SiteDesk): string {
  const feeds = sources.filter(
    ({ source }) => source.kind === 'feed' && source.state === 'followed',
  );
  return formatOpml({
    title: options.title,
    outlines: feeds.map(({ source: { title, url, folder } }) => ({
      ...{ title, xmlUrl: url },
      ...(folder !== undefined && { folder }),
    })),
  });
}

async function writeAbsences(desk: SiteDesk): Promise<void> {
  const view = await absencesView(desk.archive, undefined);
  const path = sitePaths.absences();
  await put(desk, path, absencesPage(contextAt(desk, path), view));
  for (const { id } of view.outlets) {
    const own = sitePaths.absences(id);
    const page = absencesPage(contextAt(desk, own), await absencesView(desk.archive, id));
    await put(desk, own, page);
  }
}

const overall: readonly (readonly [EditsPageName, number?])[] = [
  ['7', 7],
  ['30', 30],
  ['ever'],
  ['newest'],
];

/** What was changed: overall the heaviest of some days and the newest, and both of each outlet. */
export async function writeEdits(desk: SiteDesk): Promise<void> {
  for (const [name, days] of overall) await writeEditsPage(desk, { name, days });
  const edited = new Set(
    desk.listed.filter(({ revisions }) => revisions > 1).map((one) => mainId(desk, one.sourceId)),
  );
  for (const { source } of desk.sources) {
    if (mainId(desk, source.id) !== source.id) continue;
    const isEmpty = !edited.has(source.id);
    await writeEditsPage(desk, { name: 'ever', outlet: source.id, isEmpty });
    await writeEditsPage(desk, { name: 'newest', outlet: source.id, isEmpty });
  }
}

async function writeEditsPage(
  desk: SiteDesk,
  of: {
    readonly name: EditsPageName;
    readonly days?: number | undefined;
    readonly outlet?: string;
    readonly isEmpty?: boolean;
  },
): Promise<void> {
  const { archive, outlets, now } = desk;
  const { name, days, outlet, isEmpty } = of;
  const path = sitePaths.edits(name, outlet);
  const order: 'time' | 'weight' = name === 'newest' ? 'time' : 'weight';
  const named = outlet === undefined ? undefined : outlets.named(outlet);
  const query = {
    order,
    onePerArticle: order === 'weight',
    limit: editsShown,
    ...(named && { sourceIds: named.sourceIds }),
    ...(days !== undefined && { since: instant(Date.parse(now) - days * day) }),
  } as const;
  const found = isEmpty ? [] : await archive.edits(query);
  const edits = found.map((one) => editItem(one, outlets));
  // Most outlets edit nothing, and their pages stay: only edits are told beside the moment of today.
  const key = keyOf(edits, named?.source.id, named?.source.title, edits.length > 0 && now);
  await desk.folder.unit(path, key, async () => {
    const view = {
      ...(named && { outlet: named.source }),
      ...{ order, edits },
      ...(days !== undefined && { days }),
    } as const;
    return { files: [{ path, bytes: editsPage(contextAt(desk, path), view) }] };
  });
}
