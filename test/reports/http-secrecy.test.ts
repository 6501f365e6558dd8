import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { openZip } from '../../src/platform/zip.ts';
import { withFile } from '../support/extract-files.ts';
import type { HttpClient } from '../support/http-client.ts';
import { readPdf } from '../support/read-pdf.ts';
import { bytesOf, mainOf, textOf } from './http-reading.ts';
import {
  cost,
  downloads,
  downloadsOfSome,
  kpi2Report,
  pages,
  peerNames,
  peerServices,
  servicePage,
  SMALL,
  startCountry,
  TINY,
  type Country,
} from './http-world.ts';

const choices = [
  '',
  'groupBy=region',
  'groupBy=authorityType&page=all',
  'groupBy=clientGroup&show=all',
  'region=London&peers=type',
  'peers=nearest&show=region&like=all',
  `clientGroup=${encodeURIComponent(SMALL)}&show=all`,
  `clientGroup=${TINY}&peers=region`,
];
/** Pages on which authorities are chosen: names, and nothing that they have given. */
const namingPages = pages.filter((path) => path.startsWith('/reports/groups'));

describe('what reports say of other authorities', () => {
  let country: Country;
  before(async () => {
    country = await startCountry();
  });
  after(() => country.app.close());

  /** A neighbour of them all, and an authority that has given nothing itself. */
  const readers = (): [string, HttpClient, string[]][] => [
    ['Ealing', country.ealing, choices],
    ['Leeds', country.leeds, choices.slice(0, 3)],
  ];
  const withChoice = (path: string, choice: string): string =>
    choice === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${choice}`;

  it('would be found if it were there', async () => {
    const rows = await country.app.database
      .knex('services')
      .where('service_name', 'like', 'Secret%')
      .select<{ service_name: string; service_id: string }[]>('service_name', 'service_id');
    expect(rows).to.have.length.above(100);
    for (const row of rows) for (const said of Object.values(row)) expect(said).to.match(peerServices);
  });

  it('is never which service or whose it is, on any page, whatever is chosen', async () => {
    const showing = [...pages, servicePage, `${cost}/trend`].filter((path) => !namingPages.includes(path));
    for (const [name, reader, asked] of readers())
      for (const path of showing)
        for (const choice of asked) {
          const { text } = await reader.get(withChoice(path, choice));
          expect(text, `${name} ${path} ${choice}`).not.to.match(peerServices);
          expect(mainOf(text), `${name} ${path} ${choice}`).not.to.match(peerNames);
        }
  });

  it('is never that in a download', async () => {
    const ofService = ['csv', 'xlsx'].map((kind) => `${servicePage}/measures.${kind}`);
    const all = [...downloads, ...ofService, `${kpi2Report}.xlsx`, `${downloads.at(-1)}&edition=internal`];
    for (const path of [...all, ...downloadsOfSome])
      for (const choice of all.includes(path) ? choices : ['']) {
        const text = await textOfFile(await bytesOf(country.app, country.ealing, withChoice(path, choice)));
        expect(text, `${path} ${choice}`).to.have.length.above(50);
        expect(text, `${path} ${choice}`).not.to.match(peerServices);
        expect(text, `${path} ${choice}`).not.to.match(peerNames);
      }
  });

  it('is, where authorities are chosen, their names and nothing that they have given', async () => {
    for (const path of [...namingPages, '/reports/groups/new?peers=nearest']) {
      const main = mainOf((await country.ealing.get(path)).text);
      expect(main, path).to.match(peerNames).and.not.to.match(peerServices);
      expect(textOf(main), path).not.to.match(/£|\d%|quartile/);
    }
  });
});

/** What a file says, of whatever kind it is. */
async function textOfFile(bytes: Buffer): Promise<string> {
  const start = bytes.subarray(0, 4).toString('latin1');
  if (start === '%PDF') {
    const { pages: drawn, dictionaries, metadata } = readPdf(bytes);
    return [...drawn.flat().map(({ text }) => text), ...dictionaries, metadata].join(' ');
  }
  if (start !== 'PK\u0003\u0004') return bytes.toString();
  return withFile(bytes, async (file) => {
    const { entries, close } = await openZip(file);
    const parts = await Promise.all(entries.map(async (entry) => (await buffer(entry.read())).toString()));
    close();
    return parts.join(' ');
  });
}
