import { field, serviceId, type Content, type Table } from '../../tables/index.ts';
import { lists } from './lists.ts';

const staff: Content = { kind: 'decimal', most: 999999.99, places: 2 };
const oneOf = (labels: readonly string[]): Content => ({ kind: 'list', labels });

/** SupportService.csv: one row a service (data requirements, section 3). */
export const supportService: Table = {
  name: 'SupportService',
  rowIs: 'a service',
  key: ['SupportServiceId'],
  fields: [
    field('ExtractONSCode', { kind: 'authority-code' }, 'Your authority’s code'),
    field('SupportServiceId', serviceId, 'The service’s id in your system, the same in every extract', {
      column: 'service_id',
    }),
    field('ServiceName', { kind: 'service-name' }, 'What you call the service; nobody else sees it', {
      column: 'service_name',
    }),
    field('ServiceType', oneOf(lists.serviceType), 'The kind of service', { column: 'service_type' }),
    field('PrimaryClientGroup', oneOf(lists.clientGroup), 'Whom the service mainly supports', {
      column: 'client_group',
    }),
    field(
      'AccommodationType',
      oneOf(lists.accommodationType),
      'The kind of accommodation; must be given where ServiceType is Accommodation based',
      { column: 'accommodation_type', mandatory: false },
    ),
    field('SupportDurationType', oneOf(lists.durationType), 'How long the support lasts', {
      column: 'duration_type',
    }),
    field(
      'HouseholdUnitsAvailable',
      { kind: 'whole-number', least: 1, most: 999999999 },
      'Households that the service can support at one time',
      { column: 'units' },
    ),
    field(
      'StandardHoursPerWeek',
      { kind: 'decimal', most: 99999.99, places: 2 },
      'Hours a week of one full-time member of staff',
      { column: 'hours' },
    ),
    field('NumberPaidManagers', staff, 'Paid managers, as full-time equivalents', { column: 'managers' }),
    field('NumberPaidFrontlineStaff', staff, 'Paid frontline staff, as full-time equivalents', {
      column: 'frontline_staff',
      aliases: ['NumberPaidFrontLineStaff'],
    }),
    field('ChargeType', oneOf(lists.chargeType), 'How the service is paid for', { column: 'charge_type' }),
    field('SPFundedStatus', oneOf(lists.fundedStatus), 'Whether Supporting People funds it', {
      column: 'funded_status',
    }),
  ],
};

/** Service types for which AccommodationType is mandatory. */
export const accommodationBased: ReadonlySet<string> = new Set(['Accommodation based']);
