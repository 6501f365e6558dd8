import type { Knex } from 'knex';
import { ALL_SERVICES, labelsOf, type Choices, type Dimension, type Places } from './dimensions.ts';
import { judgeGroups, judgeReport, type Cell, type Verdict } from './disclosure.ts';
import type { Measure } from './measures.ts';
import { ascending, mean, median, percentileRank } from './statistics.ts';
import { liveExtractDate, ownServices, type OwnService } from './store.ts';
import { peerMaterial, type PeerFigures, type PeerMaterial } from './store-peers.ts';

/** Own services beside their peers: what a report's page, chart and downloads are all made from. */
export interface Comparison {
  measure: Measure;
  choices: Choices;
  /** Day of the own live extract (YYYY-MM-DD), null where there is none. */
  extractDate: string | null;
  groups: ComparedGroup[];
  services: ComparedService[];
}

export interface ComparedGroup {
  label: string;
  own: { values: number[]; mean: number | null; median: number | null };
  peers: Peers;
}

/** `not-chosen`: the own authority's group, which a filter on the peers leaves out. */
export type Withheld = { kind: Exclude<Verdict, 'shown'> | 'not-chosen' };
export type Peers = ({ kind: 'shown' } & PeerFigures) | Withheld;

export interface ComparedService extends OwnService {
  group: string;
  /** Percent of the group's peers with a lower value; null where peers are withheld or there is no value. */
  percentile: number | null;
}

export interface Databases {
  knex: Knex;
  benchmark: Knex;
}

export interface Reader {
  id: number;
  type: string;
  region: string;
}

/** Reads own services, then asks once about the peers; only verdicts decide what of the answer is kept. */
export async function readComparison(
  database: Databases,
  asked: { reader: Reader; measure: Measure; choices: Choices; places: Places },
): Promise<Comparison> {
  const { reader, measure, choices } = asked;
  const [extractDate, own] = await Promise.all([
    liveExtractDate(database.knex, reader.id),
    ownServices(database.knex, reader.id, measure, choices.filters),
  ]);
  const thresholds = ascending([...new Set(valuesOf(own))]);
  const material = await peerMaterial(database.benchmark, {
    authorityId: reader.id,
    measure,
    choices,
    thresholds,
  });
  return { measure, choices, extractDate, ...compare({ ...asked, own, thresholds, material }) };
}

interface CompareGiven {
  reader: Reader;
  choices: Choices;
  places: Places;
  own: readonly OwnService[];
  thresholds: readonly number[];
  material: PeerMaterial;
}

/** The pure part: verdicts, own figures and percentiles. */
export function compare(given: CompareGiven): Pick<Comparison, 'groups' | 'services'> {
  const { choices, material, own } = given;
  const grouped = own.map((service) => ({ service, group: groupOf(service, choices.groupBy, given.reader) }));
  const verdicts = verdictsOf(material.cells, choices);
  const groups = groupLabels(given, new Set(grouped.map(({ group }) => group))).map(
    (label): ComparedGroup => {
      const values = valuesOf(grouped.filter(({ group }) => group === label).map(({ service }) => service));
      return {
        label,
        own: { values, mean: mean(values), median: median(values) },
        peers: peersOf(label, choices, verdicts.get(label) ?? 'too-few', material),
      };
    },
  );
  const rank = ranker(groups, given);
  return {
    groups,
    services: groups.flatMap(({ label }) =>
      grouped
        .filter(({ group }) => group === label)
        .map(({ service, group }) => ({ ...service, group, percentile: rank(group, service.value) }))
        .sort((a, b) => (b.value ?? -1) - (a.value ?? -1)),
    ),
  };
}

function verdictsOf(cells: readonly Cell[], { filters, groupBy }: Choices): Map<string, Verdict> {
  return groupBy === null
    ? new Map([[ALL_SERVICES, judgeReport(cells, filters)]])
    : judgeGroups(cells, filters, groupBy);
}

function groupOf(service: OwnService, groupBy: Dimension | null, reader: Reader): string {
  if (groupBy === null) return ALL_SERVICES;
  if (groupBy === 'region') return reader.region;
  return groupBy === 'authorityType' ? reader.type : service.at[groupBy];
}

/** Every label the filters let in, whether or not it holds a service: an absent row would tell of an empty group. */
function groupLabels({ choices, places }: CompareGiven, ownGroups: ReadonlySet<string>): string[] {
  const { filters, groupBy } = choices;
  if (groupBy === null) return [ALL_SERVICES];
  const chosen = filters[groupBy];
  return labelsOf(groupBy, places).filter(
    (label) => !chosen?.length || chosen.includes(label) || ownGroups.has(label),
  );
}

function peersOf(
  label: string,
  { filters, groupBy }: Choices,
  verdict: Verdict,
  material: PeerMaterial,
): Peers {
  const chosen = groupBy === null ? undefined : filters[groupBy];
  if (chosen?.length && !chosen.includes(label)) return { kind: 'not-chosen' };
  if (verdict !== 'shown') return { kind: verdict };
  const figures = material.figures.get(label);
  return figures ? { kind: 'shown', ...figures } : { kind: 'too-few' };
}

/** Percentile of an own value in its group. A peer is lower than threshold i if its bucket is i or less (i from 0). */
function ranker(groups: readonly ComparedGroup[], { thresholds, material }: CompareGiven) {
  const place = new Map(thresholds.map((threshold, index) => [threshold, index]));
  const percentiles = new Map<string, (number | null)[]>();
  for (const { label, peers } of groups) {
    if (peers.kind !== 'shown') continue;
    const counts = new Array<number>(thresholds.length + 1).fill(0);
    for (const { bucket, services } of material.ranks.get(label) ?? []) counts[bucket] = services;
    let lower = 0;
    percentiles.set(
      label,
      counts.map((count) => percentileRank((lower += count), peers.services)),
    );
  }
  return (group: string, value: number | null): number | null =>
    value === null ? null : (percentiles.get(group)?.[place.get(value) ?? -1] ?? null);
}

function valuesOf(services: readonly OwnService[]): number[] {
  return services.flatMap(({ value }) => (value === null ? [] : [value]));
}
