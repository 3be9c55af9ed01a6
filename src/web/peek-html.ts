import type { Archive } from '../archive/index.ts';
import { peekPage } from '../pages/index.ts';
import type { Keeper } from './keeping.ts';
import { settingsOf } from './source-settings.ts';

const newestShown = 8;
const othersShown = 8;

/** What following an address would give; nothing is stored. Throws as `archive.peek`. */
export async function peekHtml(
  archive: Archive,
  { context, reading }: Keeper,
  text: string,
): Promise<string> {
  const peek = await archive.peek(text);
  const all = await archive.sourceList();
  const before = all.find(({ url }) => url === peek.url);
  const { url, kind, format, title, entries, warnings } = peek;
  return peekPage(context, {
    ...{ url, kind, format, title, warnings },
    proof: reading.proof,
    entries: entries.length,
    newest: newestOf(entries).slice(0, newestShown),
    others: peek.candidates
      .filter((one) => one.url !== url)
      .slice(0, othersShown)
      .map((one) => ({ url: one.url, title: one.title || one.url })),
    isKnown: before !== undefined,
    settings: settingsOf(all, before ?? { title: (title || new URL(url).host).slice(0, 200) }),
  });
}

type Entries = Awaited<ReturnType<Archive['peek']>>['entries'];

/** By their dates; those without come behind, as they are listed. */
function newestOf(entries: Entries) {
  const told = entries.map(({ title, url, publishedAt, updatedAt }) => {
    const at = publishedAt ?? updatedAt;
    return { title, url, ...(at && { at }) };
  });
  return told.sort((one, other) =>
    (other.at ?? '') < (one.at ?? '') ? -1 : other.at === one.at ? 0 : 1,
  );
}
