import { expect } from 'chai';
import { previewRetention } from '../../../src/data-rights/retention/preview-retention.ts';
import { InHandElsewhere } from '../../../src/platform/jobs.ts';
import type { RetentionHolder } from '../../../src/platform/retention.ts';
import { kept } from '../../../src/platform/retention-classes.ts';
import { query } from '../../support/database.ts';
import { until } from '../../support/until.ts';
import { plain } from '../../uploads/officer.ts';
import { plants, START } from './planting.ts';
import { type RetentionWorld, startRetention } from './retention-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SOME_DAY = new Date('2026-06-01T02:30:00Z');

describe('a run of the retention schedule', function () {
  this.timeout(60_000);
  let world: RetentionWorld;
  beforeEach(async () => {
    world = await startRetention();
  });
  afterEach(() => world.app.close());

  const plant = async (...keys: (keyof typeof plants)[]): Promise<void> => {
    const { id: authorityId } = await world
      .db('authorities')
      .where({ code: '00AJ' })
      .first<{ id: number }>('id');
    const own = {
      ...{ db: world.db, personId: world.person.id, officerId: world.officer.id, authorityId },
      dataDir: world.app.dataDir,
    };
    for (const key of keys) await plants[key]!(own);
  };
  const countOf = async (table: string): Promise<number> =>
    (await world.db(table).count<{ count: number }[]>())[0]!.count;
  const broken: RetentionHolder = {
    class: kept.enquiry,
    preview: () => Promise.resolve({ due: 1, held: 0 }),
    erase: (trx) => trx.raw(`select 'Priya'::integer`).then(() => 0),
  };

  it('does everything that is due in one night, and says so in numbers alone [P92]', async () => {
    await plant('complaint', 'request', 'disclosure', 'upload');
    const { state, classes, askedBy } = await world.runAt(SOME_DAY);
    expect([state, askedBy]).to.deep.equal(['done', null]);
    expect(classes).to.have.length(world.holders.length);
    const busy = classes.filter(({ due }) => due > 0).map(({ key, deleted }) => [key, deleted]);
    expect(busy).to.deep.equal([
      ['complaint', 1],
      ['disclosure', 1],
      ['request', 1],
      ['upload', 1],
    ]);
    const [event] = await world
      .db('audit_events')
      .where({ action: 'retention.carried-out' })
      .select<{ actor_id: null; subject_type: string; details: object }[]>(
        'actor_id',
        'subject_type',
        'details',
      );
    expect(event).to.include({ actor_id: null, subject_type: 'retention-run' });
    expect(event?.details).to.deep.equal({ due: 4, held: 0, deleted: 4, failed: 0 });
  });

  it('goes on where one class fails, says which on the page, and tells the log no value', async () => {
    await plant('complaint', 'enquiry');
    const holders = [broken, ...world.holders.filter((one) => one.class !== kept.enquiry)];
    const run = await world.runAt(SOME_DAY, holders);
    expect(run.state).to.equal('done');
    expect(run.classes.filter(({ hasFailed }) => hasFailed).map(({ key }) => key)).to.deep.equal(['enquiry']);
    expect([await countOf('enquiries'), await countOf('complaints')]).to.deep.equal([1, 0]);
    expect(world.log()).to.include('"class":"enquiry"').and.not.to.include('Priya');
    const browser = await world.app.signIn(world.officer.email);
    expect(plain((await browser.get('/occ/retention')).text)).to.include('Done, but for 1 class');
    const page = plain((await browser.get(`/occ/retention/runs/${run.id}`)).text);
    expect(page).to.include('Questions and problems Failed: tried again next night');
    const home = plain((await browser.get('/occ')).text);
    expect(home).to.include('Kinds of data that could not be deleted in time');
  });

  it('that is cut off has deleted what it counted, whole, and the next one goes on [P92]', async () => {
    const rows = Array.from({ length: 450 }, (_, number) => ({
      ...{ reference: `E-${String(10_000_000 + number)}`, kind: 'question', received_at: START },
      ...{ name: 'Ann', email: 'ann@example.org', message: 'Hello', closed_at: START },
    }));
    await world.db.batchInsert('enquiries', rows, 100);
    const own = world.holders.find((one) => one.class === kept.enquiry)!;
    let batches = 0;
    const cutOff: RetentionHolder = {
      ...own,
      erase: async (...args) => {
        const count = await own.erase(...args);
        if ((batches += 1) === 2) throw new Error('the process ends here');
        return count;
      },
    };
    const first = await world.runAt(SOME_DAY, [cutOff]);
    expect(first.classes[0]).to.include({ due: 450, deleted: 200, hasFailed: true });
    expect(await countOf('enquiries')).to.equal(250);
    const next = await world.runAt(SOME_DAY, [own]);
    expect(next.classes[0]).to.include({ due: 250, deleted: 250, hasFailed: false });
    const again = await world.runAt(SOME_DAY, [own]);
    expect(again.classes[0]).to.include({ due: 0, deleted: 0, hasFailed: false });
  });

  it('that a killed process has left counts as broken off', async () => {
    const [left] = await world
      .db('retention_runs')
      .insert({ started_at: START })
      .returning<{ id: number }[]>('id');
    await world.runAt(SOME_DAY, []);
    const row = await world.db('retention_runs').where(left!).first<{ state: string }>('state');
    expect(row.state).to.equal('broken-off');
  });

  it('is not begun beside another', async () => {
    let second: unknown;
    const meanwhile: RetentionHolder = {
      ...broken,
      preview: async () => {
        second = await world.runAt(SOME_DAY).then(
          () => undefined,
          (error: unknown) => error,
        );
        return { due: 0, held: 0 };
      },
      erase: () => Promise.resolve(0),
    };
    expect((await world.runAt(SOME_DAY, [meanwhile])).state).to.equal('done');
    expect(second).to.be.instanceOf(InHandElsewhere);
    expect(await countOf('retention_runs')).to.equal(1);
  });

  it('is foreseen: what is due now, what is held of it, and what will be due in thirty days', async () => {
    await plant('complaint', 'enquiry');
    const end = new Date('2016-03-01T10:00:00Z');
    const hold = await world.hold('case', 'E-22222222');
    const at = async (now: Date): Promise<unknown[]> => {
      const all = await previewRetention(world.db, world.holders, now);
      return all
        .filter(({ due, soon }) => due + soon > 0)
        .map(({ key, due, held, soon }) => [key, due, held, soon]);
    };
    expect(await at(new Date(end.getTime() - 31 * DAY_MS))).to.deep.equal([['enquiry', 1, 1, 0]]);
    expect(await at(new Date(end.getTime() - 29 * DAY_MS))).to.deep.equal([
      ['enquiry', 1, 1, 0],
      ['complaint', 0, 0, 1],
    ]);
    await world.endHold(hold);
    expect(await at(end)).to.deep.equal([
      ['enquiry', 1, 0, 0],
      ['complaint', 1, 0, 0],
    ]);
  });

  it('waits for whoever places a hold, and keeps what it covers', async () => {
    await plant('complaint');
    const blocker = await world.db.transaction();
    await blocker.raw(`select pg_advisory_xact_lock(hashtext('spbench removals'))`);
    const own = world.holders.filter((one) => one.class === kept.complaint);
    const running = world.runAt(SOME_DAY, own);
    await until(async () => {
      const [row] = await query(
        world.app.testDatabase.url,
        `select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted`,
      );
      return row?.waiting === 1;
    });
    await blocker('legal_holds').insert({
      ...{ case_reference: 'C-22222222', reason: 'A claim', review_on: '2026-12-01' },
      ...{ placed_by: world.officer.id, placed_at: SOME_DAY },
    });
    await blocker.commit();
    expect((await running).classes[0]).to.include({ due: 1, deleted: 0, hasFailed: false });
    expect(await countOf('complaints')).to.equal(1);
  });
});

