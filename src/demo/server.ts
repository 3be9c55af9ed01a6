import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ArchiveError, type Now, type Url } from '../model/index.ts';
import { type Answer, answerWith, conditioned } from './answer.ts';
import { casesAt, type DemoCases } from './cases.ts';
import { editionsWithNews, type Published } from './edition.ts';
import { courier } from './harbour/courier.ts';
import { shibao } from './jiangwan/shibao.ts';
import { answerTo } from './routes.ts';
import { type Site, siteOf } from './site.ts';

export interface DemoOptions {
  readonly now: Now;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** 127.0.0.1 by default. */
  readonly host?: string;
  /** Whether a page may leave its readers without an answer (see plot.ts); by default it says 504. */
  readonly mayHang?: boolean;
}

export interface DemoOutlet {
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
  /** The front page; it names the outlet's main feed. */
  readonly home: Url;
  /** `section` is a page of links that no feed covers. */
  readonly feeds: {
    readonly rss?: Url;
    readonly atom?: Url;
    readonly json?: Url;
    readonly sitemap?: Url;
    readonly section?: Url;
  };
}

/** A running demo newspaper. */
export interface Demo {
  /** The server's root, with a slash at the end. */
  readonly url: Url;
  readonly outlets: readonly DemoOutlet[];
  /** Every planted trouble by name. */
  readonly cases: DemoCases;
  /** The edition that is out; 1 at the start. */
  readonly edition: number;
  /** How many editions carry news; each later one has a single short item an outlet. */
  readonly editions: number;
  /** The last 10,000 requests, oldest first; `path` with its query. */
  readonly requests: readonly DemoRequest[];
  /** Brings out the next edition, dated `now()`, and gives its number. */
  publishNextEdition(): number;
  /** Ends all connections and frees the port; a second call does nothing. */
  close(): Promise<void>;
}

interface DemoRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const requestsKept = 10_000;

/**
 * Starts the demo newspaper in its first edition, whose articles are spread over the three days
 * before `now()`. The same clock, host and port give the same bytes. Throws `unreachable` when the
 * port cannot be taken.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { now, host = '127.0.0.1', port = 0 } = options;
  const server = createServer();
  const origin = await listening(server, host, port);
  const times = [wholeSecond(now())];
  const requests: DemoRequest[] = [];
  const failing = failureCounter();
  let site = siteOf(origin, times);

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const answer = conditioned(answerFor(request, site, failing), request.headers);
    if (requests.length === requestsKept) requests.shift();
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      status: answer.status,
    });
    if (answer.silent !== true || options.mayHang !== true) send(answer, request, response);
  });

  return {
    url: `${origin}/` as Url,
    outlets: outletsAt(origin),
    cases: casesAt(origin),
    get edition() {
      return times.length;
    },
    editions: editionsWithNews,
    requests,
    publishNextEdition() {
      times.push(wholeSecond(now()));
      site = siteOf(origin, times);
      return times.length;
    },
    close: () => closed(server),
  };
}

function listening(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const mend = 'name a free port, or leave the port out to take any';
      const said = `The demo cannot listen on ${host}:${port} (${cause.message}); ${mend}.`;
      reject(new ArchiveError('unreachable', said, { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      resolve(new URL(`http://${host.includes(':') ? `[${host}]` : host}:${taken}`).origin);
    });
  });
}

/** Feeds tell whole seconds; so does the newspaper's own clock. */
function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

/** Owns the count of tries of pages that fail at first; lives as long as the server. */
function failureCounter(): (published: Published) => boolean {
  const tries = new Map<string, number>();
  return ({ story }) => {
    const before = tries.get(story.id) ?? 0;
    if (before >= (story.failures ?? 0)) return false;
    tries.set(story.id, before + 1);
    return true;
  };
}

function answerFor(
  request: IncomingMessage,
  site: Site,
  failing: (published: Published) => boolean,
): Answer {
  const { method = '', url = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    const headers = { Allow: 'GET, HEAD' };
    return answerWith('text/plain; charset=utf-8', 'Only GET and HEAD.\n', {
      status: 405,
      headers,
    });
  }
  return answerTo(url.split(/[?#]/, 1)[0] ?? '', site, failing);
}

function send(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  const length = answer.status === 304 ? {} : { 'Content-Length': answer.body.length };
  response.writeHead(answer.status, { ...answer.headers, ...length });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!server.listening) return resolve();
    server.close((fault) => (fault === undefined ? resolve() : reject(fault)));
    server.closeAllConnections();
  });
}

function outletsAt(origin: string): readonly DemoOutlet[] {
  const at = (path: string): Url => (origin + path) as Url;
  return [
    {
      name: courier.name,
      language: courier.language,
      home: at(courier.home),
      feeds: {
        atom: at('/harbour/atom.xml'),
        json: at('/harbour/feed.json'),
        sitemap: at('/harbour/news-sitemap.xml'),
      },
    },
    {
      name: shibao.name,
      language: shibao.language,
      home: at(shibao.home),
      feeds: { rss: at('/jiangnan/rss.xml'), section: at('/jiangnan/culture/') },
    },
  ];
}
