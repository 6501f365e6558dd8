import type { Knex } from 'knex';
import { plainly, type PlainService } from './figures-plain.ts';
import { makeLive, type Grade, type TestService } from '../world.ts';

/** A version of an authority's services as the tests remember it. */
interface Version {
  authorityId: number;
  uploadId: number;
  date: string;
  services: readonly PlainService[];
  state: 'live' | 'superseded' | 'withdrawn';
}

/** Versions that are made live one after the other, and what counts of them by the plain rules. */
export interface TestHistory {
  versions: () => Version[];
  forget: (authorityId: number) => void;
  goLive: (services: readonly TestService[], date: string) => Promise<void>;
  /** Remembers what went live by another way. */
  record: (
    upload: Pick<Version, 'authorityId' | 'uploadId' | 'date'>,
    services: readonly TestService[],
  ) => void;
  /** Services of the versions that count for a quarter, by its last day. */
  countedIn: (quarter: string) => PlainService[];
  /** Last days of the quarters that anybody has a version of that counts, the earliest first. */
  quarters: () => string[];
  live: (authorityId: number) => Version | undefined;
  /** Services of all that is live. */
  allLive: () => PlainService[];
}

export function startHistory(db: Knex): TestHistory {
  let versions: Version[] = [];
  const grades = new Map<string, Map<string, Grade>>();

  const counted = (quarter: string): Version[] => {
    const within = versions.filter(({ date, state }) => quarterOf(date) === quarter && state !== 'withdrawn');
    const best = new Map<number, Version>();
    // In the order in which they went live: of one day, the later word counts.
    for (const version of within) {
      const known = best.get(version.authorityId);
      if (!known || version.state === 'live' || (known.state !== 'live' && version.date >= known.date))
        best.set(version.authorityId, version);
    }
    return [...best.values()];
  };

  const record: TestHistory['record'] = (upload, services) => {
    for (const version of versions)
      if (version.authorityId === upload.authorityId && version.state === 'live')
        version.state = 'superseded';
    const known = plainly(services.map((one) => ({ ...one, grades: knownGrades(grades, one) })));
    versions.push({ ...upload, services: known, state: 'live' });
  };

  return {
    versions: () => versions,
    forget: (authorityId) => {
      versions = versions.filter((version) => version.authorityId !== authorityId);
    },
    async goLive(services, date) {
      for (const [authorityId, uploadId] of await makeLive(db, services, date)) {
        const own = services.filter(({ authority }) => authority.id === authorityId);
        record({ authorityId, uploadId, date }, own);
      }
    },
    record,
    countedIn: (quarter) => counted(quarter).flatMap(({ services }) => services),
    quarters: () =>
      [
        ...new Set(versions.filter(({ state }) => state !== 'withdrawn').map(({ date }) => quarterOf(date))),
      ].sort(),
    live: (authorityId) =>
      versions.find((version) => version.authorityId === authorityId && version.state === 'live'),
    allLive: () => versions.filter(({ state }) => state === 'live').flatMap(({ services }) => services),
  };
}

/** Grades of all versions of a service so far: the latest word on each objective and day. */
function knownGrades(
  known: Map<string, Map<string, Grade>>,
  { authority, serviceId, grades }: TestService,
): Grade[] {
  const key = `${authority.id} ${serviceId}`;
  const own = known.get(key) ?? new Map<string, Grade>();
  for (const grade of grades) own.set(`${grade.objective} ${grade.on}`, grade);
  known.set(key, own);
  return [...own.values()];
}

/** The last day of the quarter that a day lies in. */
export function quarterOf(date: string): string {
  const [year, month] = date.split('-');
  return `${year}-${['03-31', '06-30', '09-30', '12-31'][Math.floor((Number(month) - 1) / 3)]}`;
}
