import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { knownAuthorities } from '../../src/authorities/index.ts';
import { makeExtract, type RowChange } from '../../src/extracts/index.ts';
import { ddmmyyyy } from '../../src/tables/index.ts';
import { demonstrationPlan, nextQuarter } from './national-set.ts';

const AUTHORITY = '00AJ';
const services = 'SupportService';
const funding = 'SupportServiceSPFunding';

/** One cell of one service, and what stands there: the text itself, or what becomes of the right one. */
export type Edit = [
  table: string,
  service: number,
  field: string,
  value: string | ((right: string) => string),
];

const times = (factor: number) => (right: string) => (Number(right) * factor).toFixed(2);

/** Valid values that are probably wrong, one kind after the other. */
export const irregularEdits: readonly Edit[] = [
  [services, 2, 'NumberPaidManagers', '0.00'],
  [services, 2, 'NumberPaidFrontlineStaff', '0.00'],
  [services, 12, 'StandardHoursPerWeek', '180.00'],
  [funding, 4, 'WeeklyUnitCost', '0.00'],
  [funding, 6, 'WeeklyUnitCost', times(4)],
  [funding, 25, 'ContractValueNextYear', times(0.2)],
];

/** Mistakes that officers make, one of each kind. */
export const wrongEdits: readonly Edit[] = [
  [services, 3, 'SupportServiceId', (right) => right.replaceAll('-', '_')],
  [services, 5, 'ServiceName', ''],
  [services, 8, 'ServiceType', 'Floating suport'],
  [services, 9, 'PrimaryClientGroup', 'Everybody'],
  [services, 10, 'AccommodationType', ''],
  [services, 13, 'HouseholdUnitsAvailable', '30.5'],
  [services, 14, 'StandardHoursPerWeek', 'full time'],
  [services, 17, 'NumberPaidManagers', '-1'],
  [services, 20, 'ExtractONSCode', '00AK'],
  [services, 24, 'SupportServiceId', (right) => right.replace('0024', '0023')],
  [funding, 7, 'WeeklyUnitCost', '£7.74'],
  [funding, 11, 'ContractValueNextYear', '81,247.00'],
  [funding, 15, 'WeeklyUnitCost', '33.4325'],
  [funding, 16, 'SubsidyValueNextYear', '9.6e4'],
  [funding, 19, 'WeeklyUnitCost', '481,43'],
];

/** Writes the next extract of Ealing twice, to try an upload with: with irregular values, and with errors. */
export async function writeTrialFiles(dataDir: string): Promise<string[]> {
  const authority = (await knownAuthorities()).find(({ code }) => code === AUTHORITY);
  if (!authority) throw new Error(`There is no authority ${AUTHORITY}.`);
  const plan = demonstrationPlan(authority, nextQuarter);
  const name = `SPLSExtract_${AUTHORITY}_${ddmmyyyy(nextQuarter)}.zip`;
  const trials: [file: string, edits: readonly Edit[]][] = [
    [path.join(dataDir, 'demo', name), irregularEdits],
    [path.join(dataDir, 'demo', 'with-errors', name), wrongEdits],
  ];
  for (const [file, edits] of trials) {
    if (existsSync(file)) continue;
    await mkdir(path.dirname(file), { recursive: true });
    await makeExtract(plan, file, changeBy(edits));
  }
  return trials.map(([file]) => file);
}

function changeBy(edits: readonly Edit[]): RowChange {
  return ({ table, row, cells }) => {
    const changed = { ...cells };
    for (const [editedTable, service, field, value] of edits) {
      // Service n stands in row n + 1 of both tables.
      if (editedTable !== table || service + 1 !== row) continue;
      changed[field] = typeof value === 'string' ? value : value(cells[field] ?? '');
    }
    return [changed];
  };
}
