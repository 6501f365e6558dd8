import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeExtract, type RowChange } from '../../src/extracts/index.ts';
import type { WholeApp } from '../support/whole-app.ts';

const peers = ['00AA', '00AB', '00AC', '38', '00DA'];

/** Extract files for a journey, in a folder that the caller removes. */
export async function extractFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'sp-bench-journey-'));
}

export async function writeExtract(
  folder: string,
  authorityCode: string,
  ddmmyyyy: string,
  change?: RowChange,
): Promise<string> {
  const file = path.join(folder, `SPLSExtract_${authorityCode}_${ddmmyyyy}.zip`);
  const date = `${ddmmyyyy.slice(4)}-${ddmmyyyy.slice(2, 4)}-${ddmmyyyy.slice(0, 2)}`;
  const authority = { code: authorityCode, region: 'London' };
  await makeExtract({ authority, services: 40, date, seed: 7 }, file, change);
  return file;
}

/** Five authorities with live extracts, each uploaded by an officer of its own through the site. */
export async function settlePeers(app: WholeApp, folder: string): Promise<void> {
  for (const authorityCode of peers) {
    const officer = await app.signInAs({ role: 'officer', authorityCode });
    const file = await writeExtract(folder, authorityCode, '31032009');
    const bytes = await readFile(file);
    const sent = await officer.postMultipart('/uploads/new', {
      field: 'file',
      name: path.basename(file),
      bytes,
    });
    const address = sent.headers.get('location') ?? '';
    const page = await officer.get(address);
    if (page.text.includes('data-state="needs-decisions"')) {
      await officer.submit(address, { all: 'include' }, { action: `${address}/decisions` });
    }
  }
}

/** Makes three values of the first rows odd: nothing paid, a week too long, a cost of nothing. */
export const oddValues: RowChange = ({ table, row, cells }) => {
  if (table === 'SupportService' && row === 2) return [{ ...cells, StandardHoursPerWeek: '180.00' }];
  if (table === 'SupportService' && row === 3) return [{ ...cells, StandardHoursPerWeek: '0.00' }];
  if (table === 'SupportServiceSPFunding' && row === 4) return [{ ...cells, WeeklyUnitCost: '0.00' }];
  return [cells];
};

/** Makes errors of several kinds, one to a row. */
export const faultyValues: RowChange = ({ table, row, cells }) => {
  if (table !== 'SupportService') return [cells];
  if (row === 2) return [{ ...cells, HouseholdUnitsAvailable: '1,234' }];
  if (row === 3) return [{ ...cells, ServiceType: 'Florist' }];
  if (row === 4) return [{ ...cells, ServiceName: '' }];
  return [cells];
};
