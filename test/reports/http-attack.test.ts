import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { Knex } from 'knex';
import { reportRoutes } from '../../src/reports/index.ts';
import { nearestNeighbours } from '../../src/reports/comparison-groups/neighbours.ts';
import { authoritiesOf } from '../../src/reports/comparison-groups/store-peer-groups.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { HttpClient } from '../support/http-client.ts';
import {
  authoritiesWith,
  authorityOf,
  makeLive,
  randomNumbers,
  service,
  type TestAuthority,
  type TestService,
} from './world.ts';

const types = ['Outreach', 'Resettlement', 'Floating support'];
const clients = ['Generic', 'Traveller', 'Refugees'];
const cost = '/reports/cost/weekly-unit-cost';
const FEWEST = { authorities: 3, services: 5 };

/** What an address chooses, as whoever writes it knows. */
interface Asked {
  serviceType: string[];
  clientGroup: string[];
  region: string[];
  authorityType: string[];
  peers: '' | 'nearest' | 'region' | 'type';
}

/** A figure that was shown: of which peers (by their places), and how many the page says they are. */
interface Shown {
  where: string;
  peers: ReadonlySet<number>;
  services: number;
  authorities: number;
  figures: string;
}

/** Ealing reads a small country through its addresses, and takes whatever it is shown from whatever else it is shown. */
describe('an officer who opens every address and subtracts', function () {
  this.timeout(240_000);
  let app: TestApp;
  let ealing: HttpClient;
  let reader: TestAuthority;
  let peers: TestService[];
  let nearest: ReadonlySet<number>;

  before(async () => {
    app = await startTestApp({ routes: ({ database }) => reportRoutes({ database }) });
    const db = app.database.knex;
    reader = await authorityOf(db, '00AJ');
    const all = await authoritiesOf(db);
    const own = all.find(({ id }) => id === reader.id)!;
    nearest = new Set(nearestNeighbours(own, all).map(({ id }) => id));
    peers = shared(await placedAuthorities(db), 170);
    await makeLive(db, [...peers, service(reader, 'OWN', { weekly_unit_cost: 50 })]);
    ealing = await app.signInAs();
  });
  after(() => app.close());

  const chosenBy = ({ serviceType, clientGroup, region, authorityType, peers: who }: Asked): Set<number> => {
    const takes = (labels: readonly string[], label: string) => labels.length === 0 || labels.includes(label);
    return new Set(
      peers.flatMap(({ authority, at }, place) =>
        takes(serviceType, at.serviceType) &&
        takes(clientGroup, at.clientGroup) &&
        takes(region, authority.region) &&
        takes(authorityType, authority.type) &&
        (who !== 'nearest' || nearest.has(authority.id)) &&
        (who !== 'region' || authority.region === reader.region) &&
        (who !== 'type' || authority.type === reader.type)
          ? [place]
          : [],
      ),
    );
  };

  async function opened(asked: Asked, groupBy: keyof Asked | '', path = `${cost}.csv`): Promise<Shown[]> {
    const params = new URLSearchParams();
    for (const [name, chosen] of Object.entries(asked) as [string, string | string[]][])
      for (const label of [chosen].flat()) if (label !== '') params.append(name, label);
    if (groupBy !== '') params.set('groupBy', groupBy);
    const where = `${path}?${params.toString()}`;
    const { status, text } = await ealing.get(where);
    expect(status, where).to.equal(200);
    const rows = parse<Record<string, string>>(text, { bom: true, columns: true });
    return rows.flatMap((row) => {
      if (row.suppressed === 'yes' || row.services === '') return [];
      if (row.measure !== undefined && row.measure !== 'weekly-unit-cost') return [];
      const its = groupBy === '' ? asked : { ...asked, [groupBy]: [row.group!] };
      const figures = [row.lower_quartile, row.median, row.upper_quartile].join();
      const counts = { services: Number(row.services), authorities: Number(row.authorities) };
      return [{ where: `${where} ${row.group ?? ''}`, peers: chosenBy(its), ...counts, figures }];
    });
  }

  /** Every set of labels of both lists, with every place or comparison group; and each way to group them. */
  async function everythingOpened(): Promise<{ shown: Shown[]; asked: Set<number>[] }> {
    const regions = [...new Set(peers.map(({ authority }) => authority.region))];
    const kinds = [...new Set(peers.map(({ authority }) => authority.type))];
    const nowhere = { region: [], authorityType: [], peers: '' as const };
    const places: Pick<Asked, 'region' | 'authorityType' | 'peers'>[] = [
      nowhere,
      ...regions.map((region) => ({ ...nowhere, region: [region] })),
      ...kinds.map((kind) => ({ ...nowhere, authorityType: [kind] })),
      ...regions.flatMap((region) =>
        kinds.map((kind) => ({ ...nowhere, region: [region], authorityType: [kind] })),
      ),
      ...(['nearest', 'region', 'type'] as const).map((who) => ({ ...nowhere, peers: who })),
    ];
    const shown: Shown[] = [];
    const asked: Set<number>[] = [];
    for (const serviceType of properSubsets(types))
      for (const clientGroup of properSubsets(clients)) {
        for (const place of places) {
          const one = { serviceType, clientGroup, ...place };
          asked.push(chosenBy(one));
          shown.push(...(await opened(one, '')));
        }
        const all = { serviceType, clientGroup, ...nowhere };
        for (const groupBy of ['serviceType', 'clientGroup', 'region', 'authorityType'] as const)
          shown.push(...(await opened(all, groupBy)));
        shown.push(...(await opened(all, '', '/reports.csv')));
      }
    return { shown, asked };
  }

  const isTooLittle = (places: readonly number[]): boolean =>
    places.length > 0 &&
    (places.length < FEWEST.services ||
      new Set(places.map((place) => peers[place]!.authority.id)).size < FEWEST.authorities);

  /** What is left when one set is taken from another that holds all of it; null where it does not. */
  const left = (wide: ReadonlySet<number>, narrow: ReadonlySet<number>): number[] | null => {
    if (narrow.size > wide.size) return null;
    for (const place of narrow) if (!wide.has(place)) return null;
    return [...wide].filter((place) => !narrow.has(place));
  };

  it('is shown figures of enough, and is left with enough or with nothing', async () => {
    const { shown, asked } = await everythingOpened();
    expect(shown).to.have.length.above(200);
    for (const { where, peers: its, services, authorities } of shown) {
      expect(services, where).to.equal(its.size);
      expect(authorities, where).to.equal(new Set([...its].map((place) => peers[place]!.authority.id)).size);
      expect(isTooLittle([...its]), where).to.equal(false);
    }
    const sets = [...new Map(shown.map((one) => [[...one.peers].join(), one])).values()];
    for (const wide of sets)
      for (const narrow of sets) {
        const rest = left(wide.peers, narrow.peers);
        if (rest && isTooLittle(rest)) expect.fail(`${wide.where}\nless ${narrow.where}: ${rest.length}`);
      }
    // Without disclosure control there would be many: the country is as small as this test needs it.
    const distinct = [...new Map(asked.map((one) => [[...one].join(), one])).values()];
    const open = distinct.flatMap((wide) =>
      distinct.filter((narrow) => isTooLittle(left(wide, narrow) ?? [])),
    );
    expect(open).to.have.length.above(100);
  });

  it('is told the same of the same peers, whichever way they are chosen', async () => {
    const all = { serviceType: [], clientGroup: [], region: [], authorityType: [], peers: '' as const };
    const [report] = await opened(all, '');
    const [overview] = await opened(all, '', '/reports.csv');
    expect(overview!.figures).to.equal(report!.figures);
    const [region] = await opened({ ...all, peers: 'region' }, '');
    const [filtered] = await opened({ ...all, region: [reader.region] }, '');
    expect(region?.figures).to.equal(filtered?.figures);
  });
});

