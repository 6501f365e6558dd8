import type { Knex } from 'knex';
import { reportRoutes } from '../../src/reports/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { HttpClient } from '../support/http-client.ts';
import { authoritiesWith, makeLive, service, type TestAuthority, type TestService } from './world.ts';

/** Ealing among peers in two regions, with extracts of two quarters. Its groups of clients are each a case of their own. */
export interface Country {
  app: TestApp;
  ealing: HttpClient;
  /** An authority without a live extract. */
  leeds: HttpClient;
}

const EARLIER = '2004-06-30';
const NOW = '2004-09-13';

/** Six of Ealing's nearest neighbours, and six authorities of another type elsewhere. */
const neighbours = ['00AE', '00AF', '00AK', '00AY', '00BB', '00BJ'];
const northerners = ['00BL', '00BM', '00BN', '00BP', '00BR', '00BW'];
/** Their names, which no page may set beside a figure. */
export const peerNames =
  /Brent|Bromley|Enfield|Lambeth|Newham|Wandsworth|Bolton|Bury|Manchester|Oldham|Salford|Wigan/;
export const peerServices = /Secret|PEER-/;

/** Clients of whom all peers together have values from 10 to 130, twice each: quartiles 40, 70 and 100. */
export const positions = {
  'People with alcohol problems': { own: 5, position: 'lowest quarter' },
  'People with drug problems': { own: 55, position: 'lower middle' },
  'Young people at risk': { own: 70, position: 'at the median' },
  'Single homeless with support needs': { own: 69.98, position: 'at the median' },
  'Teenage parents': { own: 85, position: 'upper middle' },
  Generic: { own: 210.5, position: 'highest quarter' },
} as const;
const spread = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130];

/** Six services of three authorities: enough for figures, too few for what tells of single services. */
export const SMALL = 'People with HIV/AIDS';
const OTHER_SMALL = 'Refugees';
/** Two services of two authorities: too few for anything. */
export const TINY = 'Traveller';
const OTHER_TINY = 'Rough sleeper';

export const GENERIC_SERVICES = 120;
/** Among the dearest, so that it is on the first page of any list. */
const ODD = 118;
/** An id of all that an address could stumble over, and a name that would be markup. */
export const ODD_ID = 'a b/c#d?e&f+%41 Łódź';
export const BOLD_NAME = '<b>Bold & "brave"</b>';

export async function startCountry(): Promise<Country> {
  const app = await startTestApp({ routes: ({ database }) => reportRoutes({ database }) });
  await settle(app.database.knex);
  return {
    app,
    ealing: await app.signInAs(),
    leeds: await app.signInAs({ authorityCode: '00DA' }),
  };
}

/** Makes all of them live, quarter by quarter. */
export async function settle(db: Knex): Promise<void> {
  const [own] = await authoritiesWith(db, ['00AJ']);
  const blocks = await Promise.all([neighbours, northerners].map((codes) => authoritiesWith(db, codes)));
  const peers = blocks.flatMap(peersOf);
  await makeLive(db, [...ownServices(own!, 20), ...peers], EARLIER);
  await makeLive(db, [...ownServices(own!, 0), ...peers], NOW);
}

/** Ealing and two others: too few peers for any figure. */
export async function startSmallCountry(): Promise<Country> {
  const app = await startTestApp({ routes: ({ database }) => reportRoutes({ database }) });
  const db = app.database.knex;
  const [own] = await authoritiesWith(db, ['00AJ']);
  const two = await authoritiesWith(db, neighbours.slice(0, 2));
  await makeLive(db, [...ownServices(own!, 0), ...peersOf(two)], NOW);
  return {
    app,
    ealing: await app.signInAs(),
    leeds: await app.signInAs({ authorityCode: '00DA' }),
  };
}

/** A block of authorities: for each kind of clients a full spread, shared out among them, and the small groups. */
function peersOf(authorities: readonly TestAuthority[], block = 0): TestService[] {
  const among = (place: number) => authorities[place % authorities.length]!;
  const add = (clientGroup: string, weekly_unit_cost: number, place: number, facts = {}) =>
    service(among(place), `PEER-${block}-${clientGroup}-${place}`, {
      name: `Secret house ${block}-${place}`,
      clientGroup,
      weekly_unit_cost,
      ...facts,
    });
  const full = Object.keys(positions).flatMap((clients) =>
    spread.map((value, place) => add(clients, value, place, clients === 'Generic' ? results(value) : {})),
  );
  const some = (clients: string, count: number, from: number, of: number) =>
    Array.from({ length: count }, (_, index) => add(clients, 50 + index, from + (index % of)));
  if (block > 0) return numbered(full);
  // Two of each, which hide one another: no larger group need be withheld for their sake.
  return numbered([
    ...full,
    ...some(SMALL, 6, 0, 3),
    ...some(OTHER_SMALL, 6, 3, 3),
    ...some(TINY, 2, 0, 2),
    ...some(OTHER_TINY, 4, 2, 4),
  ]);
}

