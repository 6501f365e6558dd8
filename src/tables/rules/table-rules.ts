import type { Finding, Severity } from '../finding.ts';
import type { Content, Table } from '../table.ts';
import { cellReader, type FileContext } from './cell.ts';
import { fault, isFault, type CellReader, type Fault, type Values } from './fault.ts';
import { headerFault, matchHeader, otherHeadings, repeatedHeadings, usedWidth } from './header.ts';
import { announces, personLikeHeading, personLikeValue } from './person-like.ts';
import { rowsByKey, type RowsByKey } from './rows-by-key.ts';

export type Report = (finding: Finding) => void;

export interface TableRules {
  /** True when at least one field was recognised, so that rows can be read. */
  header(cells: readonly string[]): boolean;
  /** Whether a row below the first one is the headings. */
  isHeader(cells: readonly string[]): boolean;
  /** Says why the first row is no header. @param headingsRow the row below that is, or 0 */
  noHeader(cells: readonly string[], headingsRow: number): void;
  /** Reads a row, reporting each fault once. Null for a blank row, or one whose cells do not fit the header. */
  row(cells: readonly string[], row: number): Values | null;
  /** Reports a fault of one cell of a row that has been read. */
  cellFault(
    row: number,
    fieldIndex: number,
    cells: readonly string[],
    found: Fault,
    severity?: Severity,
  ): void;
  /** A field's trimmed cell; empty where the file has no such column. */
  cellAt(cells: readonly string[], fieldIndex: number): string;
  /** The sheet's column of a field, counted from 1; 0 where the file has none. */
  columnOf(fieldIndex: number): number;
  /** To be called after the last row; it is not the table's last where the rest of the table cannot be read. */
  end(isWhole: boolean): void;
}

interface Source {
  table: Table;
  file: string;
  filePosition: number;
  context: FileContext;
  report: Report;
  /** False where somebody else sees to it that no two rows have the same key. */
  watchesKey?: boolean;
}

export const HEADER_ROW = 1;

/**
 * The rules of one table that need no other table (data requirements, section 3). Feed it the header, then every
 * record in order, then the end. The array of values is reused from row to row.
 */
