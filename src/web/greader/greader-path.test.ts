import { describe, expect, it } from 'vitest';
import { greaderPath } from './greader-path.ts';

const contents = (rest: string) => ({ at: 'call', name: 'stream/contents', rest });

describe('a path of a reading app', () => {
  it.each([
    ['/accounts/ClientLogin', { at: 'login' }],
    ['//api/greader.php//accounts/ClientLogin/', { at: 'login' }],
    ['/api/greader.php/', { at: 'front' }],
    ['/reader/api/0/stream/items//ids/', { at: 'call', name: 'stream/items/ids', rest: '' }],
    ['/reader/api/0/stream/contents', { at: 'call', name: 'stream/contents', rest: '' }],
    ['/reader/api/0//stream//contents//feed/52/', contents('feed/52')],
    ['/reader/api/0/stream/contents/feed%2F52', contents('feed/52')],
    ['/reader/api/0/stream/contents/feed/https://a.test/rss', contents('feed/https://a.test/rss')],
    ['/reader/api/0/stream/contents/user/-/label/%E5%9F%8E', contents('user/-/label/城')],
    ['/reader/api/0/stream/contents/user/-/label/%E5%', contents('user/-/label/%E5%')],
    ['/reader/atom/feed%2F52', { at: 'call', name: 'atom', rest: 'feed/52' }],
  ])('%s is read', (path, read) => expect(greaderPath(path)).toEqual(read));

  it.each(['/', '/login', '/api', '/api/greader.phpx', '/reader/api/1/token', '/reader/api/0/'])(
    '%s is none',
    (path) => expect(greaderPath(path)).toBeUndefined(),
  );
});
