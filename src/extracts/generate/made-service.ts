import { serviceName } from './names.ts';
import { priceLevels, profileAt, type Profile } from './profiles.ts';
import { Random } from './random.ts';

/** What an extract is made from: the same plan, the same bytes. */
export interface ExtractPlan {
  authority: { code: string; region: string };
  services: number;
  /** ISO 8601 day. */
  date: string;
  /** Another seed is another set of services; another date is the same set at another time. */
  seed: number;
}

/** A service as the tables of an extract tell it. Money in pounds; null where an optional value is left empty. */
export interface MadeService {
  id: string;
  name: string;
  profile: Profile;
  accommodation: Profile['accommodation'][number] | null;
  units: number;
  /** Of one full-time member of staff, a week. */
  hours: number;
  managers: number;
  frontlineStaff: number;
  chargeType: string;
  fundedStatus: string;
  weeklyUnitCost: number;
  contractNextYear: number;
  contractPreviousYear: number | null;
  subsidyNextYear: number | null;
  subsidyPreviousYear: number | null;
  provider: number;
}

const WEEKS = 52;
/** What an hour of support costs where the price level is 1, pounds. */
const HOUR_COST = 16.5;
const FULL_TIME = [35, 36, 37, 38, 39, 40];
/** A service is let again, under another id, after so many quarters; in the base quarter all have their first id. */
const LETTING_QUARTERS = 48;
const BASE_QUARTER = quarterOf('2009-03-31');
const GOLDEN_RATIO = 0.618033988749895;

/** How much of the contract is subsidy, by charge type. */
const subsidyShares: Record<string, readonly [least: number, most: number]> = {
  'Block gross chargeable': [0.7, 0.95],
  'Block gross non-chargeable': [1, 1],
  'Block subsidy': [0.55, 0.85],
  Spot: [0.6, 0.9],
};

/** One of a plan's services, by its place among them, counted from 0. Needs no other, so that any number can be streamed. */
export function makeService(plan: ExtractPlan, place: number): MadeService {
  const { authority, seed } = plan;
  const set = `${authority.code}/${seed}`;
  const quarter = quarterOf(plan.date);
  const letting = lettingAt(set, place, quarter);
  const random = new Random(set, place, letting);
  const profile = profileAt((new Random(set).next() + place * GOLDEN_RATIO) % 1);
  const accommodation = profile.accommodation.length === 0 ? null : random.pick(profile.accommodation);
  const chargeType = chargeTypeOf(profile, random);
  return {
    id: serviceId(plan, place, letting),
    name: serviceName(profile, accommodation, random),
    profile,
    accommodation,
    chargeType,
    fundedStatus: random.next() < 0.92 ? 'Funded' : 'Part funded',
    provider: random.whole(0, providerCount(plan) - 1),
    ...figures(plan, profile, { chargeType, quarter, random }),
  };
}

/** Some 55 providers of 254 services (reference, section 8). */
export function providerCount(plan: ExtractPlan): number {
  return Math.max(1, Math.round(plan.services / 4.6));
}

/** Quarters since the programme began in 2003. */
export function quarterOf(date: string): number {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return (year - 2003) * 4 + Math.floor((month - 1) / 3);
}

/** A level about 1 that moves by a few per cent from quarter to quarter, and never leaves its band. */
function wave(amplitude: number, quarter: number, random: Random): number {
  return 1 + amplitude * Math.sin(random.between(0, 2 * Math.PI) + quarter * 0.9);
}

/** Which letting of its place a service is, from 0 to 9. */
function lettingAt(set: string, place: number, quarter: number): number {
  const begun = new Random('letting', set, place).whole(0, LETTING_QUARTERS - 1);
  const letting = Math.floor((quarter - BASE_QUARTER + begun) / LETTING_QUARTERS);
  return ((letting % 10) + 10) % 10;
}

/** Like 00AJ-7-0012; the service let in its place later is 00AJ-7-1012. */
function serviceId({ authority, services, seed }: ExtractPlan, place: number, letting: number): string {
  const step = Math.max(1000, 10 ** String(services).length);
  const number = String(place + 1 + letting * step).padStart(String(step).length, '0');
  return `${authority.code}-${seed}-${number}`;
}

function chargeTypeOf(profile: Profile, random: Random): string {
  const free = profile.duration !== 'Long term';
  if (random.next() < 0.06) return 'Spot';
  if (free) return 'Block gross non-chargeable';
  return random.next() < 0.6 ? 'Block subsidy' : 'Block gross chargeable';
}

interface FigureParts {
  chargeType: string;
  quarter: number;
  random: Random;
}

/** Numbers that agree with each other: staff with cost, contract with cost and units, subsidy with contract. */
function figures({ authority }: ExtractPlan, profile: Profile, { chargeType, quarter, random }: FigureParts) {
  const price = (priceLevels[authority.region] ?? 1) * new Random('authority', authority.code).spread(0.04);
  const units = Math.max(2, Math.round(profile.units * random.spread(0.25)));
  // Large services cost less a unit, and have fewer managers for their staff.
  const scale = (units / profile.units) ** -0.3;
  const usualCost = profile.weeklyCost * price * scale * random.spread(0.2);
  const hours = random.pick(FULL_TIME);
  const staff = (usualCost * units) / (HOUR_COST * price * random.spread(0.08) * hours);
  const managers = Math.max(0.05, round(0.15 * staff ** 0.75 * random.between(0.8, 1.2)));
  const weeklyUnitCost = round(usualCost * wave(0.035, quarter, random));
  const frontlineStaff = Math.max(0.2, round((staff - managers) * wave(0.015, quarter, random)));
  const contractNextYear = Math.round(weeklyUnitCost * units * WEEKS * random.between(1, 1.03));
  const contractPreviousYear = Math.round(contractNextYear / random.between(0.99, 1.045));
  const share = random.between(...(subsidyShares[chargeType] as [number, number]));
  const subsidyNextYear = Math.round(contractNextYear * share);
  const subsidyPreviousYear = Math.round(contractPreviousYear * share);
  const given = { contractPreviousYear, subsidyNextYear, subsidyPreviousYear };
  return {
    units,
    hours,
    managers,
    frontlineStaff,
    weeklyUnitCost,
    contractNextYear,
    ...withGaps(given, random),
  };
}

type Optional = Pick<MadeService, 'contractPreviousYear' | 'subsidyNextYear' | 'subsidyPreviousYear'>;

/** Three services in a hundred leave out what they may: last year's values, or the subsidy. */
function withGaps(given: Optional, random: Random): Optional {
  if (random.next() >= 0.03) return given;
  return random.next() < 0.5
    ? { ...given, contractPreviousYear: null, subsidyPreviousYear: null }
    : { ...given, subsidyNextYear: null, subsidyPreviousYear: null };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