export function tableRules(source: Source): TableRules {
  const { table, file, filePosition, context, report, watchesKey = true } = source;
  const fields = table.fields;
  const readers: CellReader[] = fields.map((field) => cellReader(field, context));
  const indexOfKind = (...kinds: Content['kind'][]): number =>
    fields.findIndex((field) => kinds.includes(field.content.kind));
  const idIndex = indexOfKind('service-id');
  const nameIndex = indexOfKind('service-name');
  const authorityIndex = indexOfKind('authority-code', 'authority-name');
  const freeTexts = fields.flatMap(({ content }, index) => (isFreeText(content) ? [index] : []));
  const positions: number[] = fields.map(() => -1);
  const values: Values = fields.map(() => undefined);
  const keys = watchesKey ? rowsByKey(table) : null;
  const foreign = foreignRows();
  let others: { position: number; heading: string }[] = [];
  let width = 0;
  let rows = 0;
  let misfits = 0;

  // Written out: a file may have a finding in every row, and spreading objects takes several times as long.
  const finding = (
    row: number,
    columnPosition: number,
    field: string,
    value: string,
    found: Fault,
  ): Finding => ({
    file,
    filePosition,
    row,
    columnPosition,
    field,
    value,
    code: found.code,
    params: found.params,
    severity: 'error',
    serviceId: '',
    serviceName: '',
  });

  const cellAt = (cells: readonly string[], fieldIndex: number): string => {
    const position = positions[fieldIndex] ?? -1;
    return position < 0 ? '' : (cells[position] ?? '').trim();
  };

  /** Which service a row is about. */
  const serviceOf = (cells: readonly string[]): Pick<Finding, 'serviceId' | 'serviceName'> => ({
    serviceId: cellAt(cells, idIndex),
    serviceName: unlessPersonal(cellAt(cells, nameIndex)),
  });

  const rules: TableRules = {
    header(cells) {
      const found = matchHeader(fields, cells);
      if (found.every((position) => position < 0)) return false;
      width = usedWidth(cells);
      found.forEach((position, index) => {
        positions[index] = position;
        const field = fields[index];
        if (position < 0 && field?.mandatory)
          report(finding(HEADER_ROW, 0, field.name, '', fault('header.missing')));
      });
      const repeated = repeatedHeadings(fields, cells);
      for (const { position, name } of repeated) {
        report(finding(HEADER_ROW, position + 1, name, cells[position] ?? '', fault('header.repeated')));
      }
      others = otherHeadings([...positions, ...repeated.map(({ position }) => position)], cells);
      others = others.filter((other) => !isPersonal(other));
      return true;
    },

    isHeader: (cells) =>
      matchHeader(fields, cells).filter((position) => position >= 0).length * 2 > fields.length,

    noHeader(cells, headingsRow) {
      report(
        finding(
          HEADER_ROW,
          0,
          '',
          unlessPersonal(cells.join(' | ')),
          headerFault(fields, cells, headingsRow),
        ),
      );
    },

    row(cells, row) {
      if (isBlank(cells)) return null;
      rows += 1;
      if (!fits(cells)) {
        misfits += 1;
        const found = fault('row.cells', { cells: cells.length, headings: width });
        report(finding(row, 0, '', unlessPersonal(cells.join(' | ')), found));
        return null;
      }
      for (let index = 0; index < readers.length; index += 1) {
        if ((positions[index] ?? -1) < 0) {
          values[index] = fields[index]?.mandatory ? undefined : null;
          continue;
        }
        const value = (readers[index] as CellReader)(cellAt(cells, index));
        if (!isFault(value)) values[index] = value;
        else {
          values[index] = undefined;
          if (index === authorityIndex && value.code === 'authority.other') foreign.add(row, value, cells);
          else rules.cellFault(row, index, cells, value);
        }
      }
      lookForPeople(cells, row);
      if (keys) lookForKey(keys, cells, row);
      return values;
    },

    cellFault(row, fieldIndex, cells, found, severity = 'error') {
      const field = fields[fieldIndex];
      const text = cellAt(cells, fieldIndex);
      const value = field && isId(field.content) ? text : unlessPersonal(text);
      const ofCell = finding(row, rules.columnOf(fieldIndex), field?.name ?? '', value, found);
      ofCell.severity = severity;
      ofCell.serviceId = cellAt(cells, idIndex);
      ofCell.serviceName = unlessPersonal(cellAt(cells, nameIndex));
      report(ofCell);
    },

    cellAt,

    columnOf: (fieldIndex) => (positions[fieldIndex] ?? -1) + 1,

    end(isWhole) {
      if (rows === 0 && isWhole) report(finding(HEADER_ROW, 0, '', '', fault('file.no-rows')));
      else foreign.tell(rows - misfits);
    },
  };

  /** A row may be longer or shorter than the header only by cells that say nothing. */
  function fits(cells: readonly string[]): boolean {
    if (cells.length === width) return true;
    if (cells.length > width) return usedWidth(cells) <= width;
    return fields.every((field, index) => !field.mandatory || (positions[index] ?? -1) < cells.length);
  }

  /** A column of people's data is one fault, so its cells are not looked at (P10). */
  function isPersonal({ position, heading }: { position: number; heading: string }): boolean {
    const what = personLikeHeading(heading);
    if (what)
      report(finding(HEADER_ROW, position + 1, heading, heading, fault('personal.heading', { what })));
    return what !== null;
  }

  /** Looks where anything may be written. What is found is not quoted: it would be kept with the finding (P10). */
  function lookForPeople(cells: readonly string[], row: number): void {
    for (const index of freeTexts) {
      if (values[index] === undefined) continue;
      const what = personLikeValue(cellAt(cells, index));
      if (!what) continue;
      values[index] = undefined;
      tell(rules.columnOf(index), fields[index]?.name ?? '', what);
    }
    for (const { position, heading } of others) {
      const what = personLikeValue(cells[position] ?? '');
      if (what && !announces(heading, what)) tell(position + 1, heading, what);
    }
    function tell(columnPosition: number, heading: string, what: string): void {
      const found = finding(row, columnPosition, heading, '', fault('personal.value', { what }));
      report({ ...found, serviceId: cellAt(cells, idIndex) });
    }
  }

  function lookForKey(known: RowsByKey, cells: readonly string[], row: number): void {
    const before = known.add(values, row);
    if (before > 0)
      rules.cellFault(row, known.firstField, cells, fault('row.repeated', { before, key: known.words }));
  }

  /** Rows of another authority wait for the end: a whole file of them is one mistake, not one a row. */
  function foreignRows() {
    const held: Pick<Finding, 'row' | 'code' | 'params' | 'serviceId' | 'serviceName'>[] = [];
    return {
      add(row: number, found: Fault, cells: readonly string[]): void {
        held.push({ row, ...found, ...serviceOf(cells) });
      },
      tell(ownRows: number): void {
        const name = fields[authorityIndex]?.name ?? '';
        const column = rules.columnOf(authorityIndex);
        const [first] = held;
        const isOneMistake =
          held.length > 1 &&
          held.length === ownRows &&
          held.every(({ params }) => params.other === first?.params.other);
        if (first && isOneMistake) {
          const found = fault('authority.other-file', { rows: held.length, ...first.params });
          report(finding(first.row, column, name, String(first.params.other), found));
          return;
        }
        for (const one of held)
          report({ ...finding(one.row, column, name, String(one.params.other), one), ...one });
      },
    };
  }

  return rules;
}

/** An id may look like anything, and says which row it is. */
function isId({ kind }: Content): boolean {
  return kind === 'service-id' || kind === 'digits';
}

/** What looks like a person's data is quoted nowhere: it would be kept with the finding (P10). */
function unlessPersonal(text: string): string {
  return personLikeValue(text) ? '' : text;
}

function isFreeText({ kind }: Content): boolean {
  return kind === 'text' || kind === 'service-name';
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}
