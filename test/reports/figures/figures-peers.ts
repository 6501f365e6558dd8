import { expect } from 'chai';
import type { Comparison } from '../../../src/reports/comparison.ts';
import type { Dimension, Filters } from '../../../src/reports/dimensions.ts';
import {
  expectNear,
  expectRounded,
  isRounded,
  plainMean,
  plainQuantile,
  valuesOf,
  type PlainService,
} from './figures-plain.ts';
import type { TestAuthority, TestService } from '../world.ts';

type Peers = Comparison['groups'][number]['peers'];

/** A question about peers, as anybody would put it to a list of all services. */
export interface PlainQuestion {
  own: TestAuthority;
  filters: Filters;
  groupBy: Dimension | null;
  /** Ids of the comparison group; null for all other authorities. */
  members: ReadonlySet<number> | null;
}

export function attribute({ authority, at }: TestService, name: Dimension): string {
  if (name === 'region') return authority.region;
  return name === 'authorityType' ? authority.type : at[name];
}

export function passes(one: TestService, filters: Filters, as: 'own' | 'peers'): boolean {
  return (Object.entries(filters) as [Dimension, readonly string[]][]).every(
    ([name, labels]) =>
      (as === 'own' && (name === 'region' || name === 'authorityType')) ||
      labels.includes(attribute(one, name)),
  );
}

/** Own services of a group, whether or not they have the measure. */
export function plainOwn(world: readonly PlainService[], question: PlainQuestion, label: string) {
  const { own, filters, groupBy } = question;
  return world.filter(
    ({ service }) =>
      service.authority.id === own.id &&
      passes(service, filters, 'own') &&
      (groupBy === null || attribute(service, groupBy) === label),
  );
}

/** The peers of a group that have the measure. */
export function plainPeers(
  world: readonly PlainService[],
  { own, filters, groupBy, members }: PlainQuestion,
  label: string,
  slug: string,
): PlainService[] {
  return world.filter(
    ({ service, values }) =>
      service.authority.id !== own.id &&
      (members?.has(service.authority.id) ?? true) &&
      passes(service, filters, 'peers') &&
      (groupBy === null || attribute(service, groupBy) === label) &&
      (values[slug] ?? null) !== null,
  );
}

/** No filter, no grouping, no comparison group: nothing but too few services is a reason to withhold anything. */
export function isBare({ filters, groupBy, members }: PlainQuestion): boolean {
  return members === null && groupBy === null && Object.keys(filters).length === 0;
}

/** The authorities' shares of a sum: does one have more than 60 % of it? */
function isDominated(peers: readonly PlainService[], amountOf: (one: PlainService) => number): boolean {
  const shares = new Map<number, number>();
  let total = 0;
  for (const peer of peers) {
    const { id } = peer.service.authority;
    shares.set(id, (shares.get(id) ?? 0) + amountOf(peer));
    total += amountOf(peer);
  }
  return Math.max(...shares.values()) > 0.6 * total * (1 + 1e-9);
}

/**
 * Holds an answer against the peers themselves. Answers whether it was shown: what is withheld must be too little, or
 * kept back by a filter, a grouping or a comparison group.
 */
export function checkPeers(
  answer: Peers,
  peers: readonly PlainService[],
  slug: string,
  { bare, where }: { bare: boolean; where: string },
): boolean {
  const authorities = new Set(peers.map(({ service }) => service.authority.id)).size;
  const isEnough = authorities >= 3 && peers.length >= 5;
  if (answer.kind !== 'shown') {
    expect(answer.kind, where).to.equal(isEnough ? 'would-unmask' : 'too-few');
    expect(bare && isEnough, `${where} is withheld`).to.be.false;
    return false;
  }
  expect(isEnough, `${where} is shown`).to.be.true;
  expect(answer, where).to.include({ authorities, services: peers.length });
  const values = valuesOf(peers, slug);
  expectRounded(answer.lower_quartile, plainQuantile(values, 0.25), `${where} lower quartile`);
  expectRounded(answer.median, plainQuantile(values, 0.5), `${where} median`);
  expectRounded(answer.upper_quartile, plainQuantile(values, 0.75), `${where} upper quartile`);
  checkSpread(answer, values, { isEnough: authorities >= 5 && peers.length >= 10, bare, where });
  checkMeans(answer, peers, slug, { bare, where });
  return true;
}

type Shown = Extract<Peers, { kind: 'shown' }>;

/** What tells of single services: minimum, maximum, the values themselves, ranks among them. */
function checkSpread(
  answer: Shown,
  values: readonly number[],
  { isEnough, bare, where }: { isEnough: boolean; bare: boolean; where: string },
): void {
  const isShown = answer.minimum !== null;
  if (!isEnough || bare) expect(isShown, `${where} spread`).to.equal(isEnough);
  const sorted = [...values].sort((a, b) => a - b);
  const probes = [sorted[0]! - 1, sorted[0]!, sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)! + 1];
  if (!isShown) {
    expect([answer.maximum, answer.values], `${where} spread`).to.deep.equal([null, null]);
    for (const probe of probes) expect(answer.percentile(probe), `${where} rank`).to.equal(null);
    return;
  }
  expectRounded(answer.minimum, sorted[0]!, `${where} minimum`);
  expectRounded(answer.maximum, sorted.at(-1)!, `${where} maximum`);
  expect(answer.values, where).to.have.length(sorted.length);
  const wrong = sorted.filter((value, at) => !isRounded(answer.values![at]!, value));
  expect(wrong, `${where} values`).to.be.empty;
  for (const probe of probes) {
    const lower = values.filter((value) => value < probe).length;
    expectNear(answer.percentile(probe), (100 * lower) / values.length, `${where} rank of ${probe}`);
  }
}

function checkMeans(
  answer: Shown,
  peers: readonly PlainService[],
  slug: string,
  { bare, where }: { bare: boolean; where: string },
): void {
  const valueOf = ({ values }: PlainService): number => values[slug]!;
  const unitsOf = ({ service }: PlainService): number => service.given.units ?? 0;
  const mayShow = !isDominated(peers, valueOf);
  if (!mayShow || bare) expect(answer.mean !== null, `${where} mean`).to.equal(mayShow);
  if (answer.mean !== null) expectRounded(answer.mean, plainMean(peers.map(valueOf)), `${where} mean`);

  const units = peers.reduce((sum, peer) => sum + unitsOf(peer), 0);
  const holders = new Set(
    peers.filter((peer) => unitsOf(peer) > 0).map(({ service }) => service.authority.id),
  );
  const mayWeigh =
    holders.size >= 3 &&
    !isDominated(peers, unitsOf) &&
    !isDominated(peers, (peer) => valueOf(peer) * unitsOf(peer));
  if (!mayWeigh || bare)
    expect(answer.unit_weighted_mean !== null, `${where} unit-weighted`).to.equal(mayWeigh);
  if (answer.unit_weighted_mean === null) return;
  const weighted = peers.reduce((sum, peer) => sum + valueOf(peer) * unitsOf(peer), 0);
  expectRounded(answer.unit_weighted_mean, weighted / units, `${where} unit-weighted mean`);
}
