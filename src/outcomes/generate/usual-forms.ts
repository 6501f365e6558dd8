import type { IndicatorCode, reasons } from '../specification/workbook.ts';
import type { Term } from '../specification/file-name.ts';

/**
 * Of those with the need, how many in a hundred achieve it: 1a, 4b and 5a as published for April to June 2010
 * (data requirements, section 8), the others believable beside them.
 */
export const achieved: Readonly<Record<IndicatorCode, number>> = {
  ...{ '1a': 90, '1b': 78, '1c': 65, '2a': 72, '2b': 84, '2c': 73, '2d': 88, '3a': 86 },
  ...{ '3b': 80, '3c': 68, '3d': 88, '4a': 85, '4b': 74, '4c': 82, '4d': 85, '5a': 87 },
};

// How many in a hundred have each need, in the order of the indicators, by what a service's clients have in common.
// prettier-ignore
const kinds = {
  //            1a  1b  1c  2a  2b  2c  2d  3a  3b  3c  3d  4a  4b  4c  4d  5a
  anybody:     [62, 48, 22, 30, 24, 18, 42, 36, 30, 16,  8, 50, 34,  8, 14, 48],
  older:       [45, 12,  1,  3, 34,  3, 46, 62, 18,  2, 44, 58,  8,  1,  6, 42],
  mind:        [64, 46, 18, 28, 36, 26, 58, 48, 90, 18,  6, 56, 26,  4, 30, 62],
  learning:    [52, 30, 16, 34, 52, 30, 60, 44, 24,  3, 14, 48, 14,  2, 14, 72],
  body:        [60, 34, 12, 18, 36, 14, 46, 82, 30,  6, 58, 48, 22,  2,  8, 58],
  homeless:    [74, 58, 26, 30, 22, 20, 40, 42, 36, 34,  2, 38, 78, 12, 18, 46],
  substances:  [68, 56, 22, 26, 24, 22, 44, 50, 48, 94,  1, 44, 52, 26, 24, 50],
  offenders:   [66, 50, 36, 36, 20, 24, 38, 28, 34, 46,  1, 40, 66, 88, 42, 44],
  young:       [66, 46, 44, 68, 30, 26, 42, 24, 28, 22,  1, 52, 60, 10, 20, 54],
  violence:    [66, 52, 14, 24, 20, 12, 56, 32, 52, 10,  2, 36, 66,  4, 82, 58],
  newcomers:   [70, 40, 38, 62, 30, 20, 62, 30, 28,  4,  1, 48, 64,  2, 10, 50],
} as const;

const kindsByGroup: Readonly<Record<string, keyof typeof kinds>> = {
  'Older people with support needs': 'older',
  'Older people with mental health problems/dementia': 'older',
  'Frail elderly': 'older',
  'People with mental health problems': 'mind',
  'People with learning disabilities': 'learning',
  'People with a physical or sensory disability': 'body',
  'People with HIV/AIDS': 'body',
  'Single homeless with support needs': 'homeless',
  'Homeless families with support needs': 'homeless',
  'Rough sleeper': 'homeless',
  'People with alcohol problems': 'substances',
  'People with drug problems': 'substances',
  'Offenders or people at risk of offending': 'offenders',
  'Mentally disordered offenders': 'offenders',
  'Young people at risk': 'young',
  'Young people leaving care': 'young',
  'Teenage parents': 'young',
  'Women at risk of domestic violence': 'violence',
  Refugees: 'newcomers',
};

/** How many in a hundred clients of a group have each need, in the order of the indicators. */
export function needsOf(clientGroup: string): readonly number[] {
  return kinds[kindsByGroup[clientGroup] ?? 'anybody'];
}

type Weights = Readonly<Record<(typeof reasons)[number], number>>;

/** Why an outcome was not achieved, of a hundred: support goes on in a long-term service, and is over in the other. */
export const reasonWeights: Readonly<Record<Term, Weights>> = {
  short: {
    'Client did not engage': 30,
    'Client left before completion': 26,
    'Support still in progress': 8,
    'Service or resource not available': 12,
    'Health of client': 7,
    "Circumstances outside the client's control": 11,
    Other: 6,
  },
  long: {
    'Client did not engage': 18,
    'Client left before completion': 4,
    'Support still in progress': 40,
    'Service or resource not available': 9,
    'Health of client': 17,
    "Circumstances outside the client's control": 7,
    Other: 5,
  },
};
