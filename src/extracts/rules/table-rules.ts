import type { Finding } from '../../uploads/index.ts';
import type { Field, Table } from '../specification/table.ts';
import {
  cellReader,
  fault,
  isFault,
  type AuthorityCodes,
  type CellReader,
  type CellValue,
  type Fault,
} from './cell.ts';

/** A row's cells as read, in the order of the table's fields; undefined where the cell has a finding. */
export type Values = (CellValue | undefined)[];

export type Report = (finding: Finding) => void;

export interface TableRules {
  /** True when at least one field was recognised, so that rows can be read. */
  header: (cells: readonly string[]) => boolean;
  /** Reads a row, reporting each fault once. Null for a blank row, or one whose cells do not fit the header. */
  row(cells: readonly string[], row: number): Values | null;
  /** Reports a fault of one cell of a row that has been read. */
  cellFault(
    row: number,
    fieldIndex: number,
    cells: readonly string[],
    found: Fault,
    severity?: Finding['severity'],
  ): void;
  /** A field's trimmed cell; empty where the file has no such column. */
  cellAt(cells: readonly string[], fieldIndex: number): string;
  /** The sheet's column of a field, counted from 1; 0 where the file has none. */
  columnOf(fieldIndex: number): number;
  /** To be called after the last row; it is not the table's last where the rest of the table cannot be read. */
  end: (isWhole: boolean) => void;
}

interface Source {
  table: Table;
  file: string;
  filePosition: number;
  authority: AuthorityCodes;
  report: Report;
}

export const HEADER_ROW = 1;

/**
 * The rules of one table that need no other table (data requirements, section 3). Feed it the header, then every
 * record in order, then the end. The array of values is reused from row to row.
 */
