import { expect } from 'chai';
import { closeRequest } from '../../../src/data-rights/requests/decide-request.ts';
import { expireExports } from '../../../src/data-rights/exports/expire-exports.ts';
import { caseRetention } from '../../../src/data-rights/retention/holders.ts';
import type { RetentionHolder } from '../../../src/platform/retention.ts';
import { testSecrets } from '../../support/app.ts';
import { type ExportWorld, startExports } from './export-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const none = { people: [], authorities: [], references: [] };

describe('what is left of a copy of somebody’s data once it has ended', function () {
  this.timeout(60_000);
  let world: ExportWorld;
  let reference: string;
  beforeEach(async () => {
    world = await startExports();
    const { app, db } = world;
    const person = await app.createUser({ name: 'Pat Subject' });
    const browser = await app.signIn(person.email);
    await db('enquiries').insert(
      ['WITHHELDWORD', 'GIVENWORD'].map((message, place) => ({
        ...{ kind: 'question', reference: `E-ADADADA${place + 2}`, received_at: app.clock.now(), message },
        ...{ user_id: person.id, name: 'Pat', email: person.email },
      })),
    );
    reference = await world.ask(browser);
    await world.gather(reference);
    const record = await world.recordWith(reference, 'WITHHELDWORD');
    const withheld = { ground: 'legal-privilege', reason: 'Advice.', column: '', passage: '' };
    expect((await world.on(`${record}/withholdings`, reference, withheld)).status).to.equal(303);
  });
  afterEach(() => world.app.close());

  const countIn = async (table: string): Promise<number> => {
    const { id } = await world.state(reference);
    return (await world.db(table).where({ export_id: id }).select('export_id')).length;
  };
  const left = async (): Promise<Record<string, number>> => ({
    items: await countIn('export_items'),
    withheld: await countIn('export_withholdings'),
    proposals: await countIn('export_proposals'),
    files: await countIn('export_files'),
    groups: await countIn('export_groups'),
  });
  const nothingButWithheld = { items: 1, withheld: 1, proposals: 0, files: 0, groups: 1 };
  const holder = (): RetentionHolder => caseRetention.find((one) => one.class.key === 'exportContent')!;
  const lapse = (at: Date): Promise<number> =>
    world.db.transaction((trx) => holder().erase(trx, at, none, 100));

  it('is what was withheld, and why, once thirty days have gone since its delivery [P85, P92]', async () => {
    await world.giveAll(reference);
    await world.pack(reference);
    expect((await world.on('delivery/account', reference, {})).status).to.equal(303);
    const clock = (): Date => world.app.clock.now();
    world.app.clock.advance(30 * DAY_MS - 1000);
    expect(await expireExports({ db: world.db, clock })).to.equal(0);
    expect((await left()).items).to.be.above(2);
    world.app.clock.advance(1000);
    expect(await expireExports({ db: world.db, clock })).to.equal(1);
    expect(await left()).to.deep.equal(nothingButWithheld);
    expect(await countIn('export_searches')).to.be.above(0);
    const { state, withheld, package_sha256: sha256 } = await world.state(reference);
    expect([state, withheld]).to.deep.equal(['expired', 1]);
    expect(sha256).to.have.length(32);
    await world.signInAgain();
    const { text, status } = await world.page('', reference);
    expect([status, text.includes('Withheld')]).to.deep.equal([200, true]);
    expect((await world.page('items/1', reference)).status).to.be.oneOf([200, 404]);
  });

  it('is no more of one that nobody went on with for ninety days, and it counts as never delivered [P92]', async () => {
    const { reviewed_at: last } = await world
      .db('export_items')
      .whereNotNull('reviewed_at')
      .orderBy('reviewed_at', 'desc')
      .first<{ reviewed_at: Date }>('reviewed_at');
    const end = new Date(last.getTime() + 90 * DAY_MS);
    expect(await lapse(new Date(end.getTime() - 1000))).to.equal(0);
    expect(await lapse(end)).to.equal(1);
    expect(await left()).to.deep.equal(nothingButWithheld);
    const { state, ended_by: by } = await world.state(reference);
    expect([state, by]).to.deep.equal(['withdrawn', null]);
    expect(await world.lastEvent('access-export.lapsed')).to.deep.include({
      ...{ actor_id: null, subject_type: 'requests', subject_id: reference },
    });
    expect(await lapse(end)).to.equal(0);
    expect((await world.page('', reference)).text).to.include('Gather what is held');
  });

  it('is no more of one that was not delivered when its case is closed', async () => {
    const on = world.app.clock.now().toISOString().slice(0, 10);
    const { id: rights_request_id } = await world
      .db('rights_requests')
      .where({ reference })
      .first<{ id: number }>('id');
    await world.db('request_events').insert({
      ...{ rights_request_id, kind: 'answered', happened_on: on, choice: 'withdrawn', note: 'By phone' },
      ...{ recorded_by: world.staff.reviewer.id, recorded_at: world.app.clock.now() },
    });
    const parts = { db: world.db, clock: world.app.clock.now, secrets: testSecrets };
    const actor = { userId: world.staff.reviewer.id, action: 'request.closed' };
    const closed = await closeRequest(parts, { reference, userId: world.staff.reviewer.id }, actor);
    expect(closed).to.deep.equal({ kind: 'done' });
    expect(await left()).to.deep.equal(nothingButWithheld);
    expect((await world.state(reference)).state).to.equal('withdrawn');
  });
});
