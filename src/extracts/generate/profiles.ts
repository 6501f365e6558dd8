import type { lists } from '../specification/lists.ts';

type Label<List extends keyof typeof lists> = (typeof lists)[List][number];

/** What services of one service type and client group are like (reference, section 8). */
export interface Profile {
  serviceType: Label<'serviceType'>;
  clientGroup: Label<'clientGroup'>;
  /** Possible accommodation types, as often as each stands here; none for a service that goes to people's homes. */
  accommodation: readonly Label<'accommodationType'>[];
  duration: Label<'durationType'>;
  /** How many of a thousand services are of this kind. */
  share: number;
  /** Median household units of a service. */
  units: number;
  /** Median cost of a unit, pounds a week. */
  weeklyCost: number;
}

const accommodationBased = 'Accommodation based';
const withFloating = 'Accommodation based with floating/resettlement/outreach support';
const floating = 'Floating support';
const agency = 'Home Improvement Agency';
const supportedHousing = 'Supported housing (shared or self-contained)';
const sheltered = 'Sheltered housing for older people';
const temporary = 'Homeless hostel, B&B or other temporary accommodation';

const olderPeople = 'Older people with support needs';
const dementia = 'Older people with mental health problems/dementia';
const mentalHealth = 'People with mental health problems';
const learningDisability = 'People with learning disabilities';
const disability = 'People with a physical or sensory disability';
const homeless = 'Single homeless with support needs';
const offenders = 'Offenders or people at risk of offending';
const youngPeople = 'Young people at risk';
const violence = 'Women at risk of domestic violence';

type Row = [
  Profile['serviceType'],
  Profile['clientGroup'],
  Profile['accommodation'],
  Profile['duration'],
  share: number,
  units: number,
  weeklyCost: number,
];

// A table, to be read by its columns.
// prettier-ignore
const rows: Row[] = [
  [accommodationBased, olderPeople, [sheltered, sheltered, sheltered, sheltered, 'Alms houses', 'Leasehold schemes'], 'Long term', 245, 66, 8.6],
  [withFloating, olderPeople, [sheltered], 'Long term', 15, 58, 11],
  ['Community or social alarm', olderPeople, [], 'Long term', 46, 230, 3.7],
  [floating, olderPeople, [], 'Long term', 20, 55, 15],
  [agency, olderPeople, [], 'Short term', 14, 140, 8.5],
  [accommodationBased, 'Frail elderly', ['Very sheltered housing for older people'], 'Long term', 30, 40, 24],
  [accommodationBased, dementia, ['Very sheltered housing for older people', sheltered], 'Long term', 10, 26, 28],
  [floating, dementia, [], 'Long term', 7, 20, 32],
  [accommodationBased, learningDisability, [supportedHousing, supportedHousing, supportedHousing, 'Residential care home', 'Adult placement'], 'Long term', 135, 5, 365],
  [floating, learningDisability, [], 'Long term', 34, 12, 130],
  [accommodationBased, mentalHealth, [supportedHousing, supportedHousing, supportedHousing, 'Residential care home'], 'Long term', 80, 8.5, 142],
  [withFloating, mentalHealth, [supportedHousing], 'Long term', 12, 14, 120],
  [floating, mentalHealth, [], 'Short term', 40, 20, 72],
  [accommodationBased, disability, [supportedHousing, 'Resident adult carer'], 'Long term', 20, 8, 175],
  [floating, disability, [], 'Long term', 17, 19, 80],
  [agency, disability, [], 'Short term', 4, 75, 13],
  [accommodationBased, homeless, ['Hostel', temporary, temporary, supportedHousing], 'Direct access', 52, 16, 150],
  [withFloating, homeless, ['Hostel', supportedHousing], 'Short term', 9, 22, 120],
  [floating, homeless, [], 'Short term', 24, 25, 62],
  ['Resettlement', homeless, [], 'Short term', 9, 20, 60],
  ['Outreach', 'Rough sleeper', [], 'Direct access', 8, 24, 86],
  [accommodationBased, 'Homeless families with support needs', [temporary, supportedHousing], 'Short term', 14, 14, 98],
  [floating, 'Homeless families with support needs', [], 'Short term', 11, 27, 54],
  [accommodationBased, 'People with alcohol problems', [supportedHousing, 'Hostel'], 'Short term', 11, 9, 182],
  [accommodationBased, 'People with drug problems', [supportedHousing], 'Short term', 10, 8, 192],
  [floating, 'People with drug problems', [], 'Short term', 8, 16, 88],
  [accommodationBased, offenders, [supportedHousing, 'Hostel'], 'Short term', 16, 10, 172],
  [floating, offenders, [], 'Short term', 10, 18, 74],
  [accommodationBased, 'Mentally disordered offenders', [supportedHousing], 'Short term', 5, 7, 235],
  [accommodationBased, youngPeople, ['Foyer for young people', supportedHousing, 'Supported lodgings'], 'Short term', 36, 11, 150],
  [floating, youngPeople, [], 'Short term', 14, 18, 74],
  [accommodationBased, 'Young people leaving care', [supportedHousing, 'Supported lodgings'], 'Short term', 16, 7, 195],
  [accommodationBased, 'Teenage parents', ['Teenage parent accommodation'], 'Short term', 13, 8, 150],
  [floating, 'Teenage parents', [], 'Short term', 6, 14, 76],
  [accommodationBased, violence, ["Women's refuge"], 'Direct access', 18, 9, 240],
  [floating, violence, [], 'Short term', 13, 20, 74],
  ['Outreach', violence, [], 'Direct access', 5, 24, 58],
  [accommodationBased, 'People with HIV/AIDS', [supportedHousing], 'Long term', 4, 7, 165],
  [floating, 'People with HIV/AIDS', [], 'Long term', 6, 20, 70],
  [accommodationBased, 'Refugees', [supportedHousing, temporary], 'Short term', 6, 13, 86],
  [floating, 'Refugees', [], 'Short term', 7, 28, 50],
  [floating, 'Traveller', [], 'Long term', 6, 28, 36],
  [floating, 'Generic', [], 'Short term', 20, 36, 45],
];

export const profiles: readonly Profile[] = rows.map(
  ([serviceType, clientGroup, accommodation, duration, share, units, weeklyCost]) => ({
    serviceType,
    clientGroup,
    accommodation,
    duration,
    share,
    units,
    weeklyCost,
  }),
);

const total = profiles.reduce((sum, { share }) => sum + share, 0);

/** The profile at a place from 0 up to 1 when all stand in a row, each as wide as its share. */
export function profileAt(place: number): Profile {
  let rest = place * total;
  for (const profile of profiles) {
    rest -= profile.share;
    if (rest < 0) return profile;
  }
  return profiles[profiles.length - 1] as Profile;
}

/** What the same support costs by region: a believable gradient, not a statistic. */
export const priceLevels: Readonly<Record<string, number>> = {
  London: 1.18,
  'South East': 1.07,
  'East of England': 1.03,
  'South West': 1.0,
  'West Midlands': 0.97,
  'East Midlands': 0.96,
  'North West': 0.95,
  'Yorkshire and The Humber': 0.94,
  'North East': 0.92,
};
