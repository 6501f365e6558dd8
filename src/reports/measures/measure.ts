export const families = ['cost', 'quality', 'performance', 'outcomes'] as const;
export type Family = (typeof families)[number];

export type Unit =
  'pounds a week' | 'pounds an hour' | 'hours a week' | 'pounds a year' | 'grade points' | 'percent';

/** What a measure is, for its page, its downloads and its query. */
export interface Measure {
  family: Family;
  slug: string;
  /** Column of measured_services and of the benchmark's views. */
  column: string;
  name: string;
  unit: Unit;
  /** One sentence: what it says about a service. */
  definition: string;
  /** How it is worked out, in words. */
  formula: string;
  /** Which way is better; neither where a higher figure may be the better service or the dearer one. */
  direction: 'lower' | 'higher' | 'neither';
  /** Decimals on the page. */
  decimals: number;
  /** Where it comes from: the table, its fields, and the time that it is of. */
  source: { table: string; fields: readonly string[]; period: string };
  /** Columns of measured_services that say why it is not available; the last of two parts is the divisor. */
  needs: readonly string[];
  /** Of a percentage: what is counted, of what; null for any other measure. */
  parts: { part: Part; whole: Part } | null;
}

export interface Part {
  column: string;
  name: string;
}

/** A measure as a value of a form: cost/weekly-unit-cost. */
export function measureText({ family, slug }: Measure): string {
  return `${family}/${slug}`;
}

/** Values of one service by their columns; null is empty, or excluded by the officer. */
export type Given = Readonly<Record<string, number | null>>;

/** Of a percentage: what is counted, of what, in all of these that have it, by its columns; empty for any other measure. */
export function countedTogether(
  { column, parts }: Measure,
  services: readonly { values: Given; given: Given }[],
): Given {
  if (!parts) return {};
  const there = services.filter(({ values }) => (values[column] ?? null) !== null);
  const sum = (of: string) => there.reduce((total, { given }) => total + (given[of] ?? 0), 0);
  const columns = [parts.part.column, parts.whole.column];
  return Object.fromEntries(columns.map((of) => [of, there.length === 0 ? null : sum(of)]));
}

/** Why a measure is not available: a value that it needs is not given, or a divisor is zero. */
export type Unavailable = 'no-value' | 'zero-divisor';

export function whyUnavailable(measure: Measure, given: Given): Unavailable {
  const isMissing = (column: string): boolean => (given[column] ?? null) === null;
  return measure.needs.length === 0 || measure.needs.some(isMissing) ? 'no-value' : 'zero-divisor';
}

/** A percentage's columns and facts, from its parts. */
export function percentage(
  facts: Omit<Measure, 'unit' | 'needs' | 'parts' | 'decimals'>,
  partName: string,
  wholeName: string,
): Measure {
  const part = { column: `${facts.column}_part`, name: partName };
  const whole = { column: `${facts.column}_whole`, name: wholeName };
  return {
    ...facts,
    unit: 'percent',
    decimals: 1,
    needs: [part.column, whole.column],
    parts: { part, whole },
  };
}
