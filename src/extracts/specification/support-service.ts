import { field, serviceId, type Content, type Table } from './table.ts';

const staff: Content = { kind: 'decimal', most: 999999.99, places: 2 };

/** SupportService.csv: one row a service (data requirements, section 3). */
export const supportService: Table = {
  name: 'SupportService',
  fields: [
    field('ExtractONSCode', { kind: 'authority-code' }),
    field('SupportServiceId', serviceId, { column: 'service_id' }),
    field('ServiceName', { kind: 'text' }, { column: 'service_name' }),
    field('ServiceType', { kind: 'list', list: 'serviceType' }, { column: 'service_type' }),
    field('PrimaryClientGroup', { kind: 'list', list: 'clientGroup' }, { column: 'client_group' }),
    field(
      'AccommodationType',
      { kind: 'list', list: 'accommodationType' },
      { column: 'accommodation_type', mandatory: false },
    ),
    field('SupportDurationType', { kind: 'list', list: 'durationType' }, { column: 'duration_type' }),
    field(
      'HouseholdUnitsAvailable',
      { kind: 'whole-number', least: 1, most: 999999999 },
      { column: 'units' },
    ),
    field('StandardHoursPerWeek', { kind: 'decimal', most: 99999.99, places: 2 }, { column: 'hours' }),
    field('NumberPaidManagers', staff, { column: 'managers' }),
    field('NumberPaidFrontlineStaff', staff, {
      column: 'frontline_staff',
      aliases: ['NumberPaidFrontLineStaff'],
    }),
    field('ChargeType', { kind: 'list', list: 'chargeType' }, { column: 'charge_type' }),
    field('SPFundedStatus', { kind: 'list', list: 'fundedStatus' }, { column: 'funded_status' }),
  ],
};

/** Service types for which AccommodationType is mandatory. */
export const accommodationBased: ReadonlySet<string> = new Set(['Accommodation based']);
