import { describe, expect, it } from 'vitest';
import type { HostClaim, HostLeft, Url } from '../model/index.ts';
import type { HostGate } from './index.ts';
import { refusal, serve } from './testing/loopback.ts';
import { clientForTest, closeAfterTest } from './testing/until-test-ends.ts';

/** A gate that grants everything, and what it was told. */
function openGate(): HostGate & { readonly claims: HostClaim[]; readonly left: HostLeft[] } {
  const claims: HostClaim[] = [];
  const left: HostLeft[] = [];
  return {
    claims,
    left,
    enter: async (claim) => {
      claims.push(claim);
      return { isGranted: true };
    },
    leave: async (one) => {
      left.push(one);
    },
  };
}

describe('a client with a gate', () => {
  const pages = (port: number) => ({ allowPrivate: true, url: `http://127.0.0.1:${port}/` as Url });

  it('claims the host of every request, of robots.txt and redirects too, and leaves it after each', async () => {
    const server = closeAfterTest(
      await serve((request, response) => {
        if (request.url === '/old') response.writeHead(302, { location: '/new' });
        response.end();
      }),
    );
    const gate = openGate();
    const one = clientForTest({ gate, robots: true });
    await one.fetch({ url: server.url('/old'), allowPrivate: true });
    await one.post({
      ...{ url: server.url('/hub'), allowPrivate: true },
      ...{ contentType: 'text/plain', body: new Uint8Array() },
    });
    await one.close();
    expect(gate.claims.map(({ host }) => host)).toEqual(Array(4).fill(`127.0.0.1:${server.port}`));
    expect(gate.left.map(({ pass }) => pass)).toEqual(gate.claims.map(({ pass }) => pass));
    expect(new Set(gate.claims.map(({ pass }) => pass)).size).toBe(4);
    expect(gate.left.every(({ reachedAt }) => reachedAt !== undefined)).toBe(true);
  });

  it('claims anew when it was paused between its claim and its request', async () => {
    const server = closeAfterTest(await serve((_request, response) => response.end()));
    const gate = openGate();
    let ms = Date.UTC(2026, 0, 1);
    const pausing: HostGate = {
      leave: gate.leave,
      enter: async (claim) => {
        const answer = await gate.enter(claim);
        if (gate.claims.length === 1) ms += 60_000;
        return answer;
      },
    };
    const one = clientForTest({ gate: pausing, now: () => ms });
    await one.fetch(pages(server.port));
    await one.close();
    const [first, second] = gate.claims;
    expect(second?.at).toBe((first?.at ?? 0) + 60_000);
    expect(gate.left).toMatchObject([{ pass: first?.pass }, { pass: second?.pass, reachedAt: ms }]);
    expect(gate.left[0]).not.toHaveProperty('reachedAt');
  });

  it('says of what a clock ahead has told since when it has known it, anew when that changes', async () => {
    const server = closeAfterTest(await serve((_request, response) => response.end()));
    const gate = openGate();
    let ms = Date.UTC(2026, 0, 1);
    const begun = ms;
    const starts = [9_000_000, 9_000_000, 9_001_000].map((more) => begun + more);
    const claims: HostClaim[] = [];
    const ahead: HostGate = {
      leave: gate.leave,
      enter: async (claim) => {
        claims.push(claim);
        const reachedAt = starts[claims.length - 1];
        if (reachedAt === undefined) return await gate.enter(claim);
        ms += 1000;
        return { isGranted: false, againAt: ms, ahead: { reachedAt, pass: '' } };
      },
    };
    const one = clientForTest({ gate: ahead, now: () => ms });
    await one.fetch(pages(server.port));
    await one.close();
    expect(claims.map(({ seen }) => seen)).toEqual([
      undefined,
      { reachedAt: starts[0], pass: '', at: begun + 1000 },
      { reachedAt: starts[0], pass: '', at: begun + 1000 },
      { reachedAt: starts[2], pass: '', at: begun + 3000 },
    ]);
  });

  it('counts the gap from when its request had come for sure: the host began to answer it', async () => {
    const server = closeAfterTest(
      await serve((_request, response) => {
        ms += 100;
        response.end();
      }),
    );
    const gate = openGate();
    const begun = Date.UTC(2026, 0, 1);
    let ms = begun;
    const waits: number[] = [];
    const one = clientForTest({
      ...{ gate, now: () => ms, hostGapMs: 1000 },
      delay: async (waited) => {
        waits.push(waited);
        ms += waited;
      },
      lookup: (_name, options, callback) => {
        ms += 400;
        if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
        else callback(null, '127.0.0.1', 4);
      },
    });
    const page = { url: server.url('/', 'paper.test'), allowPrivate: true };
    await one.fetch(page);
    await one.fetch(page);
    await one.close();
    expect(gate.left.map(({ reachedAt }) => (reachedAt ?? 0) - begun)).toEqual([500, 1600]);
    expect(waits).toEqual([1000]);
  });

  it('comes back when it was told to, and throws where a host wants to be left alone for long', async () => {
    const server = closeAfterTest(await serve((_request, response) => response.end()));
    const gate = openGate();
    let answers = 0;
    const held: HostGate = {
      leave: gate.leave,
      enter: async ({ at }) => {
        answers += 1;
        if (answers === 1) return { isGranted: false, againAt: at + 700 };
        const heldUntil = at + 90_000;
        return { isGranted: false, againAt: heldUntil, heldUntil, askedUntil: at + 7_200_000 };
      },
    };
    const one = clientForTest({ gate: held });
    expect(await refusal(one.fetch(pages(server.port)))).toMatchObject({ kind: 'wait' });
    expect(one.waits).toEqual([700]);
  });

  it('tells the gate how long a host wants to be left alone', async () => {
    const server = closeAfterTest(
      await serve((_request, response) => {
        response.writeHead(429, { 'retry-after': '7200' });
        response.end();
      }),
    );
    const gate = openGate();
    const one = clientForTest({ gate });
    await one.fetch(pages(server.port));
    await one.close();
    const { ms } = one.clock;
    expect(gate.left).toMatchObject([{ heldUntil: ms + 3_600_000, askedUntil: ms + 7_200_000 }]);
  });

  it('asks nobody when the gate cannot be asked', async () => {
    let asked = 0;
    const server = closeAfterTest(
      await serve((_request, response) => {
        asked += 1;
        response.end();
      }),
    );
    const broken = async () => {
      throw new Error('no database');
    };
    const one = clientForTest({ gate: { enter: broken, leave: broken } });
    await expect(one.fetch(pages(server.port))).rejects.toThrow('no database');
    expect(asked).toBe(0);
  });
});
