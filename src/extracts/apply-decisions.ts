import type { Knex } from 'knex';
import type { DecidedValue } from '../uploads/index.ts';
import { figuresFor, type MeasuresOf } from './figures.ts';
import { comparedColumns } from './specification/irregular.ts';
import { spFunding } from './specification/sp-funding.ts';
import { supportService } from './specification/support-service.ts';
import { serviceNumbers, writeFigures } from './store.ts';

const BATCH = 1000;

/** Where in comparedColumns a field of either table is kept. */
const placeOfField = new Map(
  [...supportService.fields, ...spFunding.fields].flatMap((field) => {
    const place = comparedColumns.findIndex((column) => column === field.column);
    return place < 0 ? [] : [[field.name, place] as const];
  }),
);

/**
 * Works services' figures out again after decisions on their values: an excluded value is on no report until
 * corrected data is uploaded (section 2), an included one is what the file says.
 */
export async function applyDecisions(
  trx: Knex.Transaction,
  measuresOf: MeasuresOf,
  uploadId: number,
  decided: readonly DecidedValue[],
): Promise<void> {
  const figures = figuresFor(measuresOf);
  const byService = new Map<string, DecidedValue[]>();
  for (const value of decided)
    byService.set(value.serviceId, [...(byService.get(value.serviceId) ?? []), value]);
  const serviceIds = [...byService.keys()];
  for (let from = 0; from < serviceIds.length; from += BATCH) {
    const services = await serviceNumbers(trx, uploadId, serviceIds.slice(from, from + BATCH));
    const rows = services.map(({ row, serviceId, numbers }) => {
      for (const { field, value, decision } of byService.get(serviceId) ?? []) {
        const place = placeOfField.get(field);
        if (place !== undefined) numbers[place] = decision === 'exclude' ? NaN : Number(value);
      }
      return {
        row,
        values: Array.from(figures.of(numbers), (figure) => (Number.isNaN(figure) ? null : figure)),
      };
    });
    await writeFigures(trx, uploadId, figures.columns, rows);
  }
}
