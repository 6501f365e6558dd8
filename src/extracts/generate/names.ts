import type { Profile } from './profiles.ts';
import type { Random } from './random.ts';

// prettier-ignore
const words = [
  'Elm', 'Oak', 'Rowan', 'Willow', 'Hazel', 'Maple', 'Beech', 'Cedar', 'Laurel', 'Linden', 'Poplar',
  'Chestnut', 'Orchard', 'Meadow', 'Riverside', 'Hillside', 'Park', 'Abbey', 'Priory', 'Manor', 'Church',
  'Mill', 'Station', 'Harbour', 'Canal', 'Bridge', 'Market', 'Castle', 'Victoria', 'Albert', 'Jubilee',
  'Kingfisher', 'Lark', 'Swan', 'Heron', 'Fern', 'Heather', 'Primrose', 'Foxglove', 'Bramble',
];
/** What may stand after the word: "Elm Court", "Harbour Road", "Rowan", and an area in its place. */
const house = ['Court', 'House', 'Lodge', 'Close', 'Gardens', 'Grange', 'Place', 'View'];
const road = ['Road', 'Street', 'Lane', 'Hill', 'Row', 'Terrace'];
const none = [''];
const areas = [
  'Northside',
  'Southside',
  'Eastside',
  'Westside',
  'Central',
  'Valley',
  'Town centre',
  'District',
];
const companies = ['Housing Association', 'Trust', 'Homes', 'Support', 'Care', 'Housing Society'];

type Accommodation = Profile['accommodation'][number];

const placeNames: Record<Accommodation, readonly [after: readonly string[], what: string]> = {
  'Adult placement': [none, 'adult placement scheme'],
  'Alms houses': [none, 'almshouses'],
  'Foyer for young people': [road, 'foyer'],
  'Homeless hostel, B&B or other temporary accommodation': [road, 'temporary accommodation'],
  Hostel: [road, 'hostel'],
  'Leasehold schemes': [house, 'leasehold scheme'],
  'Resident adult carer': [house, 'shared household'],
  'Residential care home': [house, 'care home'],
  'Sheltered housing for older people': [house, 'sheltered scheme'],
  'Supported housing (shared or self-contained)': [house, 'supported housing'],
  'Supported lodgings': [none, 'supported lodgings'],
  'Teenage parent accommodation': [house, 'young parents’ project'],
  'Very sheltered housing for older people': [house, 'extra care scheme'],
  "Women's refuge": [none, 'refuge'],
};

const visitNames: Partial<Record<Profile['serviceType'], string>> = {
  'Floating support': 'floating support',
  Outreach: 'outreach',
  Resettlement: 'resettlement',
  'Home Improvement Agency': 'home improvement agency',
  'Community or social alarm': 'careline',
};

const shortGroups: Partial<Record<Profile['clientGroup'], string>> = {
  'Older people with support needs': 'older people’s',
  'Older people with mental health problems/dementia': 'memory',
  'People with mental health problems': 'mental health',
  'People with learning disabilities': 'learning disability',
  'People with a physical or sensory disability': 'disability',
  'Single homeless with support needs': 'homelessness',
  'People with drug problems': 'drugs',
  'Offenders or people at risk of offending': 'probation',
  'Young people at risk': 'young people’s',
  'Women at risk of domestic violence': 'domestic violence',
  'People with HIV/AIDS': 'HIV',
  'Homeless families with support needs': 'family',
  Refugees: 'refugee',
  'Teenage parents': 'young parents’',
  'Rough sleeper': 'street',
  Traveller: 'Travellers’',
};

/** A plausible name, and nobody's: of the place, or of those whom the service visits. */
export function serviceName(profile: Profile, accommodation: Accommodation | null, random: Random): string {
  if (accommodation !== null) {
    const [after, what] = placeNames[accommodation];
    return joined(random.pick(words), random.pick(after), what);
  }
  const what = visitNames[profile.serviceType] ?? 'support';
  return joined(random.pick(areas), shortGroups[profile.clientGroup] ?? '', what);
}

/** Most often "Elm Court Housing Association" and the like. */
export function providerName(random: Random): string {
  return joined(random.pick(words), random.pick(house), random.pick(companies));
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
