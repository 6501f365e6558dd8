import { percentage, type Measure } from '../measures/measure.ts';

interface Indicator {
  name: string;
  /** Data items that are counted, and the one they are counted of. */
  part: readonly string[];
  whole: string;
  title: string;
  definition: string;
  partName: string;
  wholeName: string;
}

/** In the order of the extract's list of indicators, by which they are stored (data requirements, section 5). */
export const performanceIndicators: readonly Indicator[] = [
  {
    name: 'KPI1',
    part: ['A', 'B'],
    whole: 'C',
    title: 'KPI1 Supported to live independently',
    definition: 'How many of the service’s users are supported to establish or maintain independent living.',
    partName: 'living independently, in the service or after it',
    wholeName: 'all users in the period',
  },
  {
    name: 'KPI2',
    part: ['A'],
    whole: 'B',
    title: 'KPI2 Planned moves',
    definition: 'How many of those who left the service moved on in a planned way.',
    partName: 'planned moves',
    wholeName: 'all departures',
  },
  {
    name: 'SPI1',
    part: ['A'],
    whole: 'B',
    title: 'SPI1 Service availability',
    definition: 'How much of the contracted capacity was available.',
    partName: 'unit-weeks available',
    wholeName: 'unit-weeks contracted',
  },
  {
    name: 'SPI2',
    part: ['A'],
    whole: 'B',
    title: 'SPI2 Utilisation',
    definition: 'How much of the contracted capacity was used.',
    partName: 'days utilised',
    wholeName: 'days contracted',
  },
  {
    name: 'SPI3',
    part: ['A'],
    whole: 'B',
    title: 'SPI3 Staffing',
    definition: 'How many of the contracted staff hours were worked.',
    partName: 'staff hours worked',
    wholeName: 'staff hours contracted',
  },
  {
    name: 'SPI4',
    part: ['A'],
    whole: 'B',
    title: 'SPI4 Throughput',
    definition: 'How many households were served for the contracted capacity; it may pass 100 %.',
    partName: 'households served',
    wholeName: 'contracted capacity',
  },
  {
    name: 'HIAKPI1',
    part: ['A'],
    whole: 'B',
    title: 'HIAKPI1 Home Improvement Agency',
    definition: 'How many of a Home Improvement Agency’s enquiries were helped to live independently.',
    partName: 'item A',
    wholeName: 'item B',
  },
];

export const performanceMeasureList: readonly Measure[] = performanceIndicators.map((indicator) => {
  const counted = indicator.part.length > 1 ? `(${indicator.part.join(' + ')})` : indicator.part.join();
  const slug = indicator.name.toLowerCase();
  return percentage(
    {
      family: 'performance',
      slug,
      column: slug,
      name: indicator.title,
      definition: indicator.definition,
      formula: `100 × ${counted} ÷ ${indicator.whole}; of several periods, the items are added up first.`,
      direction: 'higher',
      source: {
        table: 'SupportServicePI.csv',
        fields: [...indicator.part, indicator.whole].map((item) => `${indicator.name} item ${item}`),
        period: 'the periods in the live extract',
      },
    },
    indicator.partName,
    indicator.wholeName,
  );
});
