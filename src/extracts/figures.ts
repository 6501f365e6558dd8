import { comparedColumns, type ComparedColumn } from './specification/irregular.ts';

/** A service's numbers by the columns that keep them; null where empty or excluded. */
export type GivenByColumn = Record<ComparedColumn, number | null>;

/** The measures of a service, by their columns of `services`: handed in by wiring, reports own the formulas. */
export type MeasuresOf = (given: GivenByColumn) => Readonly<Record<string, number | null>>;

export interface Figures {
  columns: readonly string[];
  /** @param numbers in the order of comparedColumns, NaN for none, as in what is returned. That array is reused. */
  of(numbers: Float64Array): Float64Array;
}

/** What is stored of a service's numbers: each as given, then the measures that are worked out from them. */
export function figuresFor(measuresOf: MeasuresOf): Figures {
  const given = Object.fromEntries(comparedColumns.map((column) => [column, null])) as GivenByColumn;
  const workedOut = Object.keys(measuresOf(given)).filter((column) => !(column in given));
  const figures = new Float64Array(comparedColumns.length + workedOut.length);
  return {
    columns: [...comparedColumns, ...workedOut],
    of(numbers) {
      figures.set(numbers);
      for (let at = 0; at < comparedColumns.length; at += 1) {
        const number = numbers[at] ?? NaN;
        given[comparedColumns[at] as ComparedColumn] = Number.isNaN(number) ? null : number;
      }
      const measures = measuresOf(given);
      for (let at = 0; at < workedOut.length; at += 1) {
        figures[comparedColumns.length + at] = measures[workedOut[at] as string] ?? NaN;
      }
      return figures;
    },
  };
}
