import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { lists } from '../../src/extracts/index.ts';

/** An extract of so many sound services with their funding, as a ZIP and as its two tables. */
export interface TrialExtract {
  rows: number;
  zip: string;
  services: string;
  fundings: string;
}

const serviceHeader =
  'ExtractONSCode,SupportServiceId,ServiceName,ServiceType,PrimaryClientGroup,AccommodationType,SupportDurationType,' +
  'HouseholdUnitsAvailable,StandardHoursPerWeek,NumberPaidManagers,NumberPaidFrontlineStaff,ChargeType,SPFundedStatus';
const fundingHeader =
  'ExtractONSCode,SupportServiceId,WeeklyUnitCost,ContractValueNextYear,ContractValuePreviousYear,SubsidyValueNextYear,' +
  'SubsidyValuePreviousYear';

/** Figures spread as those of the nation (national.ts): nothing in them is irregular, or every row has two errors. */
export async function makeTrialExtract(
  folder: string,
  authorityCode: string,
  rows: number,
  isFaulty = false,
): Promise<TrialExtract> {
  const kind = isFaulty ? 'faulty-' : '';
  const at = (name: string): string => path.join(folder, `${authorityCode}-${rows}-${kind}${name}`);
  const made = { rows, zip: at('extract.zip'), services: at('services.csv'), fundings: at('fundings.csv') };
  await writeLines(made.services, serviceHeader, rows, (n) => serviceLine(authorityCode, n, isFaulty));
  await writeLines(made.fundings, fundingHeader, rows, (n) => fundingLine(authorityCode, n));
  const zip = new ZipFile();
  zip.addFile(made.services, 'SupportService.csv');
  zip.addFile(made.fundings, 'SupportServiceSPFunding.csv');
  zip.end();
  const file = createWriteStream(made.zip);
  zip.outputStream.pipe(file);
  await finished(file);
  return made;
}

export function extractName(authorityCode: string): string {
  return `SPLSExtract_${authorityCode}_13092004.zip`;
}

/** A faulty one is wrong in two places. */
function serviceLine(authorityCode: string, n: number, isFaulty: boolean): string {
  const units = isFaulty ? `${n},5` : String(2 + (n % 50));
  const chargeType = isFaulty ? 'Block' : (lists.chargeType[n % lists.chargeType.length] ?? '');
  const pick = (list: readonly string[]): string => quoted(list[n % list.length] ?? '');
  return [
    ...[authorityCode, trialService(n).id, trialService(n).name],
    ...[
      pick(lists.serviceType),
      pick(lists.clientGroup),
      pick(lists.accommodationType),
      pick(lists.durationType),
    ],
    ...[quoted(units), '37.50', '1.50', (n % 20) / 2 + 1, chargeType, pick(lists.fundedStatus)],
  ].join(',');
}

/** The service of a row, as others speak of it. */
export function trialService(n: number): { id: string; name: string; clientGroup: string } {
  const clientGroup = lists.clientGroup[n % lists.clientGroup.length] ?? '';
  return { id: idOf(n), name: `Maple House floating support ${n}`, clientGroup };
}

function fundingLine(authorityCode: string, n: number): string {
  const cost = (((n * 37) % 9000) / 100 + 10).toFixed(2);
  const contract = [`${10000 + (n % 90000)}.50`, `${9000 + (n % 90000)}.25`];
  return [authorityCode, idOf(n), cost, ...contract, `${(n % 1000) + 1}.00`, `${(n % 900) + 1}.00`].join(',');
}

function idOf(n: number): string {
  return `SVC${String(n).padStart(7, '0')}`;
}

function quoted(text: string): string {
  return text.includes(',') ? `"${text}"` : text;
}

async function writeLines(
  file: string,
  header: string,
  rows: number,
  line: (n: number) => string,
): Promise<void> {
  const stream = createWriteStream(file);
  let text = `${header}\r\n`;
  for (let n = 1; n <= rows; n += 1) {
    text += `${line(n)}\r\n`;
    if (text.length < 1 << 20) continue;
    if (!stream.write(text)) await once(stream, 'drain');
    text = '';
  }
  stream.end(text);
  await finished(stream);
}
