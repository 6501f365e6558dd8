import { comparedWith } from '../comparison-groups/comparison-groups.ts';
import type { Asked, ReportSources } from '../comparison.ts';
import { ALL_SERVICES, type Filters } from '../dimensions.ts';
import type { Measure } from '../measures/measure.ts';
import { measures } from '../measures/measures.ts';
import { peersFor, type PeerAnswer } from '../benchmark/peers.ts';
import { ownServiceIn, ownVersions, type OwnService } from '../store.ts';

/** One service of the reader's own: all its measures beside those of its like, and what it gave before. */
export interface ServiceReport {
  service: OwnService;
  extractDate: string;
  /** What makes a peer its like: the same service type and client group. */
  like: Filters;
  rows: ServiceRow[];
  /** Quarters in which the service was there, the latest first. */
  history: ({ quarter: string } & Pick<OwnService, 'values' | 'given'>)[];
}

export interface ServiceRow {
  measure: Measure;
  value: number | null;
  peers: PeerAnswer;
  /** Percent of peers with a lower value; null where it may not be shown. */
  percentile: number | null;
}

/** Null unless the live extract has a service of this id. */
export async function readServiceReport(
  { db, benchmarkSet }: Pick<ReportSources, 'db' | 'benchmarkSet'>,
  asked: Asked,
  serviceId: string,
): Promise<ServiceReport | null> {
  const [versions, set] = await Promise.all([ownVersions(db, asked.reader.id), benchmarkSet()]);
  const live = versions.find(({ is_live }) => is_live);
  const ids = versions.map(({ version }) => version);
  const found = live ? await ownServiceIn(db, ids, serviceId, measures) : new Map<number, OwnService>();
  const service = live && found.get(live.version);
  if (!service) return null;
  const like: Filters = {
    serviceType: [service.at.serviceType],
    clientGroup: [service.at.clientGroup],
  };
  const choices = { filters: like, groupBy: null };
  const answer = peersFor(set, {
    authorityId: asked.reader.id,
    ...comparedWith({ ...asked, choices }, asked.choices.peers),
  });
  return {
    service,
    extractDate: live.extract_date,
    like,
    rows: measures.map((measure): ServiceRow => {
      const value = service.values[measure.column] ?? null;
      const peers = answer(measure.column).get(ALL_SERVICES) ?? { kind: 'too-few' };
      const percentile = value === null || peers.kind !== 'shown' ? null : peers.percentile(value);
      return { measure, value, peers, percentile };
    }),
    history: versions.flatMap(({ version, quarter }) => {
      const then = found.get(version);
      return then ? [{ quarter, values: then.values, given: then.given }] : [];
    }),
  };
}