export function tableRules({ table, file, filePosition, authority, report }: Source): TableRules {
  const fields = table.fields;
  const readers: CellReader[] = fields.map((field) => cellReader(field, authority));
  const idIndex = fields.findIndex((field) => field.content.kind === 'service-id');
  const codeIndex = fields.findIndex((field) => field.content.kind === 'authority-code');
  const positions: number[] = fields.map(() => -1);
  const values: Values = fields.map(() => undefined);
  const foreign = foreignRows();
  let width = 0;
  let rows = 0;
  let misfits = 0;

  const finding = (row: number, columnPosition: number, field: string, value: string, found: Fault) =>
    ({
      file,
      filePosition,
      row,
      columnPosition,
      field,
      value,
      ...found,
      severity: 'error',
      serviceId: '',
    }) as const;

  const cellAt = (cells: readonly string[], fieldIndex: number): string => {
    const position = positions[fieldIndex] ?? -1;
    return position < 0 ? '' : (cells[position] ?? '').trim();
  };

  const rules: TableRules = {
    header(cells) {
      width = usedWidth(cells);
      const found = matchHeader(fields, cells);
      if (found.every((position) => position < 0)) {
        report(finding(HEADER_ROW, 0, '', cells.join(' | '), headerFault(fields, cells)));
        return false;
      }
      found.forEach((position, index) => {
        positions[index] = position;
        const field = fields[index];
        if (position < 0 && field?.mandatory)
          report(finding(HEADER_ROW, 0, field.name, '', fault('header.missing')));
      });
      for (const { position, name } of repeated(fields, cells)) {
        report(finding(HEADER_ROW, position + 1, name, cells[position] ?? '', fault('header.repeated')));
      }
      return true;
    },

    row(cells, row) {
      if (isBlank(cells)) return null;
      rows += 1;
      if (!fits(cells)) {
        misfits += 1;
        report(
          finding(
            row,
            0,
            '',
            cells.join(' | '),
            fault('row.cells', { cells: cells.length, headings: width }),
          ),
        );
        return null;
      }
      for (let index = 0; index < readers.length; index += 1) {
        if ((positions[index] ?? -1) < 0) {
          values[index] = fields[index]?.mandatory ? undefined : null;
          continue;
        }
        const value = (readers[index] as CellReader)(cellAt(cells, index));
        if (isFault(value)) {
          values[index] = undefined;
          if (index === codeIndex && value.code === 'authority.other') foreign.add(row, value, cells);
          else rules.cellFault(row, index, cells, value);
        } else values[index] = value;
      }
      return values;
    },

    cellFault(row, fieldIndex, cells, found, severity = 'error') {
      report({
        ...finding(
          row,
          rules.columnOf(fieldIndex),
          fields[fieldIndex]?.name ?? '',
          cellAt(cells, fieldIndex),
          found,
        ),
        severity,
        serviceId: cellAt(cells, idIndex),
      });
    },

    cellAt,

    columnOf: (fieldIndex) => (positions[fieldIndex] ?? -1) + 1,

    end(isWhole) {
      const name = fields[codeIndex]?.name ?? '';
      const other = foreign.onlyOther();
      if (rows === 0 && isWhole) report(finding(HEADER_ROW, 0, '', '', fault('file.no-rows')));
      else if (foreign.rows.length > 1 && foreign.rows.length === rows - misfits && other) {
        report(
          finding(
            foreign.rows[0]?.row ?? 2,
            rules.columnOf(codeIndex),
            name,
            other,
            fault('authority.other-file', { rows: foreign.rows.length, ...foreign.rows[0]?.found.params }),
          ),
        );
      } else {
        for (const { row, found, serviceId } of foreign.rows) {
          report({
            ...finding(row, rules.columnOf(codeIndex), name, String(found.params.other), found),
            serviceId,
          });
        }
      }
    },
  };

  /** A row may be longer or shorter than the header only by cells that say nothing. */
  function fits(cells: readonly string[]): boolean {
    if (cells.length === width) return true;
    if (cells.length > width) return usedWidth(cells) <= width;
    return fields.every((field, index) => !field.mandatory || (positions[index] ?? -1) < cells.length);
  }

  /** Rows of another authority wait for the end: a whole file of them is one mistake, not one a row. */
  function foreignRows() {
    const held: { row: number; found: Fault; serviceId: string }[] = [];
    return {
      rows: held,
      add: (row: number, found: Fault, cells: readonly string[]) => {
        held.push({ row, found, serviceId: cellAt(cells, idIndex) });
      },
      onlyOther: (): string | null => {
        const first = held[0]?.found.params.other;
        return held.every(({ found }) => found.params.other === first) ? String(first) : null;
      },
    };
  }

  return rules;
}

/** Where each field stands in the header, or -1: names match by case, spaces and alias. */
function matchHeader(fields: readonly Field[], cells: readonly string[]): number[] {
  const headings = cells.map(plainHeading);
  return fields.map((field) => headings.findIndex((heading) => spellings(field).includes(heading)));
}

function repeated(fields: readonly Field[], cells: readonly string[]): { position: number; name: string }[] {
  return fields.flatMap((field) =>
    cells
      .map((cell, position) => ({ position, name: field.name, heading: plainHeading(cell) }))
      .filter(({ heading }) => spellings(field).includes(heading))
      .slice(1),
  );
}

function spellings(field: Field): string[] {
  return [field.name, ...field.aliases].map(plainHeading);
}

function plainHeading(cell: string): string {
  return cell.replace(/[\s_]+/g, '').toLowerCase();
}

/** No heading is known: say so, and name the separator where another one would give headings. */
function headerFault(fields: readonly Field[], cells: readonly string[]): Fault {
  if (cells.length === 0) return fault('file.empty');
  const separator = [';', '\t', '|'].find((character) =>
    matchHeader(fields, (cells[0] ?? '').split(character)).some((position) => position >= 0),
  );
  return separator
    ? fault('header.separator', { separator: separator === '\t' ? 'a tab' : separator })
    : fault('header.none');
}

function usedWidth(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && (cells[width - 1] ?? '').trim() === '') width -= 1;
  return width;
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}
