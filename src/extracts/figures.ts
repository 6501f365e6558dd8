import { comparedColumns, type ComparedColumn } from './specification/irregular.ts';

/** A service's numbers by the columns that keep them as given; null where empty or left out. */
export type GivenByColumn = Record<ComparedColumn, number | null>;

/** The measures of a service, by their columns of `services`: handed in by wiring, reports own the formulas. */
export type MeasuresOf = (given: GivenByColumn) => Record<string, number | null>;

const nothingGiven = Object.fromEntries(comparedColumns.map((column) => [column, null])) as GivenByColumn;

/** What is stored of a service's numbers: as given, then units for weighting, then the measures. */
export function figuresOf(measuresOf: MeasuresOf) {
  const measureColumns = Object.keys(measuresOf(nothingGiven));
  const given = { ...nothingGiven };
  const figures: (number | null)[] = new Array<number | null>(comparedColumns.length + 1 + measureColumns.length).fill(null);
  return {
    columns: [...comparedColumns, 'units', ...measureColumns],
    measureColumns,
    /** @param numbers in the order of comparedColumns, NaN for none. The array returned is reused. */
    of(numbers: Float64Array): readonly (number | null)[] {
      comparedColumns.forEach((column, index) => {
        const number = numbers[index] ?? NaN;
        given[column] = figures[index] = Number.isNaN(number) ? null : number;
      });
      const measures = measuresOf(given);
      figures[comparedColumns.length] = given.given_units;
      measureColumns.forEach((column, index) => {
        figures[comparedColumns.length + 1 + index] = measures[column] ?? null;
      });
      return figures;
    },
  };
}
