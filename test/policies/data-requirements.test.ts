import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { knownAuthorities } from '../../src/authorities/index.ts';
import { checkFile, exampleExtract, parseFileName } from '../../src/extracts/index.ts';
import { readExtract } from '../../src/extracts/read-extract.ts';
import { usedTables } from '../../src/extracts/rules/extract-rules.ts';
import { comparedColumns, irregularRules } from '../../src/extracts/specification/irregular.ts';
import { indicators } from '../../src/extracts/specification/pi.ts';
import {
  openTexts,
  type PolicyParts,
  policyRoutes,
  type RequirementSet,
  shippedTexts,
} from '../../src/policies/index.ts';
import { field } from '../../src/tables/index.ts';
import { comparisonFacts } from '../../src/wiring.ts';
import { ownFacts } from '../../src/wiring-texts.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { rawZip } from '../support/raw-zip.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import {
  download,
  entriesIn,
  entriesOf,
  extractSet,
  rowsOf,
  sheetSet,
  textOf,
  withFields,
} from './requirements-world.ts';

const page = '/documentation/data-requirements';
const template = `${page}/template.zip`;
const example = `${page}/example.zip`;

describe('the data requirements', () => {
  let app: WholeApp;
  let folder: string;
  let html: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-requirements-'));
    app = await startWholeApp({ jobs: false });
    html = (await app.browser().get(page)).text;
  });
  after(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are for everybody, without a cookie', async () => {
    const routes = app.routes.filter((route) => route.path.startsWith('/documentation/'));
    expect(routes.map(({ path: address }) => address)).to.include.members([page, template, example]);
    expect(new Set(routes.map(({ access }) => access))).to.deep.equal(new Set(['public']));
    for (const address of [page, template, example]) {
      const { status, headers } = await app.browser().get(address);
      expect(status, address).to.equal(200);
      expect(headers.getSetCookie(), address).to.deep.equal([]);
    }
    expect(html).to.include('<title>Data requirements – SP-Bench</title>');
  });

  it('lead on: to signing in, to uploading, and Oxford Computer Consultants’ own people nowhere', async () => {
    expect(html).to.match(/<a href="\/uploads\/new"[^>]*>Sign in and upload<\/a>/);
    const officer = await (await app.signInAs()).get(page);
    expect(officer.text).to.match(/<a href="\/uploads\/new"[^>]*>Upload an extract<\/a>/);
    expect((await (await app.signInAs({ role: 'support' })).get(page)).text).not.to.include('/uploads/new"');
    const upload = await (await app.signInAs()).get('/uploads/new');
    expect(upload.text).to.include(`href="${page}"`);
  });

  it('tell of every field of every table, in the order of the specification [P9]', () => {
    for (const { name, fields, rowIs } of Object.values(usedTables)) {
      const id = `table-${name.toLowerCase()}`;
      const rows = rowsOf(html, id);
      expect(rows, name).to.have.length(fields.length);
      fields.forEach(({ name: heading, aliases, meaning }, at) => {
        const [cell = '', needed = '', rule = '', told] = rows[at] ?? [];
        expect(cell.split(' or ')).to.deep.equal([heading, ...aliases]);
        expect(needed, heading).to.match(/^(Mandatory|Optional)/);
        expect(rule, heading).not.to.equal('');
        expect(told).to.equal(meaning);
      });
      expect(textOf(html)).to.include(`A row is ${rowIs}. No two rows have the same `);
    }
  });

  it('say which field is needed when', () => {
    const needed = (table: string): Record<string, string> =>
      Object.fromEntries(rowsOf(html, `table-${table}`).map((row) => [row[0] ?? '', row[1] ?? '']));
    expect(needed('supportservice')).to.include({
      ServiceName: 'Mandatory',
      AccommodationType: 'Mandatory where ServiceType is Accommodation based, otherwise optional',
    });
    expect(needed('supportservicespfunding')).to.include({
      WeeklyUnitCost: 'Mandatory',
      SubsidyValueNextYear: 'Optional',
    });
  });

  it('give every list with all its values, and the rule of each field leads to its list', () => {
    for (const { name, fields } of Object.values(usedTables)) {
      for (const [at, { content }] of fields.entries()) {
        if (content.kind !== 'list') continue;
        const row = html.split(`aria-labelledby="table-${name.toLowerCase()}"`)[1]?.split('<tr>')[at + 2];
        const id = /href="#([^"]+)"/.exec(row ?? '')?.[1] ?? '';
        const labels = entriesOf(html, id).map((entry) => entry.split(' – ')[0]);
        expect(labels, `${name} ${id}`).to.deep.equal(content.labels);
      }
    }
    expect(entriesOf(html, 'list-qafobjective')[1]).to.equal('C1.2 – support planning');
    expect(entriesOf(html, 'list-providerscore')[0]).to.equal('A – excellent');
  });

  it('have an anchor for each of their own links', () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    const links = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links).to.have.length.above(20);
    expect([...ids, 'top']).to.include.members(links);
  });

  it('name the file, its limits and the tables that may be missing', async () => {
    const text = textOf(html);
    expect(text).to.include('SPLSExtract_<ONS code>_<DDMMYYYY>.zip').and.to.include('Valid for extracts of');
    expect(text).to.include('At most 64 MB, and 512 MB when unpacked. At most 200 files.');
    const presence = rowsOf(html, 'extract-overview').map(([table, , said]) => [table, said]);
    for (const { name } of Object.values(usedTables)) {
      const others = Object.values(usedTables).filter((one) => one.name !== name);
      const file = path.join(folder, exampleExtract.fileName);
      await writeFile(file, rawZip(others.map((one) => ({ name: `${one.name}.csv`, content: 'x' }))));
      const read = await readExtract({ path: file, name: exampleExtract.fileName }, '00AJ', '2010-01-01');
      if (read.kind === 'readable') read.close();
      const said = read.kind === 'readable' ? 'May be missing' : 'Must be there';
      expect(presence).to.deep.include([`${name}.csv`, said]);
    }
  });

  it('say from which year on they are valid', () => {
    const { firstYear } = extractSet;
    const judged = (year: number) =>
      parseFileName(`SPLSExtract_00AJ_0101${year}.zip`, '00AJ', '2010-01-01').kind;
    expect([judged(firstYear), judged(firstYear - 1)]).to.deep.equal(['right', 'wrong']);
    expect(textOf(html)).to.include(`Valid for extracts of any day from ${firstYear} on.`);
  });

  it('give the rules across tables, the items of each indicator and what is irregular', () => {
    const rules = entriesOf(html, 'extract-rules').join(' ');
    expect(rules).to.include('SupportServicePI.csv is the id of a service in SupportService.csv');
    expect(rules).to.include('AccommodationType must be given where ServiceType is Accommodation based');
    const items = rowsOf(html, 'extract-data-items-of-the-performance-indicators');
    expect(items.map(([name]) => name)).to.deep.equal(indicators.map(({ name }) => name));
    for (const [at, { items: letters }] of indicators.entries()) {
      const told = items[at]?.[2] ?? '';
      expect(told.match(/\b[A-Z]\b/g)?.join(''), told).to.equal(letters);
    }
    const irregular = entriesOf(html, 'extract-irregular').join(' ');
    const { usualMostOfAll, ...numbers } = irregularRules;
    for (const number of [...Object.values(numbers), 100 * usualMostOfAll])
      expect(irregular).to.match(new RegExp(`\\b${number}\\b`));
    const fields = Object.values(usedTables).flatMap((table) => table.fields);
    for (const column of comparedColumns)
      expect(irregular).to.include(fields.find((one) => one.column === column)!.name);
  });

  describe('as downloads', () => {
    it('of the template hold just the tables, with their headings and no rows', async () => {
      const { bytes, name } = await download(app, template);
      expect(name).to.equal('sp-bench-template.zip');
      expect(await entriesIn(folder, bytes)).to.deep.equal(
        Object.values(usedTables).map((table) => ({
          name: `${table.name}.csv`,
          text: `${table.fields.map((one) => one.name).join(',')}\r\n`,
        })),
      );
      expect(html).to.include(`template.zip">Download the template (ZIP, ${bytes.length} bytes)`);
    });

    it('of the example pass every check', async () => {
      const { bytes, name } = await download(app, example);
      const file = path.join(folder, name);
      await writeFile(file, bytes);
      const authorities = await knownAuthorities();
      const checked = await checkFile({ file, own: '00AJ', authorities, today: '2026-01-01' });
      expect(checked).to.include({ kind: 'checked', errors: 0, irregular: 0 });
      expect(checked).to.have.property('findings').that.is.empty;
      const rows = checked.kind === 'checked' ? checked.tables.map((table) => table.rows) : [];
      expect(rows.slice(0, 4).every((count) => count !== null && count > 0)).to.be.true;
      expect(html).to.include(`Download an example (ZIP, ${Math.round(bytes.length / 1000)} KB)`);
    });

    it('are the same bytes each time, of another process too', async () => {
      const other = await appWith({ requirements: [extractSet] });
      try {
        for (const address of [template, example]) {
          const { bytes } = await download(app, address);
          expect(bytes.equals((await download(app, address)).bytes), address).to.be.true;
          expect(bytes.equals((await download(other, address)).bytes), address).to.be.true;
        }
      } finally {
        await other.close();
      }
    });

    it('leave no file behind', async () => {
      expect(await readdir(app.temporaryFiles.folder)).to.deep.equal([]);
    });

    it('are made again after a failure, which leaves no file behind either', async () => {
      let tries = 0;
      const write = async (file: string): Promise<void> => {
        await writeFile(file, 'half an example');
        if ((tries += 1) === 1) throw new Error('the disk is full');
      };
      const parts = { requirements: [extractSet], example: { fileName: 'small.zip', write } };
      const other = await appWith(parts);
      try {
        expect((await other.browser().get(example)).status).to.equal(500);
        expect(await readdir(app.temporaryFiles.folder)).to.deep.equal([]);
        expect((await download(other, example)).bytes.toString()).to.equal('half an example');
        expect((await other.browser().get(example)).status).to.equal(200);
        expect(tries).to.equal(2);
      } finally {
        await other.close();
      }
    });
  });

  describe('of a specification with one more field', () => {
    const sprinklers = field(
      'Sprinklers',
      { kind: 'list', labels: ['Some', 'All', 'None'] },
      'How safe it is',
      {
        since: '2010-04-01',
        mandatory: false,
        aliases: ['SprinklersFitted'],
      },
    );

    it('tell of it, its rule, its list and since when, and have it in the template', async () => {
      const other = await appWith({ requirements: [withFields(sprinklers)] });
      try {
        const { text } = await other.browser().get(page);
        expect(rowsOf(text, 'table-supportservice').at(-1)).to.deep.equal([
          'Sprinklers or SprinklersFitted',
          'Optional, in data of 1 April 2010 and later',
          'Some, All or None ( list Sprinklers )',
          'How safe it is',
        ]);
        expect(entriesOf(text, 'list-sprinklers')).to.deep.equal(['Some', 'All', 'None']);
        expect(textOf(text)).to.include('SupportService.csv: Sprinklers in data of 1 April 2010 and later.');
        const [services] = await entriesIn(folder, (await download(other, template)).bytes);
        expect(services?.text).to.match(/,SPFundedStatus,Sprinklers\r\n$/);
      } finally {
        await other.close();
      }
    });
  });

  it('show what a specification says as text, never as markup', async () => {
    const nasty = field(
      '<b>Bold</b>',
      { kind: 'list', labels: ['<i>', 'a & b', '"c"', 'd', 'e'] },
      '<script>',
    );
    const set: RequirementSet = { ...withFields(nasty), title: '<u>Extract</u>', rules: ['1 < 2'] };
    const other = await appWith({ requirements: [set] });
    try {
      const { text } = await other.browser().get(page);
      expect(text).not.to.match(/<(b|i|u|script)>/);
      expect(text).to.include('&lt;b&gt;Bold&lt;/b&gt;').and.to.include('1 &lt; 2');
      expect(entriesOf(text, 'list-b-bold-b')).to.deep.equal(['<i>', 'a & b', '"c"', 'd', 'e']);
    } finally {
      await other.close();
    }
  });

  it('take in another kind of file, without a template of its own', async () => {
    const other = await appWith({ requirements: [extractSet, sheetSet] });
    try {
      const { text } = await other.browser().get(page);
      expect(textOf(text)).to.include('Valid for workbooks of any day from 2007 on.');
      expect(textOf(text)).to.include('At most 64 MB, and 512 MB when unpacked.');
      expect(rowsOf(text, 'table-the-first-sheet').map((row) => row[2])).to.deep.equal([
        '11 digits, with the zeros that they begin with',
        'Your own authority’s name, in any of its usual spellings, the same in every row',
        'Text that tells nothing of a person',
        ...Array<string>(4).fill('Yes, No or Missing ( list One and 3 more fields )'),
      ]);
      expect(text.match(/<h3[^>]* id="list-one"/g)).to.have.length(1);
      expect(await entriesIn(folder, (await download(other, template)).bytes)).to.have.length(4);
    } finally {
      await other.close();
    }
  });

  /** An application on the same database that has these pages alone. */
  function appWith(given: Pick<PolicyParts, 'requirements'> & Partial<PolicyParts>): Promise<TestApp> {
    const facts = { ...ownFacts({ https: false, usageCounters: false }), requirements: given.requirements };
    return startTestApp({
      on: app.testDatabase,
      routes: ({ database, clock, logger }) => {
        const sources = { db: database.knex, clock, logger, shipped: shippedTexts, added: folder };
        const texts = openTexts({ ...sources, facts });
        const others = { example: exampleExtract, comparisons: comparisonFacts, texts };
        const { temporaryFiles } = app;
        return policyRoutes({ db: database.knex, clock, temporaryFiles, ...others, ...given });
      },
    });
  }
});
