import { comparedWith } from '../comparison-groups/comparison-groups.ts';
import type { Asked, ReportSources } from '../comparison.ts';
import { ALL_SERVICES, type Choices } from '../dimensions.ts';
import { countedTogether, type Given, type Measure } from '../measures/measure.ts';
import { measures } from '../measures/measures.ts';
import { peersFor, type PeerAnswer } from '../benchmark/peers.ts';
import { median } from '../benchmark/statistics.ts';
import { ownServices, ownVersions, type OwnService } from '../store.ts';

/** Every measure at a glance: the own median, the peers' figures, what has changed and which services drive it. */
export interface Overview {
  choices: Choices;
  /** Days of the live extract and of the one before it (YYYY-MM-DD), null where there is none. */
  extractDate: string | null;
  earlierDate: string | null;
  rows: OverviewRow[];
}

export interface OverviewRow {
  measure: Measure;
  /** How many own services have a value. */
  services: number;
  own: number | null;
  /** Of a percentage what is counted of what in all of them, see `countedTogether`. */
  counted: Given;
  /** The own median of the extract before. */
  earlier: number | null;
  peers: PeerAnswer;
  /** Own services furthest from the peers' median, on the side on which the own median lies. */
  drivers: Driver[];
}

export interface Driver {
  serviceId: string;
  name: string;
  value: number;
  given: Given;
}

const MOST_DRIVERS = 3;

export async function readOverview(
  { db, benchmarkSet }: Pick<ReportSources, 'db' | 'benchmarkSet'>,
  asked: Asked,
): Promise<Overview> {
  const { reader, choices } = asked;
  const [versions, set] = await Promise.all([ownVersions(db, reader.id), benchmarkSet()]);
  const live = versions.find(({ is_live }) => is_live);
  const earlier = live && versions.find(({ quarter }) => quarter < live.quarter);
  const of = (version: { version: number } | undefined): Promise<OwnService[]> =>
    version ? ownServices(db, version.version, measures, choices.filters) : Promise.resolve([]);
  const [now, before] = await Promise.all([of(live), of(earlier)]);
  const ungrouped = { ...choices, groupBy: null };
  const answer = peersFor(set, {
    authorityId: reader.id,
    ...comparedWith({ ...asked, choices: ungrouped }, choices.peers),
  });
  return {
    choices,
    extractDate: live?.extract_date ?? null,
    earlierDate: earlier?.extract_date ?? null,
    rows: measures.map((measure) => {
      const peers = answer(measure.column).get(ALL_SERVICES) ?? { kind: 'too-few' };
      return overviewRow(measure, now, before, peers);
    }),
  };
}

/** The pure part. */
export function overviewRow(
  measure: Measure,
  now: readonly OwnService[],
  before: readonly OwnService[],
  peers: PeerAnswer,
): OverviewRow {
  const values = valuesOf(now, measure);
  const own = median(values);
  return {
    measure,
    services: values.length,
    own,
    counted: countedTogether(measure, now),
    earlier: median(valuesOf(before, measure)),
    peers,
    drivers: own === null || peers.kind !== 'shown' ? [] : driversOf(measure, now, own, peers.median),
  };
}

function driversOf(measure: Measure, services: readonly OwnService[], own: number, peers: number): Driver[] {
  const side = Math.sign(own - peers);
  return services
    .flatMap(({ serviceId, name, values, given }) => {
      const value = values[measure.column] ?? null;
      return value !== null && (value - peers) * side > 0 ? [{ serviceId, name, value, given }] : [];
    })
    .sort((a, b) => (b.value - a.value) * side)
    .slice(0, MOST_DRIVERS);
}

function valuesOf(services: readonly OwnService[], { column }: Measure): number[] {
  return services.flatMap(({ values }) => values[column] ?? []);
}
