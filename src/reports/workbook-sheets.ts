import type { Readable } from 'node:stream';
import { xlsxOf, type Sheet } from '../platform/write-xlsx.ts';
import { factsOf, type Choices } from './dimensions.ts';
import type { Table } from './downloads.ts';
import type { Measure } from './measures/measure.ts';
import { filtersInWords } from './presenters-filters.ts';
import * as words from './presenters-words.ts';
import type { Report } from './read-report.ts';

/** What a workbook says of itself beside its rows: a file is read long after the page that it came from. */
export interface Made {
  report: Pick<Report, 'comparedWith' | 'recalculatedOn'>;
  /** Those that this report goes by. */
  choices: Pick<Choices, 'filters' | 'groupBy'>;
  /** Whose single services it has too; null for nobody's. */
  displayed?: string | null;
  /** Day of the own live extract (YYYY-MM-DD), null where there is none; of several extracts not given. */
  extractDate?: string | null;
  /** Whole address of the page that has the same figures. */
  address: string;
  /** YYYY-MM-DD */
  today: string;
}

/** The tables of a page, the choices that it was made with, and what its measures mean. */
export function workbook(
  tables: readonly (readonly [name: string, table: Table])[],
  measures: readonly Measure[],
  made: Made,
): Readable {
  const sheets = tables.map(([name, { columns, rows }]) => sheet(name, columns, rows));
  return xlsxOf([...sheets, choicesSheet(made), definitions(measures)], made.today);
}

const WIDTHS = { least: 12, most: 60 };

/** As wide as its widest cell, within reason. */
function sheet(
  name: string,
  titles: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Sheet {
  const columns = titles.map((title, at) => {
    const longest = rows.reduce((most, row) => Math.max(most, String(row[at] ?? '').length), title.length);
    return { title, width: Math.min(WIDTHS.most, Math.max(WIDTHS.least, longest + 2)) };
  });
  return { name, columns, rows };
}

function choicesSheet({ report, choices, displayed = null, address, today, ...made }: Made): Sheet {
  const { comparedWith, recalculatedOn } = report;
  const filters = filtersInWords(choices);
  const { groupBy } = choices;
  return sheet(
    'Choices',
    ['choice', 'value'],
    [
      ['compared with', comparedWith],
      ...(filters.length === 0 ? ['none'] : filters).map((filter) => ['filter', filter]),
      ['grouped by', groupBy === null ? 'not grouped' : factsOf(groupBy).label],
      ...(displayed === null ? [] : [['single services of', displayed]]),
      ...(made.extractDate === undefined ? [] : [['your extract of', made.extractDate ?? 'no live extract']]),
      ...(recalculatedOn === null ? [] : [['note', words.recalculatedSentence(recalculatedOn)]]),
      ['page', address],
      ['made on', today],
    ],
  );
}

function definitions(measures: readonly Measure[]): Sheet {
  return sheet(
    'Definitions',
    [
      'measure',
      'name',
      'unit',
      'definition',
      'formula',
      'source',
      'fields',
      'as of',
      'which way is better',
      'figures of peers',
    ],
    measures.map((measure) => [
      ...[measure.slug, measure.name, measure.unit, measure.definition, measure.formula],
      ...[measure.source.table, measure.source.fields.join(', '), measure.source.period],
      ...[words.directionSentence(measure), words.minimumsSentence],
    ]),
  );
}
