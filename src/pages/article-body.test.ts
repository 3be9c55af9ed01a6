import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderSnippet } from './article-body.ts';
import { renderArticleBody } from './index.ts';
import { sampleLinks } from './testing/context.ts';
import { elementsIn, elementsOf } from './testing/elements.ts';
import { foreignLoads } from './testing/foreign-loads.ts';

const render = (html: string) => renderArticleBody(html, sampleLinks);

describe('renderArticleBody', () => {
  it('points an image at its archived copy', () => {
    expect(
      render('<img src="https://media.example/a.png" alt="A &amp; B" width="40" height="x">'),
    ).toBe('<img src="images/a.png" alt="A &amp; B" width="40" loading="lazy" decoding="async">');
  });

  it('leaves a quiet placeholder with the alt text for an image that is not in the archive', () => {
    const html =
      '<figure><img src="https://spy.example/a.png" srcset="https://spy.example/b 2x" alt="A <pier>"></figure>';
    expect(render(html)).toBe('<figure><span class="image-missing">A &lt;pier&gt;</span></figure>');
  });

  it('says in words what is missing when the page gives them', () => {
    expect(renderArticleBody('<img src="/x.png">', sampleLinks, 'not here')).toBe(
      '<span class="image-missing">not here</span>',
    );
  });

  it('tells the other side of a link nothing', () => {
    expect(
      render(
        '<a href="https://a.example/?q=1&amp;b" target="_blank" ping="https://spy.example">x</a>',
      ),
    ).toBe('<a href="https://a.example/?q=1&amp;b" rel="noopener noreferrer">x</a>');
  });

  it.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    '/relative',
    '#note',
    '',
    'data:text/html,x',
  ])('keeps the words and drops the address of a link to %j', (href) => {
    expect(render(`<p><a href="${href}">words</a></p>`)).toBe('<p><span>words</span></p>');
  });

  it('drops whatever could load, run or style', () => {
    const html =
      '<p style="background:url(https://spy.example)" onclick="x()" class="c" id="content">a</p><script>x</script>' +
      '<iframe src="https://spy.example"></iframe><video src="https://spy.example" poster="https://spy.example"></video>' +
      '<picture><source srcset="https://spy.example/w"><img src="https://spy.example/i" alt="b"></picture>';
    expect(render(html)).toBe('<p>a</p><span class="image-missing">b</span>');
  });

  it('starts headings below the title of the page', () => {
    expect(render('<h1>a</h1>')).toBe('<h2>a</h2>');
  });

  it('keeps Chinese text, ruby and emphasis as they are', () => {
    const html = '<p>“桥”——<em>小桥</em><ruby>橋<rt>qiáo</rt></ruby></p>';
    expect(render(html)).toBe(html);
  });

  it('survives deep nesting and any soup of tags', () => {
    expect(render(`${'<div>'.repeat(20_000)}end`)).toContain('end');
    const soup = fc.array(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<a href="https://a.example">',
        '</a>',
        '<img src=//x>',
        '<td>',
        '<li>',
        '<',
        '"',
        '<!--',
        'x',
        '<table>',
        '</div>',
        '<style>',
      ),
    );
    fc.assert(
      fc.property(soup, (parts) => {
        expect(foreignLoads(elementsIn(render(parts.join(''))))).toEqual([]);
      }),
    );
  });
});

describe('renderSnippet', () => {
  it('keeps marks and nothing else', () => {
    const snippet = renderSnippet('a <mark onclick="x">b</mark> <img src=x> &lt;i&gt; <b>c</b>');
    expect(snippet).toBe('a <mark>b</mark>  &lt;i&gt; c');
    expect(elementsOf(snippet)).toHaveLength(1);
  });
});
