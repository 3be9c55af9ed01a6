import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Url } from '../model/index.ts';
import {
  type ArticleLine,
  absencesPage,
  accountPage,
  apiPage,
  articlePage,
  type DifferenceView,
  differencePage,
  editsPage,
  emptyFront,
  errorPage,
  folderPage,
  frontPage,
  keysPage,
  loginPage,
  markedPage,
  offlinePage,
  outletPage,
  type PageContext,
  removedPage,
  removeUserPage,
  savedPage,
  savedSearchPage,
  searchPage,
  settingsPage,
  sourcesPage,
  userPage,
  usersPage,
} from './index.ts';
import { sampleAbsences } from './testing/absences.ts';
import { sampleApi } from './testing/api.ts';
import { bridgeArticle } from './testing/bridge-article.ts';
import { sampleContext } from './testing/context.ts';
import { pierDifference } from './testing/difference.ts';
import { sampleEdits } from './testing/edits.ts';
import { elementsOf } from './testing/elements.ts';
import { foreignLoads } from './testing/foreign-loads.ts';
import { sampleFront } from './testing/front.ts';
import { pierLine } from './testing/lines.ts';
import { pierArticle } from './testing/pier-article.ts';
import { sampleSources, well } from './testing/sources.ts';

/** Every page once; `text` stands wherever a feed or a page had its say, `body` as the body. */
function everyPage(context: PageContext, text?: string, body = text): Record<string, string> {
  const line =
    text === undefined ? pierLine : { ...pierLine, title: text, sourceTitle: text, lead: text };
  const [source] = sampleSources.sources;
  if (source === undefined) throw new Error('no sample source');
  const told = {
    ...source,
    title: text ?? source.title,
    folder: text ?? 'Harbour',
    url: (text ?? source.url) as Url,
  };
  const health = {
    ...well,
    state: 'failing',
    reason: text ?? '',
    warnings: [text ?? ''],
    failures: 3,
  } as const;
  const article = text === undefined ? pierArticle : { ...hostileArticle(text), html: body ?? '' };
  return {
    front: frontPage(context, {
      ...sampleFront,
      days: [
        ...sampleFront.days,
        {
          date: '2026-11-22',
          outlets: [{ sourceId: 's', title: line.title, articles: [line], more: 2 }],
        },
      ],
    }),
    outlet: outletPage(context, {
      source: told,
      health,
      days: [{ date: '2026-11-23', articles: [line] }],
      newer: 'n.html',
    }),
    folder: folderPage(context, {
      ...{ folder: text ?? 'Harbour', sources: 2, older: 'o.html' },
      days: [{ date: '2026-11-23', articles: [line] }],
    }),
    article: articlePage(context, article),
    older: articlePage(context, {
      ...bridgeArticle,
      line: { ...bridgeArticle.line, title: line.title },
    }),
    ...editPages(context, line, text),
    noEdits: editsPage(context, { order: 'time', edits: [] }),
    absences: absencesPage(context, {
      ...sampleAbsences,
      missed: sampleAbsences.missed.map((row) => ({ ...row, line })),
    }),
    absencesOf: absencesPage(context, {
      ...sampleAbsences,
      outlet: { id: 'gangwan', title: text ?? '港湾晚报' },
    }),
    served: absencesPage(context, {
      gone: [],
      missed: [],
      returned: [],
      totals: { gone: 0, missed: 0, returned: 0 },
      outlets: [],
    }),
    sources: sourcesPage(context, {
      sources: [...sampleSources.sources, { ...told, state: 'followed', articles: 1, health }],
    }),
    ...searchPages(context, line, text ?? 'pier'),
    error: errorPage(context, { status: 404, message: text ?? 'Look elsewhere.' }),
    failure: errorPage(context, { status: 500, message: text ?? 'It could not be read.' }),
    removed: removedPage(context, { at: line.firstSeenAt, reason: 'court' }),
    ...accountPages(context, text),
    api: apiPage(context, sampleApi(text)),
    ...markedPages(context, line, text ?? 'Harbour', article),
    empty: emptyFront(context),
  };
}

function markedPages(
  context: PageContext,
  line: ArticleLine,
  text: string,
  article: typeof pierArticle,
): Record<string, string> {
  const marked = { ...line, marks: { unread: true, starred: true } };
  const markAll = { proof: text, action: 'read.html', before: context.now, next: text };
  const bar = { unread: 2, unreadHref: 'unread.html', starredHref: 'starred.html' };
  const marks = { proof: text, action: 'marks.html', read: false, starred: true, kept: true };
  return {
    unread: markedPage(context, {
      ...{ only: 'unread', articles: [marked], place: text, older: 'o.html' },
      bar: { ...bar, markAll: { ...markAll, folder: text } },
    }),
    noneStarred: markedPage(context, { only: 'starred', articles: [], bar }),
    marks: articlePage(context, {
      ...article,
      marks: { ...marks, edited: { readAt: context.now, href: 'difference.html' } },
    }),
    frontRead: frontPage(context, { ...sampleFront, reading: { ...bar, markAll } }),
  };
}

