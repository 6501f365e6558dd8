import { field, serviceId, type Content, type Table } from '../../tables/index.ts';

const yearly: Content = { kind: 'decimal', most: 999999999.99, places: 2 };
const optional = (column: string) => ({ mandatory: false, column });

/** SupportServiceSPFunding.csv: at most one row a service, what Supporting People pays (data requirements, section 3). */
export const spFunding: Table = {
  name: 'SupportServiceSPFunding',
  rowIs: 'what Supporting People pays for a service',
  key: ['SupportServiceId'],
  fields: [
    field('ExtractONSCode', { kind: 'authority-code' }, 'Your authority’s code'),
    field('SupportServiceId', serviceId, 'The service, as in SupportService.csv'),
    field(
      'WeeklyUnitCost',
      { kind: 'decimal', most: 99999.99, places: 2 },
      'Pounds a household unit a week',
      {
        column: 'weekly_unit_cost',
      },
    ),
    field('ContractValueNextYear', yearly, 'Pounds in the coming year', optional('contract_value_next_year')),
    field(
      'ContractValuePreviousYear',
      yearly,
      'Pounds in the year before',
      optional('contract_value_previous_year'),
    ),
    field(
      'SubsidyValueNextYear',
      yearly,
      'Pounds of subsidy in the coming year',
      optional('subsidy_value_next_year'),
    ),
    field(
      'SubsidyValuePreviousYear',
      yearly,
      'Pounds of subsidy in the year before',
      optional('subsidy_value_previous_year'),
    ),
  ],
};
