/** Serves one line of HTML with the reader's own server library, and nothing else. */
import { Hono } from 'hono';
import { serveReader } from '../../src/web/index.ts';

const bare = new Hono().get('/', (request) => request.html('<!doctype html><p>One line.</p>'));
const { url } = await serveReader(bare, { host: '127.0.0.1', port: 0 });
console.log(url);
