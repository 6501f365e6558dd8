import { expect } from 'chai';
import { lastMailTo, lettersTo, pathIn } from '../../support/mail.ts';
import { list, startAuthority, type Authority } from './authority.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const again = (id: number): string => `${list}/${id}/invitation`;

describe('an invitation', () => {
  let at: Authority;
  before(async () => {
    at = await startAuthority();
  });
  after(() => at.app.close());

  it('is sent again by the lead officer; the link before it stops working', async () => {
    const lead = await at.seat({ role: 'lead' });
    const person = await at.app.invite({ name: 'Ivy Late' });
    expect((await lead.browser.get(list)).text).to.include(`href="${again(person.userId)}"`);
    const answer = await lead.browser.submit(again(person.userId), {});
    expect([answer.status, answer.location]).to.deep.equal([303, `${list}?done=invited`]);
    const { about, letter } = await lastMailTo(at.app, person.email);
    expect(about).to.equal('invitation');
    expect(pathIn(letter)).to.not.equal(person.path);
    expect((await at.app.browser().get(person.path)).status).to.equal(404);
    expect((await at.app.browser().get(pathIn(letter))).status).to.equal(200);
    expect((await at.events('colleague.invited-again')).at(-1)).to.deep.equal({
      ...{ actor_id: lead.id, subject_type: 'user', subject_id: String(person.userId), details: {} },
    });
  });

  it('is sent four times a day at most, to nobody who has a password, and never to a stranger [P127]', async () => {
    const lead = await at.seat({ role: 'lead', authorityCode: '38' });
    const person = await at.app.invite({ authorityCode: '38' });
    const token = await lead.browser.csrfToken();
    const send = (id: number) => lead.browser.post(again(id), { _csrf: token });
    const answers = [];
    for (let times = 0; times < 4; times += 1) answers.push((await send(person.userId)).status);
    expect(answers).to.deep.equal([303, 303, 303, 429]);
    const officer = await at.app.createUser({ authorityCode: '38' });
    expect((await lead.browser.get(again(officer.id))).status).to.equal(409);
    expect((await send(officer.id)).status).to.equal(409);
    const foreign = await at.app.invite({ authorityCode: '00DA' });
    expect((await lead.browser.get(again(foreign.userId))).status).to.equal(404);
    expect((await send(foreign.userId)).status).to.equal(404);
    expect(await lettersTo(at.db, foreign.email)).to.deep.equal([]);
  });

  it('that ran out is renewed at its owner’s address; the answer is the same for every link', async () => {
    const person = await at.app.invite();
    at.app.clock.advance(8 * DAY_MS);
    const browser = at.app.browser();
    const page = await browser.get(person.path);
    expect(page.status).to.equal(404);
    expect(page.text).to.include(`href="${person.path}/renewal"`);
    const real = await browser.submit(`${person.path}/renewal`, {});
    const made = await browser.submit(`/invitations/${'x'.repeat(43)}/renewal`, {});
    const used = await at.app.invite();
    await browser.submit(used.path, { password: 'correct horse battery staple' });
    const spent = await browser.submit(`${used.path}/renewal`, {});
    expect([real, made, spent].map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect(new Set([real.text, made.text, spent.text]).size).to.equal(1);
    expect(browser.cookies.size).to.equal(0);
    const letter = await waitFor(async () => (await lettersTo(at.db, person.email)).at(-1)?.letter);
    expect((await at.app.browser().get(pathIn(letter))).status).to.equal(200);
    expect(await lettersTo(at.db, used.email)).to.deep.equal([]);
    expect((await at.events('account.invitation-renewed')).at(-1)).to.deep.equal({
      ...{ actor_id: null, subject_type: 'user', subject_id: String(person.userId), details: {} },
    });
    expect((await browser.post(`${person.path}/renewal`, {})).status).to.equal(403);
  });
});

/** What is done after a reply shows a moment later. */
async function waitFor<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It did not come.');
}
