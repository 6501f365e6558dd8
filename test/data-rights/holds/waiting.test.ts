import { expect } from 'chai';
import { urgentCases } from '../../../src/data-rights/index.ts';
import type { Answer, HttpClient } from '../../support/http-client.ts';
import { plain } from '../../uploads/officer.ts';
import { type RemovalWorld, startRemovals } from '../removals/removal-world.ts';

describe('a removal that a legal hold keeps waiting', () => {
  let world: RemovalWorld;
  let browser: HttpClient;
  beforeEach(async () => {
    world = await startRemovals();
    browser = await world.app.signIn(world.requester.email);
    await world.app.confirm(browser, world.requester.email);
  });
  afterEach(() => world.app.close());

  const post = async (address: string, fields: Record<string, string>): Promise<Answer> =>
    browser.post(address, { _csrf: await browser.csrfToken(), ...fields });
  const pageOf = async (address: string): Promise<string> => plain((await browser.get(address)).text);
  const dayAhead = (days: number): string =>
    new Date(world.app.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  /** Somebody's request for removal, linked to them, who has shown who they are. */
  const request = async (): Promise<{
    userId: number;
    email: string;
    address: string;
    reference: string;
  }> => {
    const { id: userId, email } = await world.app.createUser({ name: 'Priya Held' });
    const receivedOn = dayAhead(0);
    const { location: address } = await post('/occ/requests/new', {
      ...{ channel: 'post', receivedOn, right: 'erase', message: 'Remove me', forWhom: 'myself' },
      ...{ name: 'Priya Held', email },
    });
    await post(`${address}/person`, { subject: String(userId) });
    return { userId, email, address, reference: address.split('/').at(-1)! };
  };
  const hold = async (email: string): Promise<string> => {
    const fields = { kind: 'person', target: email, reason: 'A claim was announced', reviewOn: dayAhead(90) };
    return (await post('/occ/holds/new', fields)).location;
  };
  const due = async (): Promise<[string, string][]> =>
    (await urgentCases({ db: world.db, clock: world.app.clock.now }, world.requester.id))
      .filter(({ title }) => title === 'Removal to be taken up again')
      .map(({ reference, href }) => [reference, href]);

  it('is told of, with until when and why and what they can have meanwhile [P71, P73]', async () => {
    const { email, address, reference } = await request();
    expect(await pageOf(address))
      .to.include('Remove their data')
      .and.not.to.include('has to wait');
    const held = await hold(email);
    expect(await pageOf(address)).to.include('Tell them that it has to wait');
    expect(await pageOf(held)).to.include(`Tell whoever asked for removal: ${reference}`);
    const draft = await pageOf(`${address}/letters/new?kind=held`);
    for (const part of ['A claim was announced', 'It is held until', 'have the use of your data limited'])
      expect(draft).to.include(part);

    const written = await post(`${address}/letters/new`, {
      ...{ kind: 'held', subject: 'It has to wait', body: 'A claim was announced. It is held until May.' },
    });
    expect(written.location).to.equal(`${address}/letters/1`);
    await post(`${address}/letters/1/sending`, { way: 'post', version: '1' });
    const [task] = /Tell them that it has to wait.{0,150}/.exec(await pageOf(address)) ?? [''];
    expect(task).to.include('Done');
    expect(await pageOf(held)).to.include('Told');
  });

  it('is a case that is due again from the day on which the hold ends, until it is taken up [P69, P92]', async () => {
    const { userId, email, address, reference } = await request();
    const held = await hold(email);
    expect(await due()).to.deep.equal([]);
    expect((await post(`${held}/ending`, { reason: 'The claim was settled' })).status).to.equal(303);
    const begin = `/occ/removals/new?user=${userId}&case=${reference}`;
    expect(await due()).to.deep.equal([[reference, begin]]);
    expect(await pageOf('/occ'))
      .to.include('Removal to be taken up again')
      .and.to.include('Hold ended');
    expect(await pageOf(address)).to.include('take it up again');
    expect((await browser.get(begin)).status).to.equal(200);
    const subject = { userId, authorityId: null };
    const id = await world.ask({ subject, caseReference: reference });
    expect(await due()).to.deep.equal([]);
    expect(await world.approve(id)).to.deep.equal({ kind: 'removed' });
    expect(await due()).to.deep.equal([]);

    const answer = await pageOf(`${address}/letters/new?kind=answer`);
    expect(answer).to.include('Your account and what was recorded under it were removed');
    expect(answer).to.include(`number ${id}`).and.to.include('Backups may still hold copies, until');
  });

  it('that waited for approval already is due again as it stands, and one under another hold is not', async () => {
    const { userId, email, reference } = await request();
    const id = await world.ask({ subject: { userId, authorityId: null }, caseReference: reference });
    const [first, second] = [await hold(email), await hold(email)];
    expect(await world.approve(id)).to.deep.equal({ kind: 'blocked', blocks: ['legal-hold'] });
    await post(`${first}/ending`, { reason: 'Settled' });
    expect(await due(), 'another hold is in force').to.deep.equal([]);
    await post(`${second}/ending`, { reason: 'Settled' });
    expect(await due()).to.deep.equal([[reference, `/occ/removals/${id}`]]);
  });
});
