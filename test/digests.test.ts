import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clock, command, scratch } from './newspaper.ts';
import { rss, type Site, startSite, storyPage } from './small-site.ts';

const day = 24 * 3_600_000;
const ferry = '/2026/11/20/ferry-sails-again';
const council = '/2026/11/21/council-meets-twice';

interface Post {
  readonly to: string[];
  readonly raw: string;
}

/** A mail server that takes one login; `refuse` has it refuse every mail while set. */
async function startMailServer() {
  const posts: Post[] = [];
  const state: { refuse: boolean } = { refuse: false };
  const server = new SMTPServer({
    ...{ disabledCommands: ['STARTTLS'], allowInsecureAuth: true },
    onAuth: ({ username, password }, _session, done) =>
      username === 'desk@paper.test' && password === 'pass:word'
        ? done(null, { user: username })
        : done(new Error('no such login')),
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => {
        raw += chunk.toString('utf8');
      });
      stream.on('end', () => {
        if (state.refuse) return done(new Error('the box is full'));
        posts.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
        return done();
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as AddressInfo;
  return {
    ...{ posts, state, url: `smtp://desk%40paper.test:pass%3Aword@127.0.0.1:${port}` },
    close: () => new Promise<void>((done) => server.close(done)),
  };
}

describe('a digest by mail', () => {
  // 08:00 UTC.
  const time = clock();
  let site: Site;
  let mail: Awaited<ReturnType<typeof startMailServer>>;
  let archive: string;
  let clear: () => void;
  beforeEach(async () => {
    ({ folder: archive, clear } = scratch());
    mail = await startMailServer();
    site = await startSite({ '/feed': rss([ferry]), [ferry]: storyPage('Ferry sails') });
    expect((await run('follow', site.url('/feed'), '--allow-private')).code).toBe(0);
    await run('work', '--once');
  });
  afterEach(async () => {
    await site.close();
    await mail.close();
    clear();
  });

  const run = (...parameters: string[]) =>
    command([...parameters, '--archive', archive, '--host-gap', '0'], {
      now: time.now,
      env: { BACKISSUE_SMTP_URL: mail.url, BACKISSUE_MAIL_FROM: 'archive@paper.test' },
    });
  const later = async (ms = day) => {
    time.pass(ms);
    return await run('work', '--once');
  };
  const add = async (...own: string[]) => {
    const added = await run('digests', 'add', 'reader@paper.test', '--json', ...own);
    expect(added.code).toBe(0);
    return String(added.json()['id']);
  };
  const publish = (title: string) => {
    site.set('/feed', rss([council, ferry]));
    site.set(council, storyPage(title));
  };

  it('is sent once for a period, with what is new, and never without', async () => {
    const id = await add('--at', '07:00');
    await later();
    expect(mail.posts).toEqual([]);
    publish('Council meets');
    await later(3_600_000 * 7);
    await later();
    await later(1000);
    await later();
    expect(mail.posts).toHaveLength(1);
    const { to, raw } = mail.posts[0] as Post;
    expect(to).toEqual(['reader@paper.test']);
    expect(raw).toMatch(/^Subject: Backissue: New articles \(1\)\r$/m);
    expect(raw).toMatch(new RegExp(`^Message-ID: <digest-${id}-\\d+@paper\\.test>\\r$`, 'm'));
    expect(raw).toMatch(/^List-Unsubscribe:\s+<mailto:archive@paper\.test/m);
    expect(raw).toContain('multipart/alternative');
    expect(raw).toContain('Council meets');
    expect(raw).not.toContain('Ferry sails');
    expect((await run('digests')).out).toContain('last sent');
  });

  it('is tried again when the server refuses it, told by doctor, and nothing is lost', async () => {
    await add();
    publish('Council meets');
    mail.state.refuse = true;
    await later();
    const { err } = await later();
    expect(err).toContain('did not take a mail to reader@paper.test');
    expect(err).not.toContain('pass:word');
    expect((await run('doctor')).out).toMatch(/digest [0-9a-f]+: not sent, \d times/);
    mail.state.refuse = false;
    await later();
    expect(mail.posts).toHaveLength(1);
    expect(mail.posts[0]?.raw).toContain('Council meets');
  });

  it('tells of edits and of the hits of a saved search', async () => {
    expect((await run('search', 'council', '--save', 'town')).code).toBe(0);
    await add('--edits', '--language', 'zh-Hans');
    await add('--saved', 'town', '--each', 'hour', '--at', '00:30');
    publish('Council meets');
    await later();
    site.set(council, storyPage('Council meets').replaceAll('every hour', 'no more'));
    await later();
    await later();
    const subjects = mail.posts.map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1] ?? '');
    expect(subjects.filter((one) => one.includes('=?UTF-8?'))).toHaveLength(2);
    expect(mail.posts.some(({ raw }) => raw.includes('town'))).toBe(true);
  });

  it('is sent now on demand, or printed and not sent', async () => {
    const id = await add();
    publish('Council\nBcc: all@paper.test');
    await later(7 * 3_600_000);
    const printed = await run('digests', 'send', id, '--print');
    expect(printed.out).toContain('Subject: Backissue: New articles (1)');
    expect(mail.posts).toEqual([]);
    expect((await run('digests', 'send', id)).out).toContain('Sent to reader@paper.test.');
    expect((await run('digests', 'send', id)).out).toContain('nothing new');
    expect(mail.posts).toHaveLength(1);
    expect(mail.posts[0]?.raw).not.toMatch(/^Bcc:/m);
    expect((await run('digests', 'remove', id)).code).toBe(0);
    expect((await run('digests')).out).toContain('There is no digest');
  });

  it.each([
    [['add', 'nobody'], 'nobody is no mail address'],
    [['add', 'a@b.test\nBcc: c@d.test'], 'is no mail address'],
    [['add', 'a@b.test', '--at', '25:00'], '--at is 25:00'],
    [['add', 'a@b.test', '--each', 'year'], '--each is year'],
    [['add', 'a@b.test', '--language', 'fr'], '--language is fr'],
    [['add', 'a@b.test', '--saved', 'none'], 'none: no saved search has this name'],
    [['send', 'd0'], 'd0: there is no such digest'],
  ])('is refused in a sentence where it cannot be (%j)', async (parameters, says) => {
    const { code, err } = await run('digests', ...parameters);
    expect(code).toBeGreaterThan(0);
    expect(err).toContain(says);
  });
});
