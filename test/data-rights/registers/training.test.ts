import { expect } from 'chai';
import { remindOfTraining } from '../../../src/data-rights/registers/remind-of-training.ts';
import { isTrainingDue } from '../../../src/data-rights/registers/rules/training-due.ts';
import { testSecrets } from '../../support/app.ts';
import { errorOf } from '../../support/errors.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { lettersTo } from '../../support/mail.ts';
import { type RecordsWorld, startRecords } from '../records-world.ts';

const DAY_MS = 86_400_000;

describe('training of staff', () => {
  let world: RecordsWorld;
  let colleague: HttpClient;
  let support: { id: number; email: string };
  before(async () => {
    world = await startRecords();
    support = await world.app.createUser({ role: 'support', name: 'Sue Port' });
    await world.app.createUser({ role: 'officer' });
    const closed = await world.app.createUser({ role: 'admin', authorityCode: null });
    await world.db('users').where({ id: closed.id }).update({ closed_at: new Date() });
    const other = await world.app.createUser({ role: 'admin', authorityCode: null });
    colleague = await world.app.signIn(other.email);
    await train(other.email, dayIn(300));
  });
  after(() => world.app.close());

  const dayIn = (days: number): string =>
    new Date(world.app.clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
  const train = async (email: string, until: string): Promise<void> => {
    const entry = { account: email, what: 'data-protection', doneOn: dayIn(-1), how: 'Course' };
    // An officer's own is entered by a colleague.
    const by = email === world.officer.email ? colleague : world.officer.browser;
    const { status } = await world.send('/occ/registers/training/new', { ...entry, reviewOn: until }, by);
    if (status !== 303) throw new Error(`The training was answered with ${status}.`);
  };
  const remind = (): Promise<number> =>
    remindOfTraining({ db: world.db, clock: world.app.clock.now, secrets: testSecrets });
  const aboutTraining = async (email: string): Promise<string[]> =>
    (await lettersTo(world.db, email))
      .map(({ letter }) => letter.subject)
      .filter((one) => /training/i.test(one));

  it('is due where none is entered, and from a month before it runs out', () => {
    expect(isTrainingDue(null, '2026-11-30')).to.be.true;
    expect(isTrainingDue('2026-12-30', '2026-11-30')).to.be.true;
    expect(isTrainingDue('2026-12-31', '2026-11-30')).to.be.false;
    expect(isTrainingDue('2026-11-01', '2026-11-30')).to.be.true;
  });

  it('that is missing is written about to whoever it is, and to compliance officers as a number [P109, P129]', async () => {
    await train(world.officer.email, dayIn(200));
    expect(await remind()).to.equal(1);
    expect(await aboutTraining(support.email)).to.deep.equal(['Your training in data protection']);
    expect(await aboutTraining(world.officer.email)).to.deep.equal([
      'Training in data protection that is out of date',
    ]);
    const [event] = await world.events('training.reminded');
    expect(event).to.deep.include({
      actor_id: null,
      subject_type: 'register-training',
      details: { people: 1 },
    });
    expect(
      (await world.db('outbox').where('about', 'like', 'training%').pluck('user_id')).sort(),
    ).to.deep.equal([world.officer.id, support.id].sort());
  });

  it('that is entered is written about no more, until it runs out', async () => {
    await train(support.email, dayIn(200));
    expect(await remind()).to.equal(0);
    world.app.clock.advance(171 * DAY_MS);
    expect(await remind()).to.equal(2);
  });

  it('is reminded of altogether or not at all', async () => {
    const before = await world.db('outbox').pluck('id');
    const failed = await world.whileAuditFails(() => errorOf(remind));
    expect(failed).to.include('brimful');
    expect(await world.db('outbox').pluck('id')).to.deep.equal(before);
  });
});
