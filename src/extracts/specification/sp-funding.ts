import { field, serviceId, type Content, type Table } from './table.ts';

const yearly: Content = { kind: 'decimal', most: 999999999.99, places: 2 };
const optional = (column: string) => ({ mandatory: false, column });

/** SupportServiceSPFunding.csv: at most one row a service, what Supporting People pays (data requirements, section 3). */
export const spFunding: Table = {
  name: 'SupportServiceSPFunding',
  fields: [
    field('ExtractONSCode', { kind: 'authority-code' }),
    field('SupportServiceId', serviceId),
    field('WeeklyUnitCost', { kind: 'decimal', most: 99999.99, places: 2 }, { column: 'weekly_unit_cost' }),
    field('ContractValueNextYear', yearly, optional('contract_value_next_year')),
    field('ContractValuePreviousYear', yearly, optional('contract_value_previous_year')),
    field('SubsidyValueNextYear', yearly, optional('subsidy_value_next_year')),
    field('SubsidyValuePreviousYear', yearly, optional('subsidy_value_previous_year')),
  ],
};
