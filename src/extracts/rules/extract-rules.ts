import { comparedColumns } from '../specification/irregular.ts';
import { spFunding } from '../specification/sp-funding.ts';
import { accommodationBased, supportService } from '../specification/support-service.ts';
import { pi } from '../specification/pi.ts';
import { qaf } from '../specification/qaf.ts';
import {
  fault,
  HEADER_ROW,
  ofFile,
  tableAt,
  tableRules,
  TextIndex,
  type Fault,
  type FileContext,
  type Report,
  type Table,
  type TableFeed,
  type TableRules,
  type Values,
} from '../../tables/index.ts';
import { GivenNumbers } from './given-numbers.ts';
import { oddity, usualKey, type PreviousNumbers, type UsualRanges } from './irregular.ts';
import { performanceRules, qualityRules, type KnownServices } from './score-rules.ts';

/** A valid service with its funding. One object is reused from row to row: take what you need at once. */
export interface ServiceRecord {
  row: number;
  /** The service's texts and list positions, in the order of the fields of SupportService. */
  values: readonly (string | number | null)[];
  /** In the order of comparedColumns; NaN where there is none. */
  numbers: Float64Array;
}

export interface ExtractContext extends FileContext {
  usual: UsualRanges;
  previous: PreviousNumbers;
  /** Tables that are not used are kept even where they look like people's data. */
  keepsAllTables?: boolean;
}

export interface ExtractSink {
  finding: Report;
  service(record: ServiceRecord): void;
  /** A sound row of a table of scores. Its values are reused from row to row. */
  score(table: ScoreTable, row: number, values: Values): void;
}

export type ScoreTable = 'quality' | 'performance';
export type UsedTable = 'services' | 'fundings' | ScoreTable;

/**
 * The tables that are used. Feed the funding first, for a service is judged, and handed on, together with its funding;
 * then the services, and then the scores, which may be missing: no service loses its earlier scores by that.
 */
export type ExtractRules = Record<UsedTable, TableFeed>;

export const usedTables: Record<UsedTable, Table> = {
  services: supportService,
  fundings: spFunding,
  quality: qaf,
  performance: pi,
};

/** Of the tables among those of the file, as findings have them. */
export const positions: Record<UsedTable, number> = { services: 1, fundings: 2, quality: 3, performance: 4 };

/** Beyond so many cells of unreadable rows it is not told any more which services they may be about. */
const MOST_MENTIONED = 200_000;

const fieldIndex = (table: Table, name: string): number =>
  table.fields.findIndex((field) => field.name === name);
const ID = fieldIndex(supportService, 'SupportServiceId');
const NAME = fieldIndex(supportService, 'ServiceName');
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
  files: Record<UsedTable, string>,
  sink: ExtractSink,
): ExtractRules {
  const given = new GivenNumbers(fundingNumbers.length);
  const of = (used: UsedTable): TableRules =>
    tableRules({
      table: tableAt(usedTables[used], context.dataDate),
      ...{ file: files[used], filePosition: positions[used], context, report: sink.finding },
      watchesKey: used !== 'services' && used !== 'fundings',
    });
  const services = of('services');
  const fundings = of('fundings');
  const numbers = new Float64Array(comparedColumns.length);
  const record: ServiceRecord = { row: 0, values: [], numbers };
  let isAnyServiceKnown = false;
  let isAnyServiceMissed = false;
  const mentioned = new TextIndex();
  let isColumnMissed = false;
  const known: KnownServices = {
    file: files.services,
    // Where a service may have been missed the fault is there, and no score's.
    isMissing: (id) =>
      isAnyServiceKnown && !isAnyServiceMissed && !given.isService(id) && mentioned.ordinalOf(id) < 0,
  };
  const quality = of('quality');
  const performance = of('performance');

  return {
    fundings: { ...fundings, position: positions.fundings, row: readFunding },
    services: { ...services, position: positions.services, row: readService, end: endServices },
    quality: qualityRules(quality, positions.quality, known, (row, values) =>
      sink.score('quality', row, values),
    ),
    performance: performanceRules(performance, positions.performance, known, (row, values) =>
      sink.score('performance', row, values),
    ),
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
      for (const cell of cells) mention(cell.trim());
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

  function mention(text: string): void {
    if (text === '') return;
    given.mentionService(text);
    if (mentioned.size < MOST_MENTIONED) mentioned.add(text);
    else isAnyServiceMissed = true;
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
      else reportOddFunding(at, ordinal, { id, name: services.cellAt(cells, NAME) }, odd);
    }
  }

  function reportOddFunding(
    at: number,
    ordinal: number,
    { id, name }: { id: string; name: string },
    odd: Fault,
  ): void {
    const fieldAt = fundingFields[at] ?? -1;
    sink.finding({
      ...ofFile(files.fundings, positions.fundings),
      row: given.fundingRowOf(ordinal),
      columnPosition: fundings.columnOf(fieldAt),
      field: spFunding.fields[fieldAt]?.name ?? '',
      value: (numbers[at] ?? 0).toFixed(2),
      ...odd,
      severity: 'irregular',
      serviceId: id,
      serviceName: name,
    });
  }

  function endServices(isWhole: boolean): void {
    services.end(isWhole);
    if (!isWhole) isAnyServiceMissed = true;
    // Where services are not known the fault is there, and no funding's.
    if (!isWhole || !isAnyServiceKnown) return;
    for (const { id, row } of given.fundingWithoutService()) {
      sink.finding({
        ...ofFile(files.fundings, positions.fundings),
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
  const { labels } = type.content;
  return new Set([...accommodationBased].map((label) => labels.indexOf(label) + 1));
}
