import type { Archive } from '../archive/index.ts';
import { type BookOf, type BookOptions, exportBook } from '../transfer/index.ts';
import type { Flags } from './adder.ts';
import { dateOption } from './date-option.ts';
import { optional, type Session } from './session.ts';
import { usageError } from './usage-error.ts';
import { wholeNumber } from './whole-number.ts';

const usualArticles = 300;
const choices = ['day', 'source', 'folder', 'query', 'article'] as const;

/** Writes an EPUB of what the options choose. */
export async function writeBook(session: Session, file: string, flags: Flags): Promise<void> {
  if (!/\.epub$/i.test(file)) {
    throw usageError(`${file}: a book is one file; give it a name that ends in .epub.`);
  }
  const { config } = session;
  const language = languageOption(flags['language']);
  await session.withArchive('read', async (archive) => {
    const { of, title } = await choice(archive, flags, config.timeZone);
    const base = config.publicUrl?.replace(/\/+$/, '');
    const { articles } = await exportBook(archive, file, {
      of,
      title: title || config.title,
      context: {
        archiveTitle: config.title,
        timeZone: config.timeZone,
        ...optional('locale', language),
      },
      limit: wholeNumber(flags['limit'], '--limit') ?? usualArticles,
      ...optional('since', dateOption(flags['since'], '--since')),
      ...optional('until', dateOption(flags['until'], '--until')),
      ...(base ? { address: (id, revision) => `${base}/article/${id}/${revision}` } : {}),
    });
    const report = { files: 1, written: 1, unchanged: 0, failed: [], articles };
    session.answer(report, () => [
      `${file}: ${articles} ${articles === 1 ? 'article' : 'articles'}.`,
    ]);
  });
}

/** What one of the options names; without any the newest of all. */
async function choice(
  archive: Archive,
  flags: Flags,
  timeZone: string,
): Promise<{ readonly of: BookOf; readonly title: string }> {
  const given = choices.filter((name) => flags[name] !== undefined);
  if (given.length > 1) {
    throw usageError(`--${given.join(' and --')}: a book is made of one of them; give one.`);
  }
  const [name] = given;
  const value = name === undefined ? '' : String(flags[name]);
  switch (name) {
    case 'day':
      return { of: { of: 'day', day: value, timeZone }, title: value };
    case 'source': {
      const { source } = await archive.source(value);
      return { of: { of: 'sources', sourceIds: [source.id] }, title: source.title };
    }
    case 'folder':
      return { of: { of: 'folder', folder: value }, title: value };
    case 'query':
      return { of: { of: 'search', query: value }, title: value };
    case 'article': {
      const { article } = await archive.article(value);
      return { of: { of: 'article', named: article.id }, title: article.title };
    }
    default:
      return { of: { of: 'all' }, title: '' };
  }
}

function languageOption(value: Flags[string]): BookOptions['context']['locale'] {
  if (value === undefined || value === 'en' || value === 'zh-Hans' || value === 'zh-Hant')
    return value;
  throw usageError(`--language is ${String(value)}; books speak en, zh-Hans and zh-Hant.`);
}
