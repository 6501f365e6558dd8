import { indicators } from '../../outcomes/index.ts';
import { percentage, type Measure } from '../measures/measure.ts';

/** Per indicator, clients who achieved the outcome of those with the need (data requirements, section 5). */
export const outcomeMeasureList: readonly Measure[] = indicators.map(({ code, words, column }) =>
  percentage(
    {
      family: 'outcomes',
      slug: code,
      column: outcomeColumnOf(code),
      name: `${code} ${words.charAt(0).toUpperCase()}${words.slice(1)}`,
      definition: `How many of the clients who needed support with this achieved it: ${words}.`,
      formula: '100 × clients who achieved the outcome ÷ clients with the need.',
      direction: 'higher',
      source: {
        table: 'Outcomes workbooks, short-term and long-term',
        fields: [column, `ActualOutcome_${code}`],
        period: 'the latest live workbook of each kind',
      },
    },
    'clients who achieved it',
    'clients with the need',
  ),
);

export function outcomeColumnOf(code: string): string {
  return `outcome_${code}`;
}
