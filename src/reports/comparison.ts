import type { Knex } from 'knex';
import type { Clock } from '../platform/clock.ts';
import type { BenchmarkSet } from './benchmark/benchmark-set.ts';
import { comparedWith, type ReaderGroups } from './comparison-groups/comparison-groups.ts';
import { ALL_SERVICES, labelsOf, type Choices, type Dimension, type Places } from './dimensions.ts';
import type { Withheld } from './disclosure/disclosure.ts';
import { countedTogether, type Given, type Measure } from './measures/measure.ts';
import { peersFor, type ShownPeers } from './benchmark/peers.ts';
import type { AuthorityFacts } from './comparison-groups/neighbours.ts';
import { peersText, type PeersChoice } from './comparison-groups/peer-groups.ts';
import { mean, median } from './benchmark/statistics.ts';
import { periodOf, type Period } from './store-period.ts';
import { ownServices, ownVersions, type OwnService } from './store.ts';

/** Own services beside their peers: what a report's page, chart and downloads are all made from. */
export interface Comparison {
  measure: Measure;
  choices: Choices;
  /** Day of the own live extract (YYYY-MM-DD), null where there is none. */
  extractDate: string | null;
  /** The days that the own figures are of; null where there are none. */
  period: Period | null;
  groups: ComparedGroup[];
  services: ComparedService[];
}

export interface ComparedGroup {
  label: string;
  /** `counted`: of a percentage what is counted of what in all of them, see `countedTogether`. */
  own: { values: number[]; mean: number | null; median: number | null; counted: Given };
  peers: Peers;
  /** The display group's figures, its single services among them; null where no group is to be drawn. */
  displayed: Peers | null;
}

/** `not-chosen`: a group which the filters or the comparison group leave out, whatever there may be in it. */
export type Peers = ShownPeers | { kind: Withheld | 'not-chosen' };

export interface ComparedService extends OwnService {
  group: string;
  /** Percent of the group's peers with a lower value; null where it may not be shown or there is no value. */
  percentile: number | null;
}

/** Where reports read from: own rows, and the peers' set. */
export interface ReportSources {
  db: Knex;
  benchmarkSet: () => Promise<BenchmarkSet>;
  clock: Clock;
}

export interface Reader {
  id: number;
  type: string;
  region: string;
}

export interface Asked {
  reader: Reader;
  choices: Choices;
  places: Places;
  groups: ReaderGroups;
}

/** Reads own services and their peers. */
export async function readComparison(
  { db, benchmarkSet }: Pick<ReportSources, 'db' | 'benchmarkSet'>,
  asked: Asked & { measure: Measure },
): Promise<Comparison> {
  const { reader, measure, choices } = asked;
  const [versions, set] = await Promise.all([ownVersions(db, reader.id), benchmarkSet()]);
  const live = versions.find(({ is_live }) => is_live);
  const [own, period] = live
    ? await Promise.all([
        ownServices(db, live.version, [measure], choices.filters),
        periodOf(db, { authorityId: reader.id, version: live.version }, measure),
      ])
    : [[], null];
  const extractDate = live?.extract_date ?? null;
  return { measure, choices, extractDate, period, ...compare({ ...asked, own, set }) };
}

/** The pure part: own figures, the peers' answer, and what stands where there is none. */
export function compare(
  given: Asked & { measure: Measure; own: readonly OwnService[]; set: BenchmarkSet },
): Pick<Comparison, 'groups' | 'services'> {
  const { choices, own, measure, set } = given;
  const { groupBy } = choices;
  const valueOf = (service: OwnService): number | null => service.values[measure.column] ?? null;
  const grouped = own.map((service) => ({ service, group: groupOf(service, groupBy, given.reader) }));
  const answersOf = (peers: PeersChoice): ((label: string) => Peers) => {
    const question = comparedWith(given, peers);
    const answers = peersFor(set, { authorityId: given.reader.id, ...question })(measure.column);
    return (label) =>
      isChosen(label, question.choices, given.groups.all)
        ? (answers.get(label) ?? { kind: 'too-few' })
        : { kind: 'not-chosen' };
  };
  const { peers, show } = choices;
  const peersIn = answersOf(peers);
  const isSame = show !== null && peersText(show) === peersText(peers);
  const displayedIn = isSame ? peersIn : show && answersOf(show);
  const labels = groupLabels(given, new Set(grouped.map(({ group }) => group)));
  const groups = labels.map((label): ComparedGroup => {
    const its = grouped.flatMap(({ service, group }) => (group === label ? [service] : []));
    const values = its.flatMap((service) => valueOf(service) ?? []);
    const counted = countedTogether(measure, its);
    return {
      label,
      own: { values, mean: mean(values), median: median(values), counted },
      peers: peersIn(label),
      displayed: displayedIn && displayedIn(label),
    };
  });
  const percentile = (label: string, value: number | null): number | null => {
    const answer = peersIn(label);
    return value === null || answer.kind !== 'shown' ? null : answer.percentile(value);
  };
  return {
    groups,
    services: labels.flatMap((label) =>
      grouped
        .filter(({ group }) => group === label)
        .map(({ service, group }) => ({
          ...service,
          group,
          percentile: percentile(group, valueOf(service)),
        }))
        .sort((a, b) => (valueOf(b) ?? -1) - (valueOf(a) ?? -1)),
    ),
  };
}

function groupOf(service: OwnService, groupBy: Dimension | null, reader: Reader): string {
  if (groupBy === null) return ALL_SERVICES;
  if (groupBy === 'region') return reader.region;
  return groupBy === 'authorityType' ? reader.type : service.at[groupBy];
}

/** Every label the filters let in, whether or not it holds a service: an absent row would tell of an empty group. */
function groupLabels(
  { choices: { filters, groupBy }, places }: Asked,
  ownGroups: ReadonlySet<string>,
): string[] {
  if (groupBy === null) return [ALL_SERVICES];
  const chosen = filters[groupBy];
  return labelsOf(groupBy, places).filter(
    (label) => !chosen?.length || chosen.includes(label) || ownGroups.has(label),
  );
}

/**
 * Whether the choices leave anybody whom a group could hold. Where authorities are is public, so that of a place nobody
 * was chosen from it may be said that nobody was; whether any of those chosen has a service is for the peers to answer.
 */
function isChosen(
  label: string,
  { filters, groupBy }: Pick<Choices, 'filters' | 'groupBy'>,
  authorities: readonly AuthorityFacts[],
): boolean {
  const lets = (name: Dimension, one: string) => !filters[name]?.length || filters[name].includes(one);
  if (groupBy === null) return true;
  if (groupBy !== 'region' && groupBy !== 'authorityType') return lets(groupBy, label);
  return authorities.some(
    ({ region, type }) =>
      label === (groupBy === 'region' ? region : type) &&
      lets('region', region) &&
      lets('authorityType', type),
  );
}
