import type { Readable } from 'node:stream';
import { xlsxOf, type Sheet } from '../platform/write-xlsx.ts';
import type { Comparison } from './comparison.ts';
import { groupColumns, groupRows, serviceColumns, serviceRows } from './downloads.ts';
import { overviewColumns, overviewRows } from './analyses/downloads-analysis.ts';
import type { Measure } from './measures/measure.ts';
import { measures } from './measures/measures.ts';
import type { Overview } from './analyses/overview.ts';
import * as words from './presenters-words.ts';

/** The comparison, the own services with what is counted of what, and the definitions: the rows of the page. */
export function comparisonWorkbook(comparison: Comparison, today: string): Readable {
  const { measure, services } = comparison;
  const parts = measure.parts ? [measure.parts.part, measure.parts.whole] : [];
  const rows = serviceRows(comparison).map((row, at) => [
    ...row,
    ...parts.map(({ column }) => services[at]?.given[column] ?? null),
  ]);
  return xlsxOf(
    [
      sheet('Comparison', groupColumns, groupRows(comparison)),
      sheet('Your services', [...serviceColumns, ...parts.map(({ name }) => name)], rows),
      definitions([measure]),
    ],
    today,
  );
}

export function overviewWorkbook(overview: Overview, today: string): Readable {
  return xlsxOf([sheet('Overview', overviewColumns, overviewRows(overview)), definitions(measures)], today);
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
