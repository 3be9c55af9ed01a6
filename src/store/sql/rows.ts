import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type {
  Absence,
  AbsenceKind,
  Article,
  Basis,
  Capture,
  Digest,
  Instant,
  Revision,
  Takedown,
  Url,
} from '../../model/index.ts';
import type {
  ArticleRecord,
  EditRecord,
  KnownKey,
  RevisionRecord,
  SiteRow,
  Slot,
  WarcFile,
} from '../records.ts';
import { bounded } from './bounded.ts';
import { given, hostOf, list, type Row } from './cells.ts';
import type { Tables } from './schema.ts';

export function captureRow(capture: Capture): Tables['captures'] {
  return {
    id: capture.id,
    asked_url: capture.askedUrl,
    final_url: capture.finalUrl,
    captured_at: capture.capturedAt,
    status: capture.status,
    headers: JSON.stringify(capture.headers),
    payload: capture.payload,
    file: capture.record.file,
    offset: capture.record.offset,
    length: capture.record.length,
    source_id: capture.sourceId ?? null,
    removed: capture.removed ?? null,
  };
}

export const warcFileOf = ({ file, length, uploaded }: Row<'warc_files'>): WarcFile => ({
  ...{ file, length },
  ...(uploaded === null ? {} : { uploaded: uploaded as Instant }),
});

export function captureOf(row: Row<'captures'>): Capture {
  return {
    id: row.id,
    askedUrl: row.asked_url as Url,
    finalUrl: row.final_url as Url,
    capturedAt: row.captured_at as Instant,
    status: row.status,
    headers: JSON.parse(row.headers) as Capture['headers'],
    payload: row.payload as Digest,
    record: { file: row.file, offset: row.offset, length: row.length },
    ...given('sourceId', row.source_id),
    ...given('removed', row.removed),
  };
}

export function articleRow(article: ArticleRecord): Omit<Row<'articles'>, 'ord' | 'changed_at'> {
  return {
    id: article.id,
    url: article.url,
    source_id: article.sourceId,
    title: article.title,
    authors: JSON.stringify(article.authors),
    language: article.language,
    published_at: article.publishedAt ?? null,
    sort_at: article.sortAt,
    first_seen_at: article.firstSeenAt,
    last_seen_at: article.lastSeenAt,
    last_visit_at: article.lastVisitAt ?? null,
    next_visit_at: article.nextVisitAt ?? null,
    revision_id: article.revisionId,
    revisions: article.revisions,
    absent: article.absent ?? null,
    absent_since: article.absentSince ?? null,
    gone_since: article.goneSince ?? null,
    images_due_at: article.imagesDueAt ?? null,
    lead: article.lead,
    image: article.image ?? null,
    host: hostOf(article.url),
    merged_into: article.mergedInto ?? null,
  };
}

export function articleOf(row: Omit<Row<'articles'>, 'ord' | 'changed_at'>): ArticleRecord {
  return {
    id: row.id,
    url: row.url as Url,
    sourceId: row.source_id,
    title: row.title,
    authors: list(row.authors),
    language: row.language,
    ...given('publishedAt', row.published_at as Instant | null),
    sortAt: row.sort_at as Instant,
    firstSeenAt: row.first_seen_at as Instant,
    lastSeenAt: row.last_seen_at as Instant,
    ...given('lastVisitAt', row.last_visit_at as Instant | null),
    ...given('nextVisitAt', row.next_visit_at as Instant | null),
    revisionId: row.revision_id,
    revisions: row.revisions,
    ...given('absent', row.absent as AbsenceKind | null),
    ...given('absentSince', row.absent_since as Instant | null),
    ...given('goneSince', row.gone_since as Instant | null),
    ...given('imagesDueAt', row.images_due_at as Instant | null),
    lead: row.lead,
    ...given('image', row.image as Url | null),
    ...given('mergedInto', row.merged_into),
  };
}

export function keyRow(known: KnownKey): Row<'keys'> {
  const key = bounded(known.key);
  return {
    key,
    url: known.url,
    article_id: known.articleId,
    claimed: known.claimed === true ? 1 : 0,
    whole: key === known.key ? null : known.key,
  };
}

export const keyOf = (row: Row<'keys'>): KnownKey => ({
  key: row.whole ?? row.key,
  url: row.url as Url,
  articleId: row.article_id,
  ...(row.claimed === 1 ? { claimed: true } : {}),
});

