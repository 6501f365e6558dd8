import { comparedColumns } from '../specification/irregular.ts';
import { spFunding } from '../specification/sp-funding.ts';
import { accommodationBased, supportService } from '../specification/support-service.ts';
import { labelsOf, type Table } from '../specification/table.ts';
import { fault, type AuthorityCodes, type Fault } from './cell.ts';
import { GivenNumbers } from './given-numbers.ts';
import { oddity, usualKey, type PreviousNumbers, type UsualRanges } from './irregular.ts';
import { HEADER_ROW, tableRules, type Report, type TableRules } from './table-rules.ts';

/** A valid service with its funding. One object is reused from row to row: take what you need at once. */
export interface ServiceRecord {
  row: number;
  /** The service's texts and list positions, in the order of the fields of SupportService. */
  values: readonly (string | number | null)[];
  /** In the order of comparedColumns; NaN where there is none. */
  numbers: Float64Array;
}

export interface ExtractContext {
  authority: AuthorityCodes;
  usual: UsualRanges;
  previous: PreviousNumbers;
}

export interface ExtractSink {
  finding: Report;
  service(record: ServiceRecord): void;
}

/** Takes the records of one table in order: the header, the rows (sheet rows, the header being 1), the end. */
export interface TableFeed {
  /** Order of the table among those of the extract. */
  position: number;
  header(cells: readonly string[]): boolean;
  row(cells: readonly string[], row: number): void;
  /** isWhole: false where the rest of the table cannot be read. */
  end(isWhole: boolean): void;
}

export interface ExtractRules {
  /** Feed the funding first: a service is judged, and handed on, together with its funding. */
  fundings: TableFeed;
  services: TableFeed;
}

export const tableNames = { services: supportService.name, fundings: spFunding.name } as const;

const SERVICES_POSITION = 1;
const FUNDINGS_POSITION = 2;

const fieldIndex = (table: Table, name: string): number =>
  table.fields.findIndex((field) => field.name === name);
const ID = fieldIndex(supportService, 'SupportServiceId');
const TYPE = fieldIndex(supportService, 'ServiceType');
const CLIENT_GROUP = fieldIndex(supportService, 'PrimaryClientGroup');
const ACCOMMODATION = fieldIndex(supportService, 'AccommodationType');
const FUNDING_ID = fieldIndex(spFunding, 'SupportServiceId');

const accommodationTypes = accommodationPositions();
/** For each compared number: the field of SupportService that holds it, or -1; and the same of the funding table. */
const serviceFields = comparedColumns.map((column) =>
  supportService.fields.findIndex((field) => field.column === column),
);
const fundingFields = comparedColumns.map((column) =>
  spFunding.fields.findIndex((field) => field.column === column),
);
const fundingNumbers = fundingFields.filter((index) => index >= 0);
const fundingColumn = fundingFields.map((index) => fundingNumbers.indexOf(index));

