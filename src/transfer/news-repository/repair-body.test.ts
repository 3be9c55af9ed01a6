import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dropFeedFooter } from './feed-footer.ts';
import { repairBody } from './repair-body.ts';

function expectRepaired(pairs: Readonly<Record<string, string>>): void {
  for (const [html, repaired] of Object.entries(pairs)) expect(repairBody(html)).toBe(repaired);
}

test('glued tags are parted', () => {
  expectRepaired({
    '<sourcetype="a" src="b">': '<source type="a" src="b">',
    '<divclass="ad"data-kind="box"id=x>': '<div class="ad" data-kind="box" id=x>',
    '<imgsrc="a.jpg"alt=\'b\'/>': '<img src="a.jpg" alt=\'b\'/>',
    '<AHREF="x">y</a>': '<A HREF="x">y</a>',
    '<play-mediav-bind:current-media="m"v-on:click="p">':
      '<play-media v-bind:current-media="m" v-on:click="p">',
    '<share-buttonclass="a">': '<share-button class="a">',
    '<scriptasync src="x"></script>': '<script async src="x"></script>',
    '<thscope="row">': '<th scope="row">',
  });
});

test('whole tags, text, comments and scripts stay byte for byte', () => {
  for (const html of [
    '<p class="a" id=b>divclass="x" <divclass </p>',
    '<play-media data-x="1"><ok href>x</ok><colgroup span=2>',
    '<!-- <divclass="a"> --><script>if (a<divclass="b"c) {}</script>',
    '<p title=\'a="b"c\'>a < b</p>',
    '<unknownthing="a">',
  ]) {
    expect(repairBody(html)).toBe(html);
  }
});

test('pictures that went through a proxy get their own address back', () => {
  expectRepaired({
    '<img src="https://images.weserv.nl/?url=api.news.example/image/1_303.jpg" width="100%">':
      '<img src="https://api.news.example/image/1_303.jpg" width="100%">',
    '<img src="//images.weserv.nl/?w=300&amp;url=ssl:img.news.example/a.jpg&amp;q=1">':
      '<img src="https://img.news.example/a.jpg">',
    "<img src='https://wsrv.nl/?url=http%3A%2F%2Fimg.news.example%2Fa%20b.jpg%3Fx%3D1%26y%3D2'>":
      "<img src='http://img.news.example/a%20b.jpg?x=1&amp;y=2'>",
    '<img srcset="https://images.weserv.nl/?url=n.example/a.jpg 1x, https://images.weserv.nl/?url=n.example/b.jpg 2x">':
      '<img srcset="https://n.example/a.jpg 1x, https://n.example/b.jpg 2x">',
  });
});

test('an address of the proxy that names no host stays, as does one in the text', () => {
  for (const html of [
    '<img src="https://images.weserv.nl/?url=">',
    '<img src="https://images.weserv.nl/?url=%E0%A4%A">',
    '<p>https://images.weserv.nl/?url=n.example/a.jpg</p>',
    '<img src="https://images.weserv.nl/docs">',
  ]) {
    expect(repairBody(html)).toBe(html);
  }
});

test('repairing twice changes nothing more', () => {
  const piece = fc.constantFrom(
    '<div',
    'class=',
    '"',
    "'",
    '>',
    ' ',
    'a',
    '<img',
    'src=',
    '/',
    'data-x',
    '<!--',
    '-->',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const once = repairBody(pieces.join(''));
      expect(repairBody(once)).toBe(once);
    }),
  );
});

test('the lines of a feed’s reseller or plug-in are cut from the end only', () => {
  const reseller =
    '<br><hr><div>获取更多RSS：<br><a href="https://feedx.net" target="_blank">https://feedx.net</a> <br><a href="https://feedx.xyz">https://feedx.xyz</a></div>';
  const plugin =
    "<p><small>Feed enhanced by <a href='x'>Better Feed</a> from  <a href='y'>Ozh</a></small></p>";
  for (const footer of [reseller, plugin, `${plugin}${reseller}`]) {
    expect(dropFeedFooter(`<p>正文</p>${footer}`)).toBe('<p>正文</p>');
  }
  const inside = `<p>正文</p>${reseller}<p>还有</p>`;
  expect(dropFeedFooter(inside)).toBe(inside);
});
