import {
  fault,
  tableAt,
  tableRules,
  type FileContext,
  type Finding,
  type Report,
  type Table,
  type TableFeed,
  type Values,
} from '../../tables/index.ts';
import {
  answers,
  indicators,
  MISSING,
  NO,
  NO_REASON,
  outcomeColumn,
  reasonColumn,
  workbook,
  YES,
} from '../specification/workbook.ts';
import { isSameName } from './same-name.ts';

export interface WorkbookContext extends FileContext {
  /** The names of the authority's live services, by their ids. */
  services: ReadonlyMap<string, string>;
}

/** A sound form of a live service. Object and arrays are reused from row to row: take what you need at once. */
export interface FormRecord {
  row: number;
  formId: string;
  serviceId: string;
  /** Positions in `answers`, counted from 1, in the order of the indicators. */
  needs: readonly number[];
  outcomes: readonly number[];
  /** Positions in `reasonLabels`, counted from 1. */
  reasons: readonly number[];
}

/** How many rows hold something, and how many of them are forms that are taken. */
export interface FormCounts {
  seen: number;
  taken: number;
}

export interface WorkbookSink {
  finding: Report;
  form(record: FormRecord): void;
}

export interface WorkbookRules extends TableFeed {
  /** Of the rows read so far. */
  counts: Readonly<FormCounts>;
}

/** A workbook has one table. */
export const POSITION = 1;

/** The rules of an outcomes workbook (data requirements, section 6). Pure and streaming. */
export function workbookRules(context: WorkbookContext, file: string, sink: WorkbookSink): WorkbookRules {
  const table = tableAt(workbook, context.dataDate);
  const rules = tableRules({ table, file, filePosition: POSITION, context, report });
  const places = placesOf(table);
  const counts = { seen: 0, taken: 0 };
  const needs: number[] = indicators.map(() => 0);
  const outcomes = [...needs];
  const reasons = [...needs];
  const record: FormRecord = { row: 0, formId: '', serviceId: '', needs, outcomes, reasons };
  let errors = 0;

  return { ...rules, position: POSITION, row: readForm, counts };

  function report(finding: Finding): void {
    if (finding.severity === 'error') errors += 1;
    sink.finding(finding);
  }

  function readForm(cells: readonly string[], row: number): void {
    const before = errors;
    const values = rules.row(cells, row);
    if (values || errors > before) counts.seen += 1;
    if (!values) return;
    const isOfLiveService = judgeService(values, cells, row);
    for (const indicator of places.indicators) judgeIndicator(indicator, values, cells, row);
    // Another authority's row is an error that is told of only at the end: here its authority is undefined.
    if (!isOfLiveService || errors > before || values.includes(undefined)) return;
    handOn(values, row);
  }

  function handOn(values: Values, row: number): void {
    record.row = row;
    record.formId = String(values[places.form]);
    record.serviceId = String(values[places.service]);
    places.indicators.forEach(({ need, outcome, reason }, at) => {
      needs[at] = Number(values[need]);
      outcomes[at] = Number(values[outcome]);
      reasons[at] = Number(values[reason]);
    });
    counts.taken += 1;
    sink.form(record);
  }

  /** Returns whether the row's service is live. Of a row that may be another authority's nothing is said. */
  function judgeService(values: Values, cells: readonly string[], row: number): boolean {
    const id = values[places.service];
    if (typeof id !== 'string' || values[places.authority] === undefined) return false;
    const known = context.services.get(id);
    if (known === undefined) {
      rules.cellFault(row, places.service, cells, fault('service.unknown'), 'notice');
      return false;
    }
    const name = values[places.name];
    if (typeof name === 'string' && !isSameName(name, known))
      rules.cellFault(row, places.name, cells, fault('irregular.name', { known }), 'irregular');
    return true;
  }

  /** One finding at most: of the three cells, the first that cannot stand beside those before it. */
  function judgeIndicator(
    place: IndicatorPlace,
    values: Values,
    cells: readonly string[],
    row: number,
  ): void {
    const { need, outcome, reason, names } = place;
    const needed = values[need];
    const achieved = values[outcome];
    const why = values[reason];
    const isNeeded = needed === undefined ? undefined : needed === YES;
    if (isNeeded !== undefined && achieved !== undefined && isNeeded === (achieved === MISSING)) {
      const params = { ...names, answer: answers[Number(needed) - 1] ?? '' };
      const found = fault(isNeeded ? 'outcome.needed' : 'outcome.unneeded', params);
      rules.cellFault(row, outcome, cells, found);
      return;
    }
    // Without the need there is no outcome, whatever stands in a cell that cannot be read.
    const outcomeOrNone = isNeeded === false ? MISSING : achieved;
    if (outcomeOrNone === undefined || why === undefined) return;
    const isReasonNeeded = outcomeOrNone === NO;
    if (isReasonNeeded === (why === NO_REASON))
      rules.cellFault(row, reason, cells, fault(isReasonNeeded ? 'reason.needed' : 'reason.unneeded', names));
  }
}

/** Where an indicator's three fields stand in the table, and what they are called. */
interface IndicatorPlace {
  need: number;
  outcome: number;
  reason: number;
  names: { need: string; outcome: string; reason: string };
}

function placesOf({ fields }: Table) {
  const placeOf = (name: string): number => fields.findIndex((field) => field.name === name);
  return {
    form: placeOf('FormID'),
    authority: placeOf('AdminAuth'),
    name: placeOf('Service_Name'),
    service: placeOf('SPServiceID'),
    indicators: indicators.map(({ code, column }): IndicatorPlace => {
      const names = { need: column, outcome: outcomeColumn(code), reason: reasonColumn(code) };
      return {
        need: placeOf(names.need),
        outcome: placeOf(names.outcome),
        reason: placeOf(names.reason),
        names,
      };
    }),
  };
}
