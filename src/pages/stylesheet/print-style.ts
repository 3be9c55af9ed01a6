/** On paper: the words and their record, no controls. */
export const printStyle = `
@media print {
  @page { margin: 20mm; }
  :root:is(:root, [data-theme]) {
    --paper: #fff; --tint: #fff; --ink: #000; --quiet: #444; --hairline: #bbb; --rule: #000;
    --accent: #000; --link-line: #999; --good: #000; --mark: #ddd;
    --removed: #fff; --removed-ink: #000; --added: #fff; --added-ink: #000;
  }
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  .sections, [role="search"], .skip, .pager, .narrowing, .neighbours, .revisions details { display: none; }
  .article, .outlet-page .page-head { margin-left: 0; }
  .article-head h1 { margin-right: 0; }
  .article-head, .notice, .body, .record, .facts { max-width: none; }
  .facts { float: none; width: auto; margin-left: 0; }
  .facts dl { display: flex; }
  .facts dl > div + div { margin-top: 0; }
  .notice { border: 1px solid #000; }
  .body { orphans: 3; widows: 3; }
  h1, h2, h3, h4 { break-after: avoid; }
  figure, img, .record dl > div, .item { break-inside: avoid; }
  a { text-decoration: none; }
  .colophon { margin-top: 2rem; }
}
`;
