import { describe, expect, it } from 'vitest';
import { DatabaseAway } from '../database-away.ts';
import { databaseFault } from './database-fault.ts';

const faultOf = ({ message = 'it failed', ...told }: Readonly<Record<string, string>>) =>
  databaseFault(Object.assign(new Error(message), told), 'postgres://db/news');

describe('a fault of a database', () => {
  it('is one of the connection by its SQLSTATE, the code of the socket, or what pg says', () => {
    const codes = ['08000', '08001', '08003', '08004', '08006', '57P01', '57P02', '57P03'];
    const sockets = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENOENT'];
    const names = ['ENOTFOUND', 'EAI_AGAIN'];
    for (const code of [...codes, ...sockets, ...names]) {
      expect([code, faultOf({ code })]).toEqual([code, expect.any(DatabaseAway)]);
    }
    for (const message of [
      'Connection terminated unexpectedly',
      'Connection terminated',
      'timeout expired',
      'timeout exceeded when trying to connect',
      'Client has encountered a connection error and is not queryable',
    ]) {
      expect([message, faultOf({ message })]).toEqual([message, expect.any(DatabaseAway)]);
    }
    expect(faultOf({ code: '08P01', severity: 'FATAL' })).toBeInstanceOf(DatabaseAway);
    expect(faultOf({ code: 'ECONNREFUSED' }).message).toMatch(
      /^postgres:\/\/db\/news: the database cannot be reached; start it, .*\.$/,
    );
  });

  it('is none where a statement, a right or the disk is at fault', () => {
    const codes = ['42P01', '23505', '28P01', '3D000', '42501', '53100', '53300', '57014', '25006'];
    for (const code of [...codes, '55P03', '40001', '25P03', '08P01', 'EACCES', 'XX000']) {
      expect([code, faultOf({ code, severity: 'ERROR' }) instanceof DatabaseAway]).toEqual([
        code,
        false,
      ]);
    }
  });
});
