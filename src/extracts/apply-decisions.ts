import type { Knex } from 'knex';
import { spFunding } from './specification/sp-funding.ts';
import { comparedColumns } from './specification/irregular.ts';
import { supportService } from './specification/support-service.ts';
import { figuresOf, type MeasuresOf } from './figures.ts';
import { serviceNumbers, writeFigures } from './store.ts';

const BATCH = 1000;

/** The compared column that a field of either table is kept in. */
const columnOfField = new Map(
  [...supportService.fields, ...spFunding.fields].flatMap((field) => {
    const index = comparedColumns.findIndex((column) => column === field.column);
    return index < 0 ? [] : [[field.name, index] as const];
  }),
);

/** A value that the officer has ruled out: of which service, in which field. */
export interface ExcludedValue {
  serviceId: string;
  field: string;
}

/**
 * Works the figures of some services out again without their excluded values: such a value is on no report until
 * corrected data is uploaded (section 2). A service named here without an excluded value gets all its figures back.
 */
export async function applyDecisions(
  trx: Knex.Transaction,
  measuresOf: MeasuresOf,
  uploadId: number,
  serviceIds: readonly string[],
  excluded: readonly ExcludedValue[],
): Promise<void> {
  const figures = figuresOf(measuresOf);
  const excludedOf = new Map<string, string[]>();
  for (const { serviceId, field } of excluded) excludedOf.set(serviceId, [...(excludedOf.get(serviceId) ?? []), field]);
  for (let from = 0; from < serviceIds.length; from += BATCH) {
    const services = await serviceNumbers(trx, uploadId, serviceIds.slice(from, from + BATCH));
    const rows = services.map(({ row, serviceId, numbers }) => {
      for (const field of excludedOf.get(serviceId) ?? []) numbers[columnOfField.get(field) ?? -1] = NaN;
      return { row, values: figures.of(numbers).slice(comparedColumns.length) };
    });
    await writeFigures(trx, uploadId, ['units', ...figures.measureColumns], rows);
  }
}
