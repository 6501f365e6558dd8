import { Html, markup } from '../../../platform/html.ts';

const style = new Html(`
body { margin: 0; font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #10222b; background: #fff; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1, h2, h3 { color: #0b3c49; line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 2px solid #0b3c49; }
a { color: #0b4f6c; }
a:focus { outline: 3px solid #10222b; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-weight: bold; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem; border-bottom: 1px solid #c3d0d3; }
dl > div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.3rem 0; border-bottom: 1px solid #c3d0d3; }
dt { flex: 0 0 14rem; font-weight: bold; }
dd { flex: 1 1 16rem; margin: 0; }
dd, td, th, li, p, h1, h3 { overflow-wrap: anywhere; }
dd bdi, .text { white-space: pre-wrap; }
@media (max-width: 40rem) {
  table, caption, thead, tbody, tr, th, td { display: block; }
  thead { position: absolute; left: -999rem; }
}
`);

/** The beginning of a page that is a file by itself: nothing is fetched and nothing runs. */
export function pageStart(title: string): Html {
  return markup`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${title} – SP-Bench</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><p>SP-Bench, Oxford Computer Consultants</p></header>
<main id="main">
`;
}

export const pageEnd = markup`
</main>
</body>
</html>
`;

export function paragraphs(texts: readonly string[]): Html[] {
  return texts.map((text) => markup`<p class="text">${text}</p> `);
}