describe('the pages of the retention schedule', function () {
  this.timeout(60_000);
  let world: RetentionWorld;
  before(async () => {
    world = await startRetention();
  });
  after(() => world.app.close());

  it('say what is due by when and for how long each kind is kept, to compliance officers and administrators alone', async () => {
    const browser = await world.app.signIn(world.officer.email);
    const page = plain((await browser.get('/occ/retention')).text);
    expect(page).to.include('Nothing is due now').and.to.include('It has not run yet.');
    expect(page).to.include('Complaints Six years after it was closed 0 0 0');
    for (const role of ['support', 'officer', 'lead'] as const) {
      const other = await world.app.signInAs({ role, authorityCode: role === 'support' ? null : '00AJ' });
      for (const address of ['/occ/retention', '/occ/retention/runs', '/occ/retention/runs/1', '/occ/holds'])
        expect((await other.get(address)).status, `${role} ${address}`).to.equal(404);
    }
  });

  it('let the worker carry it out at once, after asking who that is, and show the report', async () => {
    const browser = await world.app.signIn(world.officer.email);
    const asked = await browser.get('/occ/retention/runs');
    expect([asked.status, asked.location]).to.deep.equal([
      303,
      '/account/confirm-it-is-you?returnTo=%2Focc%2Fretention%2Fruns',
    ]);
    await world.app.confirm(browser, world.officer.email);
    const sent = await browser.submit('/occ/retention/runs', {});
    expect(sent.location).to.equal('/occ/retention?done=asked');
    const jobs = await world.app.startJobs();
    try {
      await until(async () => {
        const run = await world.db('retention_runs').where({ state: 'done' }).first<object | undefined>();
        return run !== undefined;
      });
    } finally {
      await jobs.stop();
    }
    const person = await world.db('users').where({ id: world.officer.id }).first<{ name: string }>('name');
    const page = plain((await browser.get('/occ/retention')).text);
    expect(page).to.match(new RegExp(`Done ${person.name} 0 0`));
    const events = await world.db('audit_events').where({ action: 'retention.run-asked' }).pluck('actor_id');
    expect(events).to.deep.equal([world.officer.id]);
    expect((await browser.get('/occ/retention/runs/999999')).status).to.equal(404);
  });

  it('put accounts forward for removal that nobody has used for long, and remove none by itself [P92]', async () => {
    const [closed, open] = [await world.app.createUser(), await world.app.createUser()];
    const waiting = await world.app.invite();
    const now = world.app.clock.now();
    await world.db('users').where({ id: closed.id }).update({ closed_at: now });
    const browserAfter = async (days: number): Promise<string> => {
      world.app.clock.advance(days * DAY_MS);
      const browser = await world.app.signIn(world.officer.email);
      return plain((await browser.get('/occ/retention')).text);
    };
    expect(await browserAfter(364)).to.include('Accounts that come up for removal None.');
    expect(await browserAfter(2)).to.include(`Account ${waiting.userId}, never opened`);
    const later = await browserAfter(365);
    expect(later).to.include(`Account ${closed.id}, closed`).and.not.to.include(`Account ${open.id},`);
    await world.runAt(world.app.clock.now());
    expect(
      await world.db('users').whereIn('id', [closed.id, waiting.userId]).pluck('removed_at'),
    ).to.deep.equal([null, null]);
  });
});