/** The rules of a whole extract, across rows and tables (data requirements, sections 3 and 7). Pure and streaming. */
export function extractRules(
  context: ExtractContext,
  files: Record<keyof typeof tableNames, string>,
  sink: ExtractSink,
): ExtractRules {
  const given = new GivenNumbers(fundingNumbers.length);
  const of = (table: Table, file: string, filePosition: number): TableRules =>
    tableRules({ table, file, filePosition, authority: context.authority, report: sink.finding });
  const services = of(supportService, files.services, SERVICES_POSITION);
  const fundings = of(spFunding, files.fundings, FUNDINGS_POSITION);
  const numbers = new Float64Array(comparedColumns.length);
  const record: ServiceRecord = { row: 0, values: [], numbers };
  let isAnyServiceKnown = false;
  let isColumnMissed = false;

  return {
    fundings: { position: FUNDINGS_POSITION, header: fundings.header, row: readFunding, end: fundings.end },
    services: { position: SERVICES_POSITION, header: services.header, row: readService, end: endServices },
  };

  function readFunding(cells: readonly string[], row: number): void {
    const values = fundings.row(cells, row);
    const id = values?.[FUNDING_ID];
    if (!values || typeof id !== 'string') return;
    const before = given.addFunding(given.ordinalFor(id), row, values, fundingNumbers);
    if (before > 0) fundings.cellFault(row, FUNDING_ID, cells, fault('id.repeated', { before }));
  }

  function readService(cells: readonly string[], row: number): void {
    const values = services.row(cells, row);
    if (!values) {
      // Any of the cells may be the id: a service whose row cannot be read is there, and its funding is not without one.
      for (const cell of cells) given.mentionService(cell.trim());
      return;
    }
    const isWhole = accommodationGiven(values, cells, row) && !values.includes(undefined);
    const id = values[ID];
    if (typeof id !== 'string') return;
    isAnyServiceKnown = true;
    const ordinal = given.ordinalFor(id);
    const before = given.addService(ordinal, row);
    if (before > 0) {
      services.cellFault(row, ID, cells, fault('id.repeated', { before }));
      return;
    }
    for (let at = 0; at < comparedColumns.length; at += 1) numbers[at] = numberAt(at, ordinal, values);
    reportOddities(ordinal, values, cells, row);
    if (!isWhole) return;
    record.row = row;
    record.values = values as ServiceRecord['values'];
    sink.service(record);
  }

  function numberAt(at: number, ordinal: number, values: readonly unknown[]): number {
    const fieldAt = serviceFields[at] ?? -1;
    if (fieldAt < 0) return given.fundingNumber(ordinal, fundingColumn[at] ?? -1);
    const value = values[fieldAt];
    return typeof value === 'number' ? value : NaN;
  }

  /** The field itself is optional: whether a cell may be empty hangs on the service type. A missing column is one fault. */
  function accommodationGiven(values: readonly unknown[], cells: readonly string[], row: number): boolean {
    if (values[ACCOMMODATION] !== null || !accommodationTypes.has(values[TYPE])) return true;
    if (services.columnOf(ACCOMMODATION) > 0) {
      services.cellFault(row, ACCOMMODATION, cells, fault('accommodation.empty'));
    } else if (!isColumnMissed) {
      isColumnMissed = true;
      services.cellFault(HEADER_ROW, ACCOMMODATION, [], fault('header.missing'));
    }
    return false;
  }

  function reportOddities(
    ordinal: number,
    values: readonly unknown[],
    cells: readonly string[],
    row: number,
  ): void {
    const id = values[ID] as string;
    const type = values[TYPE];
    const group = values[CLIENT_GROUP];
    const usual =
      typeof type === 'number' && typeof group === 'number'
        ? context.usual.get(usualKey(type, group))
        : undefined;
    const previous = context.previous.get(id);
    for (let at = 0; at < comparedColumns.length; at += 1) {
      const odd = oddity(at, numbers, usual, previous);
      if (!odd) continue;
      const fieldAt = serviceFields[at] ?? -1;
      if (fieldAt >= 0) services.cellFault(row, fieldAt, cells, odd, 'irregular');
      else reportOddFunding(at, ordinal, id, odd);
    }
  }

  function reportOddFunding(at: number, ordinal: number, id: string, odd: Fault): void {
    const fieldAt = fundingFields[at] ?? -1;
    sink.finding({
      file: files.fundings,
      filePosition: FUNDINGS_POSITION,
      row: given.fundingRowOf(ordinal),
      columnPosition: fundings.columnOf(fieldAt),
      field: spFunding.fields[fieldAt]?.name ?? '',
      value: (numbers[at] ?? 0).toFixed(2),
      ...odd,
      severity: 'irregular',
      serviceId: id,
    });
  }

  function endServices(isWhole: boolean): void {
    services.end(isWhole);
    // Where services are not known the fault is there, and no funding's.
    if (!isWhole || !isAnyServiceKnown) return;
    for (const { id, row } of given.fundingWithoutService()) {
      sink.finding({
        file: files.fundings,
        filePosition: FUNDINGS_POSITION,
        row,
        columnPosition: fundings.columnOf(FUNDING_ID),
        field: 'SupportServiceId',
        value: id,
        ...fault('funding.unknown-service', { services: files.services }),
        severity: 'error',
        serviceId: id,
      });
    }
  }
}

function accommodationPositions(): ReadonlySet<unknown> {
  const type = supportService.fields[TYPE];
  if (type?.content.kind !== 'list') return new Set();
  const labels = labelsOf(type.content);
  return new Set([...accommodationBased].map((label) => labels.indexOf(label) + 1));
}
