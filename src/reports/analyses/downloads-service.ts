import { csv, type Table } from '../downloads.ts';
import { partsOf, peerCounts, quartileColumns, quartiles, suppressed } from './downloads-analysis.ts';
import type { ServiceReport } from './service-report.ts';

/** One row a measure; of a percentage with what is counted of what. */
export function serviceTable({ service, rows }: ServiceReport): Table {
  return {
    columns: [
      ...['family', 'measure', 'name', 'unit', 'value', 'part', 'whole'],
      ...['authorities', 'services', ...quartileColumns, 'percentile', 'suppressed'],
    ],
    rows: rows.map(({ measure, value, peers, percentile }) => [
      ...[
        measure.family,
        measure.slug,
        measure.name,
        measure.unit,
        value,
        ...partsOf(measure, service.given),
      ],
      ...[...peerCounts(peers), ...quartiles(peers), percentile, suppressed(peers)],
    ]),
  };
}

/** One row a measure that the service ever had, one column a quarter, the latest first. */
export function historyTable({ rows, history }: ServiceReport): Table {
  const had = rows.filter(({ measure }) => history.some(({ values }) => values[measure.column] !== null));
  return {
    columns: ['measure', 'name', 'unit', ...history.map(({ quarter }) => quarter)],
    rows: had.map(({ measure }) => [
      ...[measure.slug, measure.name, measure.unit],
      ...history.map(({ values }) => values[measure.column] ?? null),
    ]),
  };
}

export function serviceCsv(report: ServiceReport): string {
  return csv(serviceTable(report));
}