const savedSearch = (context: PageContext, line: ArticleLine, text: string) => ({
  ...{ id: 'f1', name: text, query: text, savedAt: context.now, fresh: 1 },
  ...{ href: 'saved-f1.html', searchHref: 'search.html' },
  hits: [{ line, snippetHtml: text, foundAt: context.now, isNew: true }],
});

function accountPages(context: PageContext, text = 'mei'): Record<string, string> {
  const visitor = { ...context, visitor: { name: text } };
  const token = { id: 't1', label: text, madeAt: well.lastSuccessAt ?? context.now };
  return {
    login: loginPage({ ...context, visitor: {} }, { proof: text, next: text }),
    loginAgain: loginPage(context, { proof: '', next: '/', name: text, fault: 'wrong' }),
    loginLater: loginPage(context, { proof: '', next: '/', fault: { waitSeconds: 61 } }),
    keys: keysPage(context),
    offline: offlinePage(context),
    settings: settingsPage(context, { saved: true, proof: { proof: text ?? '' } }),
    loginOld: loginPage(context, { proof: '', next: '/', fault: 'old' }),
    public: emptyFront({ ...context, visitor: {} }),
    account: accountPage(visitor, {
      ...{ proof: text, name: text, role: 'owner', hasSession: true, made: text },
      tokens: [token, { ...token, id: 't2', usedAt: context.now }],
      password: 'unfit',
    }),
    ...userPages(visitor, text),
    accountChanged: accountPage(visitor, {
      ...{ proof: text, name: text, role: 'reader', hasSession: true, tokens: [] },
      password: 'changed',
    }),
  };
}

function userPages(context: PageContext, name: string): Record<string, string> {
  const user = { name, role: 'editor', madeAt: context.now, isSelf: false } as const;
  const own = {
    name,
    role: 'owner',
    madeAt: context.now,
    seenAt: context.now,
    isSelf: true,
  } as const;
  const one = { proof: name, user, isLastOwner: false };
  return {
    users: usersPage(context, { proof: name, users: [user, own], removed: name }),
    user: userPage(context, { ...one, said: 'role' }),
    userMade: userPage(context, { ...one, said: 'added', made: name }),
    userNewPassword: userPage(context, { ...one, said: 'password', made: name }),
    lastOwner: userPage(context, { proof: name, user: own, isLastOwner: true }),
    removeUser: removeUserPage(context, one),
  };
}

function searchPages(
  context: PageContext,
  line: typeof pierLine,
  text: string,
): Record<string, string> {
  const links = [text, '2027'].map((name) => ({ name, articles: 1, href: 'search.html' }));
  return {
    search: searchPage(context, { query: text, total: 1, hits: [{ line, snippetHtml: text }] }),
    toSave: searchPage(context, { query: text, total: 0, hits: [], save: { proof: text } }),
    removedWords: searchPage(context, {
      query: text,
      total: 1,
      hits: [
        {
          line,
          snippetHtml: text,
          removed: [{ snippetHtml: text, from: 1, to: 2, goneAt: context.now }],
        },
      ],
    }),
    saved: savedPage(context, [savedSearch(context, line, text)]),
    savedSearch: savedSearchPage(context, savedSearch(context, line, text)),
    toLook: savedSearchPage(context, {
      ...savedSearch(context, line, text),
      look: { proof: text, action: 'saved-f1.html', mark: 1 },
    }),
    nothing: searchPage(context, {
      query: text,
      total: 0,
      hits: [],
      unindexed: 1,
      unknownSources: [text],
      suggestions: links,
    }),
    narrowed: searchPage(context, {
      query: text,
      total: 2,
      hits: [],
      narrowed: [{ text, href: 'search.html' }],
      orders: [{ order: 'date', href: 'search.html', isHere: true }],
      times: links,
      sources: links,
      languages: links,
      next: 'search.html',
      first: 'search.html',
    }),
  };
}

function editPages(
  context: PageContext,
  line: typeof pierLine,
  text: string | undefined,
): Record<string, string> {
  return {
    difference: differencePage(
      context,
      text === undefined ? pierDifference : { ...pierDifference, ...hostileDifference(text) },
    ),
    edits: editsPage(context, {
      outlet: { id: 's', title: line.sourceTitle },
      order: 'weight',
      days: 30,
      edits: sampleEdits.map((edit) => ({
        ...edit,
        line: { ...edit.line, title: line.title, sourceTitle: line.sourceTitle },
        ...(text !== undefined && { changes: hostileDifference(text).weighed.changes }),
      })),
      older: 'o.html',
    }),
  };
}

