import { Html, markup } from '../../../platform/html.ts';
import { waysToComplain } from '../../requests/letter-templates.ts';
import { dayInWords } from '../../requests/day-words.ts';
import type { GivenItem } from '../rules/withhold.ts';
import { pageEnd, pageStart, paragraphs } from './page.ts';
import { sectionsOf, whysOf, type PackageDocument, type Section, type Why } from './package-document.ts';
import {
  basisInWords,
  entries,
  notes,
  reasonInWords,
  searchResult,
  timeInWords,
  unexplainedInWords,
  valueInWords,
  withheldInWords,
} from './words.ts';

/** The whole package as one page that explains itself, to be opened first; a record at a time. */
export function* writeReport(document: PackageDocument): Generator<string> {
  const sections = sectionsOf(document.items);
  yield pageStart(`Your data ${document.reference}`).source;
  yield front(document).source;
  yield contentsList(sections).source;
  yield markup`<h2 id="letter">Our letter</h2>
    ${paragraphs(document.letter)}`.source;
  yield packageList(document).source;
  yield markup`<h2 id="records">What we hold</h2>
    <p>${notes.values}</p> `.source;
  if (sections.length === 0) yield markup`<p>${notes.nothingHeld}</p> `.source;
  for (const [at, section] of sections.entries()) {
    yield sectionStart(section, at).source;
    for (const item of section.items) yield record(item).source;
  }
  yield files(document).source;
  yield searches(document).source;
  yield withheld(document).source;
  yield markup`<h2 id="complain">How to complain</h2>
    ${paragraphs(waysToComplain.split('\n\n'))}`.source;
  yield pageEnd.source;
}

function front({ name, reference, madeAt, items, withheld: lines, unexplained }: PackageDocument): Html {
  return markup`<h1>What we hold on <bdi>${name}</bdi></h1>
    <dl>
      ${fact('Person', name)}${fact('Reference', reference)}${fact('Made on', `${timeInWords(madeAt)} (time in England)`)}
      ${fact('Records', String(items.length))}${fact('Withheld', String(lines.length + unexplained))}
    </dl> `;
}

function fact(term: string, detail: string): Html {
  return markup`<div>
    <dt>${term}</dt>
    <dd><bdi>${detail}</bdi></dd>
  </div> `;
}

function contentsList(sections: readonly Section[]): Html {
  const parts = sections.map(
    ({ title }, at) =>
      markup`<li>
        <a href="#part-${at + 1}"><bdi>${title}</bdi></a>
      </li> `,
  );
  const within =
    parts.length === 0
      ? markup``
      : markup`
          <ul>
            ${parts}
          </ul>
        `;
  return markup`<nav aria-label="Contents">
    <ul>
      <li><a href="#letter">Our letter</a></li>
      <li><a href="#package">What is in this package</a></li>
      <li><a href="#records">What we hold</a>${within}</li>
      <li><a href="#files">Copies of files</a></li>
      <li><a href="#searches">Where we looked</a></li>
      <li><a href="#withheld">What is withheld and why</a></li>
      <li><a href="#complain">How to complain</a></li>
    </ul>
  </nav> `;
}

function packageList({ files: copies }: PackageDocument): Html {
  const all = Object.values(entries).map(({ name, about }) => markup`<li>${name}: ${about}</li> `);
  const more =
    copies.length === 0 ? markup`` : markup`<li>files: the copies of files, ${copies.length} in all</li> `;
  return markup`<h2 id="package">What is in this package</h2>
    <ul>
      ${[...all, more]}
    </ul> `;
}

function sectionStart(section: Section, at: number): Html {
  return markup`<h3 id="part-${at + 1}"><bdi>${section.title}</bdi></h3>
    ${table('Why each detail is held', ['Detail', 'Kind', 'Used for', 'Lawful basis', 'Kept'], whysOf(section).map(whyCells))}`;
}

function whyCells({ labels, category, purpose, lawfulBasis, retention }: Why): string[] {
  return [labels.join(', '), category, purpose, basisInWords(lawfulBasis), retention];
}

function record({ record: number, fields }: GivenItem): Html {
  const rows = fields.map(({ label, value }) => fact(label, valueInWords(value)));
  const body = rows.length === 0 ? markup`` : markup`<dl>${rows}</dl> `;
  return markup`<h4>Record ${number}</h4>
    ${body}`;
}

function files({ files: copies }: PackageDocument): Html {
  const rows = copies.map(({ name, about }) => [name, about]);
  return markup`<h2 id="files">Copies of files</h2>
    ${rows.length === 0 ? markup`<p>${notes.noFiles}</p> ` : table('Copies in this package', ['File', 'What it is'], rows)}`;
}

function searches({ searches: all }: PackageDocument): Html {
  const rows = all.map((one) => [one.place, one.terms, dayInWords(one.on), searchResult(one)]);
  return markup`<h2 id="searches">Where we looked</h2>
    ${rows.length === 0 ? markup`<p>${notes.noSearches}</p> ` : table('Searches', ['Place', 'Looked for', 'On', 'Result'], rows)}`;
}

function withheld({ withheld: lines, unexplained }: PackageDocument): Html {
  const rows = lines.map((one) => [
    String(one.number),
    withheldInWords(one),
    String(one.times),
    reasonInWords(one),
  ]);
  const more = unexplainedInWords(unexplained);
  const said = [
    ...(rows.length === 0 ? [] : [table('Withheld', ['Number', 'What', 'How often', 'Why'], rows)]),
    ...(more === null ? [] : [markup`<p>${more}</p>`]),
  ];
  return markup`<h2 id="withheld">What is withheld and why</h2>
    ${said.length === 0 ? markup`<p>${notes.nothingWithheld}</p>` : said}`;
}

function table(caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): Html {
  const head = columns.map((column) => markup`<th scope="col">${column}</th>`);
  const body = rows.map(
    ([first = '', ...cells]) =>
      markup`<tr>
        <th scope="row"><bdi>${first}</bdi></th>
        ${cells.map((cell) => markup`<td><bdi>${cell}</bdi></td>`)}
      </tr> `,
  );
  return markup`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table> `;
}
