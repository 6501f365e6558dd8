import { field, serviceId, type Table } from '../../tables/index.ts';

/** The performance indicators and the data items that each is worked out from; stored by position. */
export const indicators = [
  { name: 'KPI1', items: 'ABC' },
  { name: 'KPI2', items: 'AB' },
  { name: 'SPI1', items: 'AB' },
  { name: 'SPI2', items: 'AB' },
  { name: 'SPI3', items: 'AB' },
  { name: 'SPI4', items: 'AB' },
  { name: 'HIAKPI1', items: 'AB' },
] as const;

export const dataItems = ['A', 'B', 'C'] as const;

/** SupportServicePI.csv: one data item of one indicator of a service in one period (data requirements, section 3). */
export const pi: Table = {
  name: 'SupportServicePI',
  rowIs: 'one data item of a service’s performance indicator in one period',
  key: ['SupportServiceId', 'PIName', 'PeriodStart', 'PeriodEnd', 'DataItem'],
  fields: [
    field('ExtractONSCode', { kind: 'authority-code' }, 'Your authority’s code'),
    field('SupportServiceId', serviceId, 'The service, as in SupportService.csv', { column: 'service_id' }),
    field('PIName', { kind: 'list', labels: indicators.map(({ name }) => name) }, 'The indicator', {
      column: 'indicator',
    }),
    field('PeriodStart', { kind: 'date', firstYear: 2000 }, 'The first day of the period', {
      column: 'period_start',
    }),
    field('PeriodEnd', { kind: 'date', firstYear: 2000 }, 'The last day of the period', {
      column: 'period_end',
    }),
    field('DataItem', { kind: 'list', labels: dataItems }, 'The item of the indicator’s formula', {
      column: 'item',
    }),
    field('Value', { kind: 'decimal', most: 999999999.99, places: 2 }, 'The item’s number', {
      column: 'value',
    }),
  ],
};
