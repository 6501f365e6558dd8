import { expect } from 'chai';
import { defects, type SoundExtract } from '../fixtures/defects.ts';
import {
  EXTRACT_NAME,
  extractZip,
  fundingRow,
  performanceRow,
  qualityRow,
  serviceHeadings,
  serviceRow,
  servicesCsv,
  tableFiles,
} from '../support/extract-files.ts';
import type { HttpClient } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { annotatedOf, findingsOf, rowsIn, verdictsIn, zippedAgain, type Annotated } from './annotated-zip.ts';
import { extractOf, sendAndSettle, withoutCost } from './officer.ts';

const [RESULT, MESSAGES] = ['SP-Bench result', 'SP-Bench messages'];
const FUNDINGS = 'SupportServiceSPFunding.csv';
/** Files that are not kept, a row that a filled-up line makes readable, and a ZIP that is refused for its size. */
const left = /^(?:personal\.|csv\.record-too-long)/;
const cutShort = 'a row cut short';
/** Odd only beside other authorities' values or an earlier extract's. */
const compared = /^irregular\.(?:high|low|rise|fall)$/;

/** One defect for each code of a finding. */
const planted = new Map(
  Object.entries(defects)
    .filter(([name]) => name !== cutShort)
    .map(([name, plant]) => [plant(soundExtract(), 1).found.code, { name, plant }] as const)
    .filter(([code]) => !left.test(code) && !compared.test(code)),
);

describe('a file that was downloaded with its findings', () => {
  let app: WholeApp;
  let officer: HttpClient;
  before(async () => {
    app = await startWholeApp();
    officer = await app.signInAs();
  });
  after(() => app.close());

  /** Sends a file, downloads it with its findings and sends that; both uploads' findings and tables. */
  const sentTwice = async (zip: Buffer) => {
    const first = await sendAndSettle(officer, zip);
    const annotated = await annotatedOf(app, officer, first);
    const second = await sendAndSettle(officer, zippedAgain(annotated), EXTRACT_NAME);
    const again = await annotatedOf(app, officer, second);
    const findings = [await findingsOf(officer, first), await findingsOf(officer, second)] as const;
    return { first, second, annotated, again, findings };
  };

  for (const { name, plant } of planted.values()) {
    it(`has the same findings when it is sent again: ${name}`, async () => {
      const { files } = plant(soundExtract(), 1);
      const { first, second, findings, annotated, again } = await sentTwice(extractZip(files));
      expect(findings[0]).to.have.length(1);
      expect(findings[1].map(comparable)).to.deep.equal(findings[0].map(comparable));
      expect(second.state).to.equal(first.state);
      // The columns are not added again, and what they say does not change.
      expect(tablesOf(again)).to.deep.equal(tablesOf(annotated));
    });
  }

  it('is accepted where it was, its decisions being asked for anew', async () => {
    const { first, second, again } = await sentTwice(extractOf(3, withoutCost(1)));
    expect([first.state, second.state]).to.deep.equal(['needs-decisions', 'needs-decisions']);
    expect(verdictsIn(again, FUNDINGS).map(([result]) => result)).to.deep.equal([
      '1 to confirm',
      'passed',
      'passed',
    ]);
  });

  it('still has an error in a row that was cut short: the cells that it lacks are empty', async () => {
    const { files } = defects[cutShort]!(soundExtract(), 1);
    const { findings } = await sentTwice(extractZip(files));
    expect(findings[0].map(({ code, row }) => [code, row])).to.deep.equal([['row.cells', '3']]);
    expect(findings[1].map(({ code, row, field }) => [code, row, field])).to.deep.equal([
      ['empty', '3', 'WeeklyUnitCost'],
    ]);
  });

  it('comes right when the cells too many of a row are taken out', async () => {
    const { files } = defects['a comma without quotation marks']!(soundExtract(), 1);
    const { annotated } = await sentTwice(extractZip(files));
    const table = annotated.files.get('SupportService.csv')!.toString();
    annotated.files.set('SupportService.csv', Buffer.from(table.replace(',more', '')));
    const corrected = await sendAndSettle(officer, zippedAgain(annotated));
    expect(corrected.state).to.equal('live');
    expect(verdictsIn(await annotatedOf(app, officer, corrected))).to.deep.equal(
      Array(4).fill(['passed', '']),
    );
  });

  it('keeps its two columns where somebody has moved them', async () => {
    const rows = ['S1', 'S2', 'S3'].map((id) =>
      serviceRow(id, { [RESULT]: 'old', [MESSAGES]: 'older', ChargeType: 'x' }),
    );
    const headings = [MESSAGES, ...serviceHeadings.slice(0, 4), RESULT, ...serviceHeadings.slice(4)];
    const zip = extractZip(tableFiles({ services: servicesCsv(rows, { headings }) }));
    const annotated = await annotatedOf(app, officer, await sendAndSettle(officer, zip));
    const [first = [], ...others] = rowsIn(annotated);
    expect(first).to.deep.equal(headings);
    for (const row of others) {
      expect(row[0]).to.match(/^N ChargeType: This is not in the list/);
      expect(row[5]).to.equal('1 error');
      expect(row).to.have.length(headings.length);
    }
  });

  it('is not searched for people’s data in the two columns, and in all others it is', async () => {
    const holding = (heading: string) => {
      const rows = ['S1', 'S2', 'S3'].map((id) =>
        serviceRow(id, { [heading]: 'jane@example.org, born 1/2/1950' }),
      );
      return extractZip(
        tableFiles({ services: servicesCsv(rows, { headings: [...serviceHeadings, heading] }) }),
      );
    };
    for (const heading of [RESULT, MESSAGES, 'sp-bench MESSAGES '])
      expect((await sendAndSettle(officer, holding(heading))).state).to.equal('live');
    const noted = await sendAndSettle(officer, holding('Notes'));
    expect(noted.state).to.equal('rejected');
    expect((await findingsOf(officer, noted)).map(({ code }) => code)).to.deep.equal(
      Array(3).fill('personal.value'),
    );
  });
});

function soundExtract(): SoundExtract {
  const ids = ['S1', 'S2', 'S3', 'S4'];
  return {
    services: ids.map((id) => serviceRow(id)),
    fundings: ids.map((id) => fundingRow(id)),
    quality: ids.map((id) => qualityRow(id)),
    performance: ids.flatMap((id) => ['A', 'B'].map((item) => performanceRow(id, item))),
  };
}

/** A row that was too long is longer by the two cells, and so are its words. */
function comparable(finding: Record<string, string>): unknown {
  return finding.code === 'row.cells' ? { ...finding, value: '', message: '' } : finding;
}

function tablesOf({ files }: Annotated): [string, string][] {
  const tables = [...files].filter(([name]) => name.endsWith('.csv'));
  return tables.map(([name, bytes]) => [
    name,
    bytes.toString('latin1').replace(/\d+ cells under \d+ headings/, ''),
  ]);
}
