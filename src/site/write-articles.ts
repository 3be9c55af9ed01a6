import { type ArticleState, text1, textPath } from '../archive/index.ts';
import { errorFrom, type Url } from '../model/index.ts';
import { articlePage, differencePage, type PageContext, removedPage } from '../pages/index.ts';
import { articleView, lineOf, revisionLines } from '../views/index.ts';
import { type Listed, shortOf } from './listed-articles.ts';
import type { TakenPictures } from './pictures.ts';
import { contextAt, outletKey, picturesFor, type SiteDesk } from './site-desk.ts';
import type { UnitMade } from './site-folder.ts';
import { sitePaths } from './site-paths.ts';

const nameOf = (id: string): string => `article ${id}`;

/** The pages of every article: its newest state, older ones, and what changed from each to the next. */
export async function writeArticles(desk: SiteDesk): Promise<void> {
  const { folder, listed } = desk;
  const keys = articleKeys(desk);
  const found = await picturesFoundSince(desk);
  const beside = new Set<string>();
  const kept = new Set<string>();
  for (const { id } of listed) {
    const unit = folder.before.get(nameOf(id));
    const lacks = unit?.missing?.some((url) => found.has(url)) === true;
    if (!lacks && folder.keep(nameOf(id), keys.get(id) ?? '')) kept.add(id);
    else for (const other of await writeArticle(desk, id, keys)) beside.add(other);
  }
  for (const id of heldByLost(desk, keys)) beside.add(id);
  // What holds the same text tells of it: both are made anew.
  for (const id of beside) if (kept.has(id)) await writeArticle(desk, id, keys);
}

/** What each article's page is made of, by its id. */
function articleKeys(desk: SiteDesk): Map<string, string> {
  const keys = new Map<string, string>();
  const bySource = Map.groupBy(desk.listed, ({ sourceId }) => sourceId);
  for (const [sourceId, list] of bySource) {
    const outlet = outletKey(desk, sourceId);
    for (const [at, one] of list.entries()) {
      const near = (other?: Listed) => other && `${other.id} ${other.line}`;
      const [before, after] = [near(list[at - 1]), near(list[at + 1])];
      keys.set(one.id, shortOf(`${one.line} ${one.beside}\n${before}\n${after}\n${outlet}`));
    }
  }
  return keys;
}

/** Pictures that pages lacked and the archive has by now. */
async function picturesFoundSince({ archive, folder }: SiteDesk): Promise<ReadonlySet<Url>> {
  const missing = new Set<Url>();
  for (const unit of folder.before.values()) for (const url of unit.missing ?? []) missing.add(url);
  const known = await archive.pictures([...missing]);
  return new Set(known.keys());
}

/** What held the same text as an article that has left. */
function* heldByLost({ folder }: SiteDesk, keys: ReadonlyMap<string, string>): Generator<string> {
  for (const [name, { same }] of folder.before) {
    if (same === undefined || !name.startsWith('article ')) continue;
    if (!keys.has(name.slice('article '.length))) yield* same;
  }
}

/** Writes an article; what has the same text, now or before. One that fails is named and stays as it was. */
async function writeArticle(
  desk: SiteDesk,
  id: string,
  keys: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const { folder, failed } = desk;
  const before = folder.before.get(nameOf(id))?.same ?? [];
  try {
    const made = await articleUnit(desk, id);
    await folder.put(nameOf(id), keys.get(id) ?? '', made);
    return [...before, ...(made.same ?? [])];
  } catch (thrown) {
    const { code, message } = errorFrom(thrown, id);
    failed.push({ path: sitePaths.article(id), code, message });
    folder.keepFormer(nameOf(id));
    return before;
  }
}

async function articleUnit(desk: SiteDesk, id: string): Promise<UnitMade> {
  const { archive, outlets } = desk;
  const newest = await archive.article(id);
  const states = [newest];
  for (const { number } of newest.revisions) {
    if (number !== newest.revision.number) states.push(await archive.article(id, number));
  }
  const taken = await picturesFor(
    desk,
    states.flatMap(({ revision }) => revision.content.images.map(({ url }) => url)),
  );
  const context = articleContext(desk, newest, taken);
  const files: { path: string; bytes: string }[] = [];
  const same: string[] = [];
  for (const state of states) {
    const view = await articleView(archive, state, outlets);
    const older = state === newest ? undefined : state.revision.number;
    files.push({ path: sitePaths.article(id, older), bytes: articlePage(context, view) });
    if (desk.options.ledger !== undefined) files.push(textOf(state));
    if (state === newest) same.push(...(view.same ?? []).map(({ line }) => line.id));
  }
  files.push(...(await differences(desk, newest, context)));
  return {
    files,
    ...(same.length > 0 && { same }),
    ...(taken.missing.length > 0 && { missing: taken.missing }),
    ...(taken.pictures.length > 0 && { pictures: taken.pictures }),
  };
}

/** A revision's words by their digest, which the ledger's record of it names: what mirrors of this one
 * take. */
const textOf = ({ revision }: ArticleState) => ({
  path: textPath(revision.textDigest),
  bytes: text1(revision.content),
});

function articleContext(
  desk: SiteDesk,
  { article, revision }: ArticleState,
  { picture }: TakenPictures,
): PageContext {
  const newest = { id: article.id, number: revision.number };
  return contextAt(desk, sitePaths.article(article.id), { picture, newest });
}

/** A page for each two revisions that follow each other. */
async function differences(
  { archive, outlets }: SiteDesk,
  state: ArticleState,
  context: PageContext,
): Promise<{ path: string; bytes: string }[]> {
  const { article, revisions } = state;
  const files: { path: string; bytes: string }[] = [];
  if (revisions.length < 2) return files;
  const lines = await revisionLines(archive, state);
  for (const { number } of revisions.slice(1)) {
    const { from, to, edit, weighed, told } = await archive.diff(article.id, number - 1, number);
    const { title, language } = to.content;
    const line = { ...lineOf(article, outlets), title, language };
    const view = { line, from, to, edit, weighed, told, revisions: lines };
    const path = sitePaths.difference(article.id, number - 1, number);
    files.push({ path, bytes: differencePage(context, view) });
  }
  return files;
}

/** In the place of what was taken down: when, and for what kind of reason. */
export async function writeRemoved(desk: SiteDesk): Promise<void> {
  const present = new Set(desk.listed.map(({ id }) => id));
  for (const { articles, at, reason, liftedAt } of await desk.archive.takedowns()) {
    const [id] = articles;
    if (liftedAt !== undefined || present.has(id)) continue;
    const path = sitePaths.article(id);
    const page = removedPage(contextAt(desk, path), { at, reason });
    await desk.folder.put(`removed ${id}`, '', { files: [{ path, bytes: page }] });
  }
}
