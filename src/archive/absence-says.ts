import { type FailureKind, failureKind } from '../http/index.ts';
import type { AbsenceKind, ArchiveError } from '../model/index.ts';

/** What an answer of this status, which is no page, says of the article. */
export function absenceOfStatus(status: number): AbsenceKind {
  if (status === 404) return 'not-found';
  if (status === 410) return 'gone';
  if (status === 401) return 'login';
  if (status === 403 || status === 429 || status === 451) return 'blocked';
  if (status >= 300 && status < 400) return 'moved';
  return status >= 500 ? 'server-error' : 'not-found';
}

const absenceOfKind: Readonly<Partial<Record<FailureKind, AbsenceKind>>> = {
  timeout: 'timeout',
  dns: 'dns',
  tls: 'tls',
  robots: 'robots',
  private: 'refused',
  redirect: 'moved',
};

/** What it says of the article that no answer came. */
export function absenceOfFailure(error: ArchiveError): AbsenceKind {
  return absenceOfKind[failureKind(error) ?? 'connect'] ?? 'unreachable';
}

/** A status in words. */
export function saysStatus(status: number): string {
  if (status === 404) return 'the server answers 404, no such page';
  if (status === 410) return 'the server answers 410, gone for good';
  if (status === 429) return 'the server answers 429, too many requests';
  if (status === 451) return 'the server answers 451, withheld for legal reasons';
  if (status >= 500) return `the server answers ${status}, a fault of its own`;
  return `the server answers ${status}`;
}