/** London boroughs, metropolitan districts, and a region of two types. */
async function placedAuthorities(db: Knex): Promise<TestAuthority[]> {
  const codes = ['00AE', '00AF', '00AK', '00AY', '00BB', '00BL', '00BM', '00BN', '00BP'];
  const southEast = async (type: string) =>
    db('authorities')
      .where({ region: 'South East', authority_type: type })
      .orderBy('code')
      .limit(3)
      .pluck<string[]>('code');
  const kinds = await db('authorities')
    .where('region', 'South East')
    .distinct()
    .pluck<string[]>('authority_type');
  const more = await Promise.all(kinds.map(southEast));
  return authoritiesWith(db, [...codes, ...more.flat()]);
}

/** The first labels are the commonest, so that there are large groups beside small ones. */
function shared(authorities: readonly TestAuthority[], count: number): TestService[] {
  const random = randomNumbers(11);
  const oneOf = (labels: readonly string[]): string => labels[Math.floor(random() ** 2 * labels.length)]!;
  return Array.from({ length: count }, (_, index) =>
    service(authorities[Math.floor(random() * authorities.length)]!, `P${index}`, {
      serviceType: oneOf(types),
      clientGroup: oneOf(clients),
      weekly_unit_cost: Math.round(10 + random() * 400),
    }),
  );
}

function properSubsets(labels: readonly string[]): string[][] {
  return labels
    .reduce<string[][]>((sets, label) => [...sets, ...sets.map((set) => [...set, label])], [[]])
    .filter((set) => set.length < labels.length);
}