export function revisionRow(revision: RevisionRecord): Tables['revisions'] {
  return {
    id: revision.id,
    article_id: revision.article,
    number: revision.number,
    previous: revision.previous,
    capture_id: revision.captureId,
    basis: revision.basis,
    extractor: revision.extractor,
    seen_at: revision.seenAt,
    text_digest: revision.textDigest,
    content: zstdCompressSync(JSON.stringify(revision.content)),
    uncut_digest: revision.uncutDigest ?? null,
    cut: revision.cut === undefined ? null : zstdCompressSync(JSON.stringify(revision.cut)),
  };
}

export function revisionOf(row: Omit<Row<'revisions'>, 'content' | 'cut'>): Revision {
  return {
    id: row.id,
    article: row.article_id,
    number: row.number,
    previous: row.previous,
    captureId: row.capture_id,
    basis: row.basis as Basis,
    extractor: row.extractor,
    seenAt: row.seen_at as Instant,
    textDigest: row.text_digest as Digest,
    ...given('uncutDigest', row.uncut_digest as Digest | null),
  };
}

export const revisionRecordOf = (row: Row<'revisions'>): RevisionRecord => ({
  ...revisionOf(row),
  content: unpacked(row.content) as Article,
  ...(row.cut === null ? {} : { cut: unpacked(row.cut) as NonNullable<RevisionRecord['cut']> }),
});

const unpacked = (bytes: Uint8Array): unknown =>
  JSON.parse(zstdDecompressSync(bytes).toString('utf8'));

export const siteRow = ({ host, basis, learned, memory }: SiteRow): Tables['site_memory'] => ({
  host,
  basis,
  learned,
  memory,
});

export const siteOf = (row: Row<'site_memory'>): SiteRow => ({
  ...row,
  basis: row.basis as Basis,
});

export function editRow(edit: EditRecord): Tables['edits'] {
  return {
    revision_id: edit.revisionId,
    article_id: edit.articleId,
    source_id: edit.sourceId,
    from_number: edit.from,
    to_number: edit.to,
    seen_at: edit.seenAt,
    told: Number(edit.told),
    weight: edit.weight,
    kinds: JSON.stringify(edit.kinds),
    changes: JSON.stringify(edit.changes),
    changed: edit.changed,
  };
}

export function editOf(row: Row<'edits'>): EditRecord {
  return {
    revisionId: row.revision_id,
    articleId: row.article_id,
    sourceId: row.source_id,
    from: row.from_number,
    to: row.to_number,
    seenAt: row.seen_at as Instant,
    told: row.told === 1,
    weight: row.weight,
    kinds: list(row.kinds) as EditRecord['kinds'],
    changes: JSON.parse(row.changes) as EditRecord['changes'],
    changed: row.changed,
  };
}

export function absenceRow(absence: Absence): Tables['absences'] {
  return {
    article_id: absence.articleId,
    seen_at: absence.seenAt,
    kind: absence.kind,
    status: absence.status,
    capture_id: absence.captureId ?? null,
    message: absence.message,
    ended_at: absence.endedAt ?? null,
  };
}

export function absenceOf(row: Row<'absences'>): Absence {
  return {
    articleId: row.article_id,
    seenAt: row.seen_at as Instant,
    kind: row.kind as AbsenceKind,
    status: row.status,
    ...given('captureId', row.capture_id),
    message: row.message,
    ...given('endedAt', row.ended_at as Instant | null),
  };
}

export function slotRow(slot: Slot): Tables['slots'] {
  return {
    outlet: slot.outlet,
    slot: slot.slot,
    article_id: slot.articleId,
    capture_id: slot.captureId ?? null,
  };
}

export function slotOf(row: Row<'slots'>): Slot {
  return {
    outlet: row.outlet,
    slot: row.slot,
    articleId: row.article_id,
    ...given('captureId', row.capture_id),
  };
}

export function takedownRow(takedown: Takedown): Tables['takedowns'] {
  const { articles, keys, removal } = takedown;
  return {
    id: takedown.id,
    article_id: articles[0],
    url: takedown.url,
    reason: takedown.reason,
    note: takedown.note ?? null,
    at: takedown.at,
    lifted_at: takedown.liftedAt ?? null,
    state: takedown.state,
    facts: JSON.stringify({ articles, keys, removal }),
  };
}

export function takedownOf(row: Row<'takedowns'>): Takedown {
  return {
    ...(JSON.parse(row.facts) as Pick<Takedown, 'articles' | 'keys' | 'removal'>),
    id: row.id,
    url: row.url as Url,
    reason: row.reason as Takedown['reason'],
    ...given('note', row.note),
    at: row.at as Instant,
    ...given('liftedAt', row.lifted_at as Instant | null),
    state: row.state as Takedown['state'],
  };
}
