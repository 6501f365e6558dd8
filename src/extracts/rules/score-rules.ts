import { fault, TextIndex, type TableFeed, type TableRules, type Values } from '../../tables/index.ts';
import { dataItems, indicators, pi } from '../specification/pi.ts';
import { qaf } from '../specification/qaf.ts';

export interface KnownServices {
  /** The table that names them. */
  file: string;
  /** True when the extract surely has no service of this id. */
  isMissing(id: string): boolean;
}

type Indicator = (typeof indicators)[number];
type HandOn = (row: number, values: Values) => void;

const QAF_ID = qaf.fields.findIndex(({ name }) => name === 'SupportServiceId');

/** Grades of services that the extract has (data requirements, section 3). */
export function qualityRules(
  rules: TableRules,
  position: number,
  known: KnownServices,
  handOn: HandOn,
): TableFeed {
  return {
    ...{ ...rules, position },
    row(cells, row) {
      const values = rules.row(cells, row);
      if (!values) return;
      const isKnown = reportUnknown(rules, known, QAF_ID, values, cells, row);
      if (isKnown && !values.includes(undefined)) handOn(row, values);
    },
  };
}

const fieldIndex = (name: string): number => pi.fields.findIndex((field) => field.name === name);
const [PI_ID, NAME, START, END, ITEM] = [
  'SupportServiceId',
  'PIName',
  'PeriodStart',
  'PeriodEnd',
  'DataItem',
].map(fieldIndex) as [number, number, number, number, number];

/** Data items of services that the extract has; each indicator of a period needs all of its own (sections 3 and 5). */
export function performanceRules(
  rules: TableRules,
  position: number,
  known: KnownServices,
  handOn: HandOn,
): TableFeed {
  const periods = givenPeriods();
  return {
    ...{ ...rules, position },
    row(cells, row) {
      const values = rules.row(cells, row);
      if (!values) {
        if (cells.some((cell) => cell.trim() !== '')) periods.doubt(undefined);
        return;
      }
      const isKnown = reportUnknown(rules, known, PI_ID, values, cells, row);
      const isOrdered = reportBackwards(values, cells, row);
      const isOwnItem = reportForeignItem(values, cells, row);
      if (isKnown && isOrdered && isOwnItem) periods.add(values, row);
      else periods.doubt(values[PI_ID]);
      if (isKnown && isOrdered && isOwnItem && !values.includes(undefined)) handOn(row, values);
    },
    end(isWhole) {
      rules.end(isWhole);
      if (isWhole) periods.incomplete().forEach(reportMissing);
    },
  };

  function reportBackwards(values: Values, cells: readonly string[], row: number): boolean {
    const [start, end] = [values[START], values[END]];
    if (typeof start !== 'string' || typeof end !== 'string' || start <= end) return true;
    rules.cellFault(row, END, cells, fault('period.backwards'));
    return false;
  }

  function reportForeignItem(values: Values, cells: readonly string[], row: number): boolean {
    const [indicator, item] = [indicatorOf(values), itemOf(values)];
    if (!indicator || !item || indicator.items.includes(item)) return true;
    rules.cellFault(
      row,
      ITEM,
      cells,
      fault('item.foreign', { indicator: indicator.name, items: inWords(itemsOf(indicator)) }),
    );
    return false;
  }

  function reportMissing({ row, id, indicator, missing }: Incomplete): void {
    const cells: string[] = [];
    cells[rules.columnOf(PI_ID) - 1] = id;
    rules.cellFault(row, ITEM, cells, fault('item.missing', { indicator, missing: inWords(missing) }));
  }
}

/** Returns false where the row's service is not in the extract. */
function reportUnknown(
  rules: TableRules,
  known: KnownServices,
  idIndex: number,
  values: Values,
  cells: readonly string[],
  row: number,
): boolean {
  const id = values[idIndex];
  if (typeof id !== 'string' || !known.isMissing(id)) return true;
  rules.cellFault(row, idIndex, cells, fault('score.unknown-service', { services: known.file }));
  return false;
}

interface Incomplete {
  /** The first row of the indicator and period. */
  row: number;
  id: string;
  indicator: string;
  missing: readonly string[];
}

/** Which items of which indicator and period each service has been given. */
function givenPeriods() {
  const index = new TextIndex();
  const rows: number[] = [];
  const items: number[] = [];
  const doubted = new TextIndex();
  let isAllInDoubt = false;
  const periods = {
    /** A row's item is not known: it may be any that is missing from its service, and its own fault has been told. */
    doubt(id: Values[number]): void {
      if (typeof id === 'string') doubted.add(id);
      else isAllInDoubt = true;
    },
    add(values: Values, row: number): void {
      const parts = [values[PI_ID], values[NAME], values[START], values[END], values[ITEM]];
      if (parts.includes(undefined)) {
        periods.doubt(values[PI_ID]);
        return;
      }
      const ordinal = index.add(parts.slice(0, 4).join('\t'));
      if (ordinal === rows.length) {
        rows.push(row);
        items.push(0);
      }
      items[ordinal] = (items[ordinal] ?? 0) | (1 << (Number(values[ITEM]) - 1));
    },
    incomplete(): Incomplete[] {
      if (isAllInDoubt) return [];
      return items.flatMap((given, ordinal) => {
        const [id = '', name = ''] = index.textOf(ordinal).split('\t');
        const indicator = indicators[Number(name) - 1];
        const missing = itemsOf(indicator).filter((_, at) => !(given & (1 << at)));
        return indicator && missing.length > 0 && doubted.ordinalOf(id) < 0
          ? [{ row: rows[ordinal] ?? 0, id, indicator: indicator.name, missing }]
          : [];
      });
    },
  };
  return periods;
}

function indicatorOf(values: Values): Indicator | undefined {
  return indicators[Number(values[NAME]) - 1];
}

function itemOf(values: Values): string | undefined {
  return dataItems[Number(values[ITEM]) - 1];
}

/** The items that an indicator is worked out from: the first of all. */
function itemsOf(indicator: Indicator | undefined): string[] {
  return dataItems.slice(0, indicator?.items.length ?? 0);
}

/** "A and B". */
function inWords(items: readonly string[]): string {
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}` : items.join('');
}