function hostileDifference(text: string): Pick<DifferenceView, 'edit' | 'weighed' | 'told'> {
  const spans = (['same', 'removed', 'added'] as const).map((kind) => ({ kind, text }));
  const place = { line: 0, count: 1 };
  const change = { kind: 'words', before: text, after: text, left: text, right: text } as const;
  return {
    told: false,
    edit: { title: spans, blocks: [{ kind: 'changed', before: place, after: place, spans }] },
    weighed: { weight: 10, kinds: ['words'], changes: [{ ...change, weight: 10 }] },
  };
}

function hostileArticle(text: string) {
  return {
    ...pierArticle,
    line: {
      ...pierArticle.line,
      title: text,
      language: text,
      sourceTitle: text,
      image: text as Url,
    },
    authors: [text, text],
    site: text,
    section: text,
    canonicalUrl: text as Url,
    captures: pierArticle.captures.map((capture) => ({ ...capture, url: text as Url })),
    aliases: [text as Url],
    previous: { id: 'p', title: text, language: text },
  };
}

const contexts = {
  English: sampleContext(),
  'simplified Chinese': sampleContext({ locale: 'zh-Hans', archiveTitle: '海港存报' }),
  'traditional Chinese': sampleContext({ locale: 'zh-Hant', archiveTitle: '海港存報' }),
};

const attacks = [
  '</title><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)//https://good.example/',
  'data:text/html,<script>alert(1)</script>',
  '<img src="https://spy.example/p.gif" srcset="https://spy.example/2.gif 2x">',
  '<svg><image href="https://spy.example/x"></svg><video poster="//spy.example/p" src="//spy.example/v"></video>',
  '<p style="background:url(//spy.example/b)">x<link rel=stylesheet href=//spy.example/s>',
  '<base href="https://spy.example/"><form action="https://spy.example/"><button formaction="//spy.example">x',
  '\u0000\u0008\u202E\uFFFE\uD800 control characters',
  '<!--><script>alert(1)</script>-->',
  '{n} {query} {time}',
];

describe.each(Object.entries(contexts))('every page in %s', (_name, context) => {
  const pages = Object.entries(everyPage(context));

  it.each(pages)('is nested as written: %s', (_page, html) => {
    expect(elementsOf(html).length).toBeGreaterThan(20);
  });

  it.each(pages)('has one main, one h1, headings without a gap, ids once: %s', (_page, html) => {
    const elements = elementsOf(html);
    const count = (name: string) => elements.filter((element) => element.name === name).length;
    expect([count('main'), count('h1'), count('header') > 0, count('footer')]).toEqual([
      1,
      1,
      true,
      1,
    ]);
    const levels = elements.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []));
    levels.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    }, 0);
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(pages)('loads nothing from elsewhere and runs nothing: %s', (_page, html) => {
    expect(foreignLoads(elementsOf(html))).toEqual([]);
  });

  it.each(pages)('leaves no message unfilled and says it in its language: %s', (_page, html) => {
    expect(html).not.toMatch(/\{\w+\}|undefined|\[object/);
    expect(html).toContain(`<html lang="${context.locale}">`);
  });

  it.each(attacks)('takes hostile text for text: %s', (attack) => {
    for (const html of Object.values(everyPage(context, attack))) {
      expect(foreignLoads(elementsOf(html))).toEqual([]);
      expect(html).not.toContain('<script');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may come through.
      expect(html).not.toMatch(/[\0-\x08\uFFFE]/);
    }
  });
});

describe('every page', () => {
  it('stays whole whatever text it is given', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            '<',
            '>',
            '"',
            "'",
            '&',
            '/',
            'a',
            'p',
            'href=',
            'src=',
            ' ',
            '//x.example',
            '桥',
          ),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (hostile) => {
        for (const html of Object.values(everyPage(contexts.English, hostile, '<p>A body.</p>'))) {
          expect(foreignLoads(elementsOf(html))).toEqual([]);
          expect(html.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('has no search form where nothing can answer one', () => {
    const pages = everyPage(sampleContext({ searchable: false }));
    expect(Object.values(pages).join('')).not.toContain('role="search"');
  });

  it('refuses an unknown time zone by name', () => {
    expect(() => emptyFront(sampleContext({ timeZone: 'Mars/Olympus' }))).toThrow(
      /Mars\/Olympus.*IANA/,
    );
  });
});
