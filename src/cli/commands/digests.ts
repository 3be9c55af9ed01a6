import type { Digest, DigestWish } from '../../archive/index.ts';
import { digestMailOf, sendDigest } from '../../digests/index.ts';
import { ArchiveError } from '../../model/index.ts';
import type { Adder, Flags } from '../adder.ts';
import { digestState } from '../digest-state.ts';
import { mailing } from '../mailing.ts';
import { optional, type Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { wholeNumber } from '../whole-number.ts';

export function addDigestsCommand(add: Adder): void {
  add('digests [add|remove|send] [address-or-id]', 'what is mailed to whom, and how often', digests)
    .option('--saved <NAME>', 'with add: the hits of this saved search')
    .option('--edits', 'with add: what was changed; otherwise new articles')
    .option('--source <ID>', 'with add: of this source only')
    .option('--folder <PATH>', 'with add: of sources in this folder only')
    .option('--min-weight <N>', 'with add: edits of this weight at least (default: 1)')
    .option('--each <hour|day|week>', 'with add: how often (default: day)')
    .option('--at <HH:MM>', 'with add: when, by --time-zone; weeks on Monday (default: 07:00)')
    .option('--language <en|zh-Hans|zh-Hant>', 'with add: of its own words (default: en)')
    .option('--print', 'with send: show the mail, and send nothing');
}

async function digests(
  session: Session,
  [act, of, ...more]: readonly string[],
  flags: Flags,
): Promise<void> {
  if (act === undefined) return await listed(session);
  if (!['add', 'remove', 'send'].includes(act) || of === undefined || more.length > 0) {
    throw usageError(`digests ${act}: it takes add with an address, or remove or send with an id.`);
  }
  if (act === 'send') return await send(session, of, flags);
  const wish = act === 'add' ? wishOf(session, of, flags) : undefined;
  await session.withArchive('edit', async (archive) => {
    const digest =
      wish === undefined ? await archive.digests.remove(of) : await archive.digests.add(wish);
    session.answer(shownDigest(digest), () => [
      wish === undefined
        ? `Digest ${digest.id} is sent no more.`
        : `Digest ${digest.id} goes to ${digest.to}, with what comes from now on; serve and work send it.`,
    ]);
  });
}

function wishOf(session: Session, to: string, flags: Flags): DigestWish {
  if (!/^[^\s<>,;:"@]+@[^\s<>,;:"@]+$/.test(to)) {
    throw usageError(`${to} is no mail address; write it as desk@paper.example.`);
  }
  const saved = flags['saved'] as string | undefined;
  if (saved !== undefined && flags['edits'] === true) {
    throw usageError('--saved and --edits are two digests; add one after the other.');
  }
  return {
    ...{ to, of: saved === undefined ? (flags['edits'] === true ? 'edits' : 'articles') : 'saved' },
    ...{ every: everyOf(flags['each']), atMinute: minuteOf(flags['at']) },
    ...{ timeZone: session.config.timeZone, locale: localeOf(flags['language']) },
    ...optional('saved', saved),
    ...optional('sourceId', flags['source'] as string | undefined),
    ...optional('folder', flags['folder'] as string | undefined),
    ...optional('least', wholeNumber(flags['minWeight'], '--min-weight')),
  };
}

const everyOf = (typed: Flags[string] = 'day'): DigestWish['every'] =>
  oneOf('--each', typed, ['hour', 'day', 'week']);

const localeOf = (typed: Flags[string] = 'en'): DigestWish['locale'] =>
  oneOf('--language', typed, ['en', 'zh-Hans', 'zh-Hant']);

function oneOf<Name extends string>(flag: string, typed: unknown, names: readonly Name[]): Name {
  const found = names.find((name) => name === typed);
  if (found !== undefined) return found;
  throw usageError(`${flag} is ${String(typed)}; it takes ${names.join(', ')}.`);
}

function minuteOf(typed: Flags[string] = '07:00'): number {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(String(typed)) ?? [];
  if (hours !== undefined) return Number(hours) * 60 + Number(minutes);
  throw usageError(`--at is ${String(typed)}; it takes a time as 07:00.`);
}

/** Sends one now, with what came since the last, and counts it as sent. */
async function send(session: Session, id: string, flags: Flags): Promise<void> {
  const now = session.terminal.now();
  if (flags['print'] === true) {
    return await session.withArchive('read', async (archive) => {
      const digest = await archive.digests.named(id);
      const content = await archive.digests.content(digest);
      const { title, publicUrl } = session.config;
      const means = { archiveTitle: title, ...optional('readerUrl', publicUrl || undefined) };
      const mail = digestMailOf(means, digest, content);
      session.answer({ to: digest.to, ...mail }, () => [`Subject: ${mail.subject}`, '', mail.text]);
    });
  }
  await session.withArchive('edit', async (archive) => {
    const { to } = await archive.digests.named(id);
    const sent = await archive.digests.alone(id, (digest, digests) =>
      sendDigest({ ...mailing(session, archive), archive: { digests } }, digest, now),
    );
    if (sent === undefined) {
      throw new ArchiveError('conflict', `${id}: another worker is sending it; try again later.`);
    }
    session.answer({ id, sent }, () => [
      sent ? `Sent to ${to}.` : 'There is nothing new to be told; nothing was sent.',
    ]);
  });
}

async function listed(session: Session): Promise<void> {
  await session.withArchive('read', async (archive) => {
    const all = await archive.digests.list();
    session.answer({ digests: all.map(shownDigest) }, () =>
      all.length === 0
        ? ['There is no digest; backissue digests add ADDRESS adds one.']
        : all.flatMap((one) => [`${one.id}  ${one.to}  ${aboutOf(one)}`, `  ${digestState(one)}`]),
    );
  });
}

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function aboutOf({ of, folder, sourceId, every, atMinute, timeZone }: Digest): string {
  const about = [
    of,
    ...(sourceId === undefined ? [] : [`source ${sourceId}`]),
    ...(folder === undefined ? [] : [`folder ${folder}`]),
    `each ${every} at ${clockOf(atMinute)} (${timeZone})`,
  ];
  return about.join('; ');
}

const shownDigest = ({ progress, atMinute, ...rest }: Digest) => ({
  ...rest,
  at: clockOf(atMinute),
  ...progress,
});
