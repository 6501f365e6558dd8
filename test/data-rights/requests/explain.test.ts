import { expect } from 'chai';
import { type RequestsWorld, startRequests } from './requests-world.ts';

describe('a request to have a decision by a computer explained', () => {
  let world: RequestsWorld;
  before(async () => {
    world = await startRequests();
  });
  after(() => world.app.close());

  it('is answered only after a person has looked at the decision, with the explanation in the letter [P78, P79]', async () => {
    const { id } = await world.app.createUser({ name: 'Ann Example' });
    const reference = await world.take({ right: 'explain', message: 'Why was my file rejected?' });
    const on = { on: world.todayTyped() };
    await world.on(reference, 'person', { subject: String(id) });
    await world.on(reference, 'identity/check', {
      ...{ seen: 'called-back', way: 'phone', copies: 'none', isConfirmed: 'yes', confirmsEmail: 'yes' },
    });
    expect(await world.page(reference)).to.include('Look at the decision yourself');
    const early = await world.on(reference, 'answer', { ...on, outcome: 'done' });
    expect([early.status, early.text.includes('Look first at the decision')]).to.deep.equal([422, true]);
    expect(await world.page(reference, 'review')).to.include('/documentation/automatic-decisions');

    const words = 'Row 12 had no provider, which rule F4 asks for';
    const without = await world.on(reference, 'review', { ...on, found: 'stands', words: '' });
    expect(without.status).to.equal(422);
    const { status, location } = await world.on(reference, 'review', { ...on, found: 'stands', words });
    expect([status, location]).to.deep.equal([303, `/occ/requests/${reference}/letters/1`]);
    const letter = await world.page(reference, 'letters/1');
    for (const part of [
      words,
      'A person has looked',
      'a person looks at it again',
      'Information Commissioner',
    ])
      expect(letter).to.include(part);
    expect(letter).not.to.include('[Say here');
    expect(await world.page(reference)).to.include('The decision was looked at by a person');
    expect(await world.lastEvent('data-request.decision-reviewed')).to.deep.include({
      ...{ actor_id: world.officer.id, details: { on: today(world), found: 'stands' } },
    });
    expect((await world.on(reference, 'answer', { ...on, outcome: 'done' })).status).to.equal(303);
  });

  it('of others is not asked for', async () => {
    const reference = await world.take();
    expect(await world.page(reference)).not.to.include('Look at the decision yourself');
  });
});

const today = ({ todayTyped }: RequestsWorld): string => todayTyped().split('/').reverse().join('-');
