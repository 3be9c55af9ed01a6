import { expect, it } from 'vitest';
import type { Instant } from '../model/index.ts';
import type { DigestView } from './digest-mail.ts';
import { digestMail } from './index.ts';

const line = {
  ...{ title: '<script>alert(1)</script>\r\nBcc: all@paper.test', language: 'en' },
  ...{ href: 'javascript:alert(1)', outlet: 'Quay & Co', lead: 'The ferry "sails"' },
  at: '2026-11-24T08:00:00.000Z' as Instant,
};
const view = {
  ...{ id: 'd1', of: 'articles', archiveTitle: 'My\narchive', timeZone: 'Asia/Shanghai' },
  ...{ items: [line], more: 2, locale: 'en' },
} satisfies Partial<DigestView> as DigestView;

it('escapes what outlets wrote, links to the web alone, and loads nothing', () => {
  const { html, text, subject } = digestMail(view);
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toMatch(/<script|javascript:|<img|<link|@import|url\(/i);
  expect(subject).toBe('My archive: New articles (3)');
  expect(text).toContain('<script>alert(1)</script> Bcc: all@paper.test');
  expect(text).not.toContain('\r');
});

it('says the same in plain text and in HTML', () => {
  const { html, text } = digestMail(view);
  const plain = html.replace(/<title>.*?<\/title>|<[^>]+>/g, ' ');
  for (const words of ['Quay', '2026-11-24 16:00', 'And 2 more.', 'digests remove d1']) {
    expect(text).toContain(words);
    expect(plain).toContain(words);
  }
});

it('speaks the language of whoever reads it, and tells what was changed', () => {
  const edits = {
    ...{ ...view, of: 'edits', more: 0 },
    items: [{ ...line, changes: [{ kind: 'number', before: '5', after: '6', weight: 60 }] }],
  } satisfies DigestView as DigestView;
  expect(digestMail({ ...edits, locale: 'zh-Hans' }).subject).toContain('改动 (1)');
  const { html, text } = digestMail({ ...edits, locale: 'zh-Hant' });
  expect(text).toContain('“5” → “6”');
  expect(html).toMatch(/<del [^>]*>5<\/del> <ins [^>]*>6<\/ins>/);
  expect(html).toContain('改動');
});
