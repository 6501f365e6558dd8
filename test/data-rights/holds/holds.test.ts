import { expect } from 'chai';
import { reviewFault } from '../../../src/data-rights/holds/rules/review-day.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { query } from '../../support/database.ts';
import { errorOf } from '../../support/errors.ts';
import { plain } from '../../uploads/officer.ts';
import { type RemovalWorld, startRemovals } from '../removals/removal-world.ts';

describe('a legal hold', function () {
  this.timeout(60_000);
  let world: RemovalWorld;
  let browser: HttpClient;
  let reviewOn: string;
  before(async () => {
    world = await startRemovals();
    browser = await world.app.signIn(world.requester.email);
    await world.app.confirm(browser, world.requester.email);
    reviewOn = new Date(world.app.clock.now().getTime() + 90 * 86_400_000).toISOString().slice(0, 10);
  });
  after(() => world.app.close());

  const form = (changes: Record<string, string>): Record<string, string> => ({
    ...{ kind: 'person', target: '', reason: 'Litigation about Priya Held', reviewOn },
    ...changes,
  });
  const place = async (changes: Record<string, string>): Promise<string> => {
    const { status, location, text } = await browser.submit('/occ/holds/new', form(changes));
    if (status !== 303) throw new Error(plain(text));
    return location;
  };
  const end = (address: string) => browser.submit(`${address}/ending`, { reason: 'The claim was settled' });

  it('on a person keeps a removal waiting, and lets it go on once it has ended [P92]', async () => {
    const person = await world.app.createUser({ name: 'Priya Held' });
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    const address = await place({ target: person.email.toUpperCase() });
    expect(await world.approve(id)).to.deep.equal({ kind: 'blocked', blocks: ['legal-hold'] });
    expect((await end(address)).location).to.equal(address);
    expect(await world.approve(id)).to.deep.equal({ kind: 'removed' });
  });

  it('on an authority covers each of its people, and those of no other', async () => {
    const [held, other] = [await world.app.createUser(), await world.app.createUser({ authorityCode: '38' })];
    const ids: number[] = [];
    for (const { id } of [held, other])
      ids.push(await world.ask({ subject: { userId: id, authorityId: null } }));
    const address = await place({ kind: 'authority', target: '00aj' });
    const { id: authorityId } = await world
      .db('authorities')
      .where({ code: '00AJ' })
      .first<{ id: number }>('id');
    const whole = world.ask({ scope: 'authority', subject: { userId: null, authorityId } });
    expect(await errorOf(() => whole)).to.include('legal-hold');
    expect(await world.approve(ids[0]!)).to.deep.equal({ kind: 'blocked', blocks: ['legal-hold'] });
    expect(await world.approve(ids[1]!)).to.deep.equal({ kind: 'removed' });
    await end(address);
  });

  it('on a case covers whom it is about, closed or not', async () => {
    const person = await world.app.createUser();
    await world.db('complaints').insert({
      ...{ reference: 'C-HHHHHHHH', received_at: new Date(), closed_at: new Date(), user_id: person.id },
      ...{ name: 'Priya', email: 'priya@example.org', message: 'No' },
    });
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    const address = await place({ kind: 'case', target: 'c-hhhhhhhh' });
    expect(await world.approve(id)).to.deep.equal({ kind: 'blocked', blocks: ['legal-hold'] });
    expect(plain((await browser.get('/occ/holds')).text)).to.include('Case C-HHHHHHHH');
    await end(address);
  });

  it('says what it is on, why, by whom and until when, and so does its end; the audit trail has numbers alone', async () => {
    const person = await world.app.createUser({ name: 'Priya Quiet' });
    const address = await place({ target: person.email });
    const page = plain((await browser.get(address)).text);
    expect(page).to.include(`Account ${person.id}`).and.to.include('Litigation about Priya Held');
    expect(plain((await browser.get('/occ/holds')).text)).to.not.include('Priya Quiet');
    await end(address);
    const ended = plain((await browser.get(address)).text);
    expect(ended).to.include('The claim was settled').and.to.include('Ended');
    expect(plain((await browser.get('/occ/holds?state=ended')).text)).to.include(`Account ${person.id}`);
    const events = await world
      .db('audit_events')
      .where('action', 'like', 'legal-hold.%')
      .select<{ action: string; details: object }[]>('action', 'details');
    expect(events.map(({ action }) => action)).to.include.members([
      ...['legal-hold.placed', 'legal-hold.read', 'legal-hold.ended'],
    ]);
    const own = events.filter(({ action }) => action === 'legal-hold.placed');
    expect(own.at(-1)?.details).to.deep.equal({ userId: person.id });
    for (const word of ['Litigation', 'Priya', 'settled', '@'])
      expect(JSON.stringify(events)).to.not.include(word);
  });

  it('is never changed, and ends once', async () => {
    const address = await place({ kind: 'authority', target: '38' });
    const id = Number(/\d+$/.exec(address)![0]);
    const { db } = world;
    expect(await errorOf(() => db('legal_holds').where({ id }).update({ reason: 'Other' }))).to.include(
      'append-only',
    );
    await end(address);
    expect((await browser.get(`${address}/ending`)).status).to.equal(409);
    const change = db('legal_hold_ends').where({ hold_id: id }).update({ reason: 'Other' });
    expect(await errorOf(() => change)).to.include('permission denied');
  });

  it('is refused for what is not there, on oneself, and without a day within a year', async () => {
    const refusal = async (changes: Record<string, string>): Promise<string> => {
      const { status, text } = await browser.submit('/occ/holds/new', form(changes));
      expect(status).to.equal(422);
      return plain(text);
    };
    expect(await refusal({ target: 'nobody@example.org' })).to.include('No account has this email address');
    expect(await refusal({ kind: 'authority', target: 'XX' })).to.include('No authority has this code');
    expect(await refusal({ kind: 'case', target: 'C-99999999' })).to.include('No case has this reference');
    expect(await refusal({ target: world.requester.email })).to.include('ask a colleague');
    expect(await refusal({ target: world.approver.email, reviewOn: '2020-01-01' })).to.include(
      'within a year',
    );
    expect(reviewFault('2027-11-30', '2026-11-30')).to.equal(null);
    expect(reviewFault('2027-12-01', '2026-11-30')?.field).to.equal('reviewOn');
    expect(reviewFault('2026-11-30', '2026-11-30')?.field).to.equal('reviewOn');
  });

  it('on oneself is neither read nor ended by oneself, and ending asks once more who that is', async () => {
    const colleague = await world.app.signIn(world.approver.email);
    const sent = await colleague.submit('/occ/holds/new', form({ target: world.requester.email }));
    const asked = await colleague.get(`${sent.location}/ending`);
    expect(asked.location).to.include('/account/confirm-it-is-you');
    const fields = { _csrf: await browser.csrfToken(), reason: 'The claim was settled' };
    for (const refused of [
      await browser.get(sent.location),
      await browser.get(`${sent.location}/ending`),
      await browser.post(`${sent.location}/ending`, fields),
    ]) {
      expect(refused.status).to.equal(403);
      expect(plain(refused.text)).to.include('This case concerns you').and.not.include('Priya Held');
    }
    const id = Number(/\d+$/.exec(sent.location)![0]);
    expect(await world.db('legal_hold_ends').where({ hold_id: id })).to.deep.equal([]);
  });

  it('that fails at its last step leaves nothing behind', async () => {
    const { url } = world.app.testDatabase;
    const before = await world.db('legal_holds').count<{ count: number }[]>();
    await query(url, 'alter table audit_events add constraint brimful check (false) not valid');
    try {
      const { status } = await browser.submit('/occ/holds/new', form({ kind: 'authority', target: '38' }));
      expect(status).to.equal(500);
    } finally {
      await query(url, 'alter table audit_events drop constraint brimful');
    }
    expect(await world.db('legal_holds').count<{ count: number }[]>()).to.deep.equal(before);
  });

  it('that is to be looked at again waits on the start page of the back office', async () => {
    await world.db('legal_holds').insert({
      ...{ case_reference: 'C-HHHHHHHH', reason: 'A claim', review_on: '2026-01-01' },
      ...{ placed_by: world.approver.id, placed_at: new Date('2025-12-01T10:00:00Z') },
    });
    const reader = await world.app.signIn(world.approver.email);
    expect(plain((await reader.get('/occ')).text)).to.include('Legal holds to look at again');
    expect(plain((await reader.get('/occ/holds')).text)).to.include('Look at it again');
  });
});
