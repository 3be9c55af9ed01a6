/** The stylesheet of books: little, since readers set type, size and colours themselves. */
export const bookStyle = `html { line-height: 1.6; }
body { margin: 0 4%; overflow-wrap: break-word; }
:lang(zh), :lang(ja) { line-height: 1.75; line-break: strict; text-align: justify; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; text-align: start; break-after: avoid; }
h1 { font-size: 1.5em; margin: 0.2em 0 0.4em; }
h2 { font-size: 1.2em; }
h3, h4, h5, h6 { font-size: 1em; }
p { margin: 0 0 0.8em; }
img { max-width: 100%; height: auto; }
figure { margin: 1em 0; break-inside: avoid; }
figcaption, .outlet, .byline, .image-missing { font-size: 0.85em; }
.outlet { margin: 0; font-weight: bold; letter-spacing: 0.04em; }
.byline { margin-bottom: 1.6em; }
.image-missing { font-style: italic; }
blockquote { margin: 1em 0 1em 1em; padding-inline-start: 0.8em; border-inline-start: 0.15em solid; }
pre { white-space: pre-wrap; font-size: 0.9em; }
table { border-collapse: collapse; font-size: 0.9em; }
td, th { border: 0.06em solid; padding: 0.2em 0.5em; vertical-align: top; text-align: start; }
footer { margin-top: 2.5em; padding-top: 0.6em; border-top: 0.06em solid; font-size: 0.8em; }
footer p { margin: 0 0 0.3em; }
.digest { font-family: monospace; font-size: 0.85em; word-break: break-all; }
.title-page { text-align: center; padding-top: 25%; }
.title-page h1 { font-size: 2em; text-align: center; }
.title-page .archive { letter-spacing: 0.1em; }
nav ol { list-style: none; padding-inline-start: 1em; }
nav li { margin: 0.3em 0; }
`;
