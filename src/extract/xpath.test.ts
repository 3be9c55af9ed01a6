import { describe, expect, test } from 'vitest';
import { pageTree } from './tree.ts';
import { evaluateXPath, xpathNodes } from './xpath.ts';
import { lineOf, pageBudget } from './xpath-nodes.ts';
import { parseXPath } from './xpath-parse.ts';

const page = `<html lang="en"><head><title>T</title><meta property="og:title" content="Said"></head><body>
<div id="top" class="head wide"><h1>One  <em>two</em></h1></div>
<div class="story lead"><p class="a">First, 1</p><p class="b">Second, 2</p><p class="a">Third, 3<br>more</p>
<ul><li>x</li><li>y</li><li>z</li></ul></div>
<div class="foot"><a href="/p/2?print=1" rel="next nofollow">Next page</a><a href="/p/3">3</a></div>
<script>var said = 'no words';</script></body></html>`;
const tree = pageTree(page);

function told(text: string): unknown {
  const expression = parseXPath(text);
  if ('fault' in expression) return expression.fault;
  const value = evaluateXPath(expression, tree, pageBudget(tree));
  return typeof value === 'object' ? value.map((node) => lineOf(tree, node)) : value;
}

describe('paths of XPath 1.0', () => {
  test.each([
    ['elements by class', "//p[@class='a']", ['First, 1', 'Third, 3 more']],
    ['a class among several', "//div[contains(@class, 'lead')]/p[2]", ['Second, 2']],
    ['the first of each parent, and of all', '//li[1] | (//p)[last()]', ['Third, 3 more', 'x']],
    ['an attribute', "//meta[@property='og:title']/@content", ['Said']],
    ['the nearest before', '//p[3]/preceding-sibling::p[1]', ['Second, 2']],
    ['all behind', "//p[@class='b']/following-sibling::*", ['Third, 3 more', 'x y z']],
    ['what is around', "//li[text()='x']/ancestor::div/@class", ['story lead']],
    ['a parent', '//em/..', ['One two']],
    ['what comes later in the page', '//ul/following::a[1]', ['Next page']],
    ['what came before it', '//h1/preceding::title', ['T']],
    ['text itself', '//p[3]/text()', ['Third, 3', 'more']],
    ['a path of whole steps', '/html/body/div[3]/a[2]', ['3']],
    ['both conditions', "//p[@class='a' and contains(., 'Third')]", ['Third, 3 more']],
    ['one or the other, not a third', "//li[.='x' or not(.!='z')]", ['x', 'z']],
    ['a count', '//div[count(p) > 2]/@class', ['story lead']],
    ['places', '//li[position() < 3]', ['x', 'y']],
    ['places within all', '//li[position() mod 2 = 1]', ['x', 'z']],
    ['a word of many', "//a[contains(concat(' ', @rel, ' '), ' next ')]/@href", ['/p/2?print=1']],
    ['names in capitals', '//DIV[@ID="top"]/H1', ['One two']],
    ['its own kind', '//div/*[self::p or self::ul][4]', ['x y z']],
    ['comments, which are no words', '//comment()', []],
    ['steps from what a function does not give', 'string(//p)/b', []],
    ['what is not there', '//article//p', []],
  ])('name %s', (_, text, found) => {
    expect(told(text)).toEqual(found);
  });
});

test.each([
  ["concat('http://a.example', //a[2]/@href)", 'http://a.example/p/3'],
  ["substring-before(//p, ',')", 'First'],
  ["substring-after(//a/@href, '?')", 'print=1'],
  ["substring-before(//p, 'zz')", ''],
  ["substring('12345', 2, 3)", '234'],
  ["translate('2024.05', '.', '-')", '2024-05'],
  ['normalize-space(//h1)', 'One two'],
  ['string-length(//title) + 2 * 3', 7],
  ['count(//p | //p[1])', 3],
  ['-(1 - 3) div 2', 1],
  ["starts-with(name(//li/..), 'u')", true],
  ["boolean(//p[lang('en')])", true],
  ["//p = 'Second, 2'", true],
  ['number(//li) = number(//li)', false],
  ['sum(//a[2]) + round(1.6) + floor(1.6) + ceiling(1.2)', 8],
])('%s is %j', (text, value) => {
  expect(told(text)).toBe(value);
});

test.each([
  ['', 'ends where a name should stand'],
  ['//p[', 'ends where a name should stand'],
  ["//p[@class='a'", 'lacks “]” at its end'],
  ['//p]', 'has “]” where it should end'],
  ['//p[matches(., "x")]', 'asks for matches(), which is not known'],
  ['//p[contains(.)]', 'gives contains() 1 values'],
  ['namespace::x', 'names the axis namespace, which is not known'],
  ['//p[$x]', 'cannot be read from “$x]” on'],
  [`${'('.repeat(100)}p`, 'is nested too deep'],
  [`//${'p'.repeat(5000)}`, 'is longer than 4000 characters'],
])('%j is refused in words', (text, fault) => {
  expect(told(text)).toBe(fault);
});

describe('what costs too much finds nothing, soon', () => {
  const wide = pageTree('<p>some words</p>'.repeat(100_000));
  const deep = pageTree(`${'<div>'.repeat(500)}${'<p>words</p>'.repeat(20_000)}`);
  test.each([
    '//p[count(preceding-sibling::p) > 5]',
    '//*[contains(., "nowhere")]/following::p[. = //p]',
    '//*//*//*[ancestor::*[descendant::p[last()]]]',
    '//p[. = //p]',
  ])('%s', (text) => {
    const expression = parseXPath(text);
    if ('fault' in expression) throw new TypeError(expression.fault);
    for (const hostile of [wide, deep]) {
      // Processor time, as the machine may be busy.
      const before = process.cpuUsage();
      expect(xpathNodes(expression, hostile, pageBudget(hostile))).toEqual([]);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000).toBeLessThan(5000);
    }
  });
});
