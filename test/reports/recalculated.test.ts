import { expect } from 'chai';
import { plainMedian } from './figures/figures-plain.ts';
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
