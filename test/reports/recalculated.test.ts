import { expect } from 'chai';
import { readComparison } from '../../src/reports/comparison.ts';
import { measures } from '../../src/reports/index.ts';
import { startHistory } from './figures/figures-history.ts';
import { checkPeers, plainPeers } from './figures/figures-peers.ts';
import { plainMedian } from './figures/figures-plain.ts';
import { reportsOn } from './figures/figures-reader.ts';
import { randomWorld } from './figures/figures-world.ts';
import { bytesOf, linesOf, mainOf, textOf } from './http-reading.ts';
import { readPdf } from '../support/read-pdf.ts';
import { cost } from './http-world.ts';
import { authoritiesWith, authorityOf, makeLive, service, type TestService } from './world.ts';
import { startRemovals, type RemovalWorld } from '../data-rights/removals/removal-world.ts';
import type { HttpClient } from '../support/http-client.ts';
import { formatDay } from '../../src/web/formatters.ts';

const SAYS = /Recalculated after a removal on (\d+ \w+ \d{4})/;
const briefing = '/reports/briefing.pdf?measure=cost/weekly-unit-cost';

/** Ealing, which will leave, and four others, of whom Oxfordshire reads. */
describe('reports after a removal', () => {
  let world: RemovalWorld;
  let reader: HttpClient;
  let others: TestService[];
  let leaving: TestService[];
  beforeEach(async () => {
    world = await startRemovals();
    const four = await authoritiesWith(world.db, ['38', '00AB', '00AC', '00BN', '00CA']);
    const ealing = await authorityOf(world.db, '00AJ');
    const of = (authority: (typeof four)[number], costs: readonly number[]) =>
      costs.map((weekly_unit_cost, at) => service(authority, `S${at}`, { weekly_unit_cost }));
    others = four.flatMap((authority, place) => of(authority, [20 + place, 40 + place]));
    leaving = of(ealing, [200, 300, 400, 500]);
    await makeLive(world.db, [...others, ...leaving]);
    reader = await world.app.signInAs({ authorityCode: '38' });
  });
  afterEach(() => world.app.close());

  const peerMedian = async (): Promise<number> => {
    const [line] = linesOf((await bytesOf(world.app, reader, `${cost}.csv`)).toString('utf8'));
    return Number(line!.split(',')[8]);
  };
  const plain = (services: readonly TestService[]): number =>
    plainMedian(
      services.flatMap(({ authority, given }) =>
        authority.code === '38' ? [] : [given.weekly_unit_cost as number],
      ),
    )!;
  const saidOn = async (path: string): Promise<string | undefined> =>
    SAYS.exec(textOf(mainOf((await reader.get(path)).text)))?.[1];
  const saidInBriefing = async (): Promise<string | undefined> => {
    const { pages: written } = readPdf(await bytesOf(world.app, reader, briefing));
    return SAYS.exec(
      written
        .flat()
        .map(({ text }) => text)
        .join(' '),
    )?.[1];
  };

  const pages = [
    ...['/reports', cost, `${cost}/trend`, '/reports/value-for-money', '/reports/outliers'],
    '/reports/services/S0',
  ];

  async function leave(): Promise<void> {
    const { id: authorityId } = await authorityOf(world.db, '00AJ');
    const lead = await world.app.createUser({ role: 'lead' });
    const id = await world.ask({
      ...{ scope: 'authority', subject: { userId: null, authorityId } },
      confirmation: { by: lead.id, on: '2026-11-01', way: 'post' },
    });
    // The files of this test were loaded by nobody of Ealing's: they go with the authority all the same.
    expect(await world.approve(id)).to.deep.equal({ kind: 'removed' });
  }

  it('give others what the figures come to without it, and say so without saying whose data went [P69]', async () => {
    expect(await peerMedian()).to.be.closeTo(plain([...others, ...leaving]), 0.05);
    for (const path of pages) expect(await saidOn(path), path).to.equal(undefined);
    expect(await saidInBriefing()).to.equal(undefined);
    await leave();
    expect(plain(others)).not.to.equal(plain([...others, ...leaving]));
    expect(await peerMedian()).to.be.closeTo(plain(others), 0.05);
    const { rows } = await world.db.raw<{ rows: { day: string }[] }>('select current_date as day');
    const today = formatDay(rows[0]!.day);
    for (const path of pages) {
      expect(await saidOn(path), path).to.equal(today);
      expect(mainOf((await reader.get(path)).text), path).not.to.include('Ealing');
    }
    expect(await saidInBriefing()).to.equal(today);
  });

  it('give of every measure, whole and by group, what plain arithmetic gives of those that are left [P69]', async () => {
    const codes = ['38', '00AB', '00AC', '00BN', '00CA', '00AJ'];
    const authorities = await authoritiesWith(world.db, codes);
    const own = authorities[0]!;
    const history = startHistory(world.db);
    await history.goLive(randomWorld(authorities, { seed: 16, each: 12 }), '2004-09-30');
    // Kept from before the removal, as the process that answers keeps them.
    const { sources, asked } = reportsOn(world.app.database);
    const check = async (): Promise<Map<string, number>> => {
      const medians = new Map<string, number>();
      for (const measure of measures)
        for (const query of [{}, { groupBy: 'durationType' }]) {
          const report = await asked(own, query);
          const { groupBy } = report.choices;
          const question = { own, filters: {}, groupBy, members: null };
          const { groups } = await readComparison(sources, { ...report, measure });
          for (const { label, peers } of groups) {
            const where = `${measure.slug} ${label}`;
            const left = plainPeers(history.allLive(), question, label, measure.slug);
            const isShown = checkPeers(peers, left, measure.slug, { bare: groupBy === null, where });
            if (isShown && peers.kind === 'shown') medians.set(where, peers.median);
          }
        }
      return medians;
    };
    const before = await check();
    await leave();
    history.forget((await authorityOf(world.db, '00AJ')).id);
    const after = await check();
    // What is left of a group may be too few to be shown; all services together still are, of every measure.
    for (const { slug } of measures) expect([...after.keys()]).to.include(`${slug} All services`);
    expect(after.size).to.be.above(2 * measures.length);
    const changed = [...after].filter(([where, median]) => median !== before.get(where));
    expect(changed.length, 'figures that the removal has moved').to.be.above(measures.length);
  });

  it('say it for a quarter', async () => {
    await leave();
    for (const [days, isSaid] of [
      [91, true],
      [92, false],
    ] as const) {
      await world.db.raw('update recalculations set day = current_date - ?::integer', [days]);
      expect((await saidOn('/reports')) !== undefined, `${days} days`).to.equal(isSaid);
    }
  });

  it('say nothing where a person goes and the figures stay', async () => {
    const person = await world.app.createUser();
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    expect(await world.approve(id)).to.deep.equal({ kind: 'removed' });
    expect(await saidOn('/reports')).to.equal(undefined);
    expect(await world.db('recalculations')).to.deep.equal([]);
  });
});