/** Ids are unique in an authority. */
function numbered(services: readonly TestService[]): TestService[] {
  return services.map((one, index) => ({ ...one, serviceId: `${one.serviceId}-${index}` }));
}

/** What a peer says of itself beside its cost: from 10 % on for the cheapest, three grades of quality. */
function results(value: number): Partial<TestService> {
  const tenth = value / 10;
  return {
    grades: [{ objective: 'C1.1', on: '2004-03-01', provider: 'ABC'[tenth % 3]!, validated: 'B' }],
    items: kpi2(tenth, 20),
    outcomes: [{ term: 'short', day: '2004-06-30', code: '1a', needed: 20, achieved: tenth }],
  };
}

function kpi2(planned: number, departures: number): TestService['items'] {
  return [
    { indicator: 'KPI2', from: '2004-04-01', to: '2004-06-30', item: 'A', value: planned },
    { indicator: 'KPI2', from: '2004-04-01', to: '2004-06-30', item: 'B', value: departures },
  ];
}

function ownServices(own: TestAuthority, dearer: number): TestService[] {
  const single = Object.entries(positions).flatMap(([clientGroup, { own: cost }], index) =>
    clientGroup === 'Generic'
      ? []
      : [service(own, `ONE-${index}`, { clientGroup, weekly_unit_cost: cost, name: `Lodge ${index}` })],
  );
  const generic = Array.from({ length: GENERIC_SERVICES }, (_, index) =>
    service(own, index === ODD ? ODD_ID : `OWN-${index}`, {
      weekly_unit_cost: index === 0 ? null : 150.5 + index + dearer,
      name: index === ODD ? BOLD_NAME : `House ${index}`,
      ...ownResults(index),
    }),
  );
  const few = [SMALL, TINY].map((clientGroup) =>
    service(own, `FEW-${clientGroup}`, {
      clientGroup,
      weekly_unit_cost: 52,
      name: `Place for ${clientGroup}`,
    }),
  );
  return [...generic, ...single, ...few];
}

/** Two of the own services have all of it, one has departures of nobody. */
function ownResults(index: number): Partial<TestService> {
  if (index === 3) return { items: kpi2(0, 0) };
  if (index !== 1 && index !== 2) return {};
  return {
    grades: [{ objective: 'C1.1', on: '2004-03-01', provider: 'A', validated: '' }],
    items: kpi2(index, 4),
    outcomes: [{ term: 'short', day: '2004-06-30', code: '1a', needed: 4, achieved: 2 * index - 1 }],
  };
}

export const cost = '/reports/cost/weekly-unit-cost';
export const kpi2Report = '/reports/performance/kpi2';

/** A page of each kind. */
export const pages = [
  '/reports',
  cost,
  '/reports/quality/provider-overall',
  kpi2Report,
  '/reports/outcomes/1a',
  `${cost}/trend`,
  '/reports/value-for-money',
  '/reports/outliers',
  '/reports/briefing',
  '/reports/groups',
  '/reports/groups/new',
];
/** A page that an authority has only with a live extract. */
export const servicePage = '/reports/services/OWN-1';

export const downloads = [
  '/reports.csv',
  '/reports.xlsx',
  `${cost}.csv`,
  `${cost}.xlsx`,
  `${cost}.svg`,
  `${cost}/services.csv`,
  `${cost}/trend.csv`,
  `${cost}/trend.xlsx`,
  `${cost}/trend.svg`,
  '/reports/value-for-money.csv',
  '/reports/value-for-money.xlsx',
  '/reports/outliers.csv',
  '/reports/outliers.xlsx',
  '/reports/briefing.pdf?measure=cost/weekly-unit-cost',
];
/** Those that there are only of some choices, or only with a live extract. */
export const downloadsOfSome = [
  `${cost}/bars.svg?groupBy=clientGroup`,
  '/reports/value-for-money.svg',
  `${servicePage}/measures.csv`,
  `${servicePage}/measures.xlsx`,
];
