import { expect } from 'chai';
import { savePeerGroup } from '../../../src/reports/comparison-groups/save-peer-group.ts';
import { end, form, list, saved, startGrouping, type Grouping } from '../grouping.ts';

describe('pages of comparison groups', () => {
  let at: Grouping;
  before(async () => {
    at = await startGrouping();
  });
  after(() => at.app.close());

  describe('the pages', () => {
    it('say what a group is for, name the next step, and list the ready-made groups', async () => {
      const officer = await at.officerOf('00AJ');
      const { status, text } = await officer.get(list);
      expect(status).to.equal(200);
      expect(text).to.match(/<title>Comparison groups – /);
      expect(text.match(/<h1/g)).to.have.length(1);
      expect(text).to.include('Your authority has no group of its own').and.to.include(`href="${form}"`);
      for (const title of [
        'All other authorities',
        'Same region (London)',
        'Same type (London borough)',
        '15 nearest neighbours',
      ])
        expect(text).to.include(`>${title}</h3>`);
      for (const href of [
        '/reports',
        '/reports?peers=region',
        '/reports?peers=type',
        '/reports?peers=nearest',
      ])
        expect(text).to.include(`href="${href}"`);
      expect(text).to.include('Show the 151 authorities').and.to.include('standard deviation');
      expect(text).to.include('<li>Barnet</li>').and.not.to.include('<li>Ealing</li>');
    });

    it('offer every other authority by its region, and can start from a known group', async () => {
      const officer = await at.officerOf('00AJ');
      const { text } = await officer.get(form);
      expect(text.match(/<h1/g)).to.have.length(1);
      expect(text.match(/name="members"/g)).to.have.length(151);
      expect(text.match(/<legend/g)).to.have.length(10);
      expect(text).not.to.include('value="00AJ"').and.not.to.include(' checked');
      expect(text).to.include(`href="${form}?peers=nearest"`);
      expect((await officer.get(`${form}?peers=nearest`)).text.match(/ checked/g)).to.have.length(15);
      expect((await officer.get(`${form}?peers=group-1`)).text).not.to.include(' checked');
    });

    it('are for officers and lead officers; OCC’s people find nothing', async () => {
      const path = await saved(await at.officerOf('00DA'), 'Seen by nobody else', at.mixed(6));
      const support = await at.app.signInAs({ role: 'support' });
      const lead = await at.app.signInAs({ role: 'lead', authorityCode: '00DA' });
      for (const page of [list, form, path, `${path}/ending`]) {
        expect((await at.app.browser().get(page)).status, page).to.equal(303);
        expect((await support.get(page)).status, page).to.equal(404);
        expect((await lead.get(page)).status, page).to.equal(200);
      }
      for (const action of [form, `${path}/ending`])
        expect((await support.post(action, { _csrf: await support.csrfToken() })).status, action).to.equal(
          404,
        );
    });
  });

  describe('a group', () => {
    it('is saved for all officers of the authority, and audited by number', async () => {
      const user = await at.app.createUser({ authorityCode: '38' });
      const members = at.mixed(9);
      const path = await saved(await at.app.signIn(user.email), ' <b>North</b>  & "South" ', members);
      const id = path.split('/').at(-1)!;
      const colleague = await at.officerOf('38');
      const shown = (await colleague.get(path)).text;
      expect(shown).to.match(/<h1[^>]*>&lt;b&gt;North&lt;\/b&gt; &amp; &#34;South&#34;<\/h1>/);
      for (const name of at.namesOf(members))
        expect(shown).to.include(`<li>${name.replace('&', '&amp;')}</li>`);
      expect(shown)
        .to.match(/ by Person \d+/)
        .and.to.include(`href="/reports?peers=group-${id}"`);
      const listed = (await colleague.get(list)).text;
      expect(listed).to.include(`href="/reports?peers=group-${id}"`).and.to.include(`href="${path}/ending"`);
      expect((await colleague.get(`${form}?peers=group-${id}`)).text.match(/ checked/g)).to.have.length(9);
      const recorded = await at.events('peer-group.saved');
      expect(recorded.at(-1)).to.deep.equal({
        ...{ actor_id: user.id, subject_type: 'peer-group', subject_id: id },
        details: { authorities: 9 },
      });
      expect(JSON.stringify(recorded)).not.to.include('North');
    });

    it('is not there for another authority, to be read or ended', async () => {
      const path = await saved(await at.officerOf('00DA'), 'Of Leeds alone', at.mixed(11, 3));
      const stranger = await at.officerOf('38');
      expect((await stranger.get(path)).status).to.equal(404);
      expect((await stranger.get(`${path}/ending`)).status).to.equal(404);
      expect((await end(stranger, path)).status).to.equal(404);
      expect((await stranger.get(list)).text).not.to.include('Of Leeds alone');
      const [row] = await at
        .db('peer_groups')
        .where({ name: 'Of Leeds alone' })
        .select<{ ended_at: unknown }[]>();
      expect(row?.ended_at).to.equal(null);
      for (const odd of ['0', 'x', '999999', '99999999999999999999', '%00'])
        expect((await stranger.get(`${list}/${odd}`)).status, odd).to.be.oneOf([404]);
    });

    it('is refused without its form’s token, and nothing is saved', async () => {
      const officer = await at.officerOf('00AJ');
      const count = () => at.db('peer_groups').count<{ count: number }[]>().first();
      const before = await count();
      const fields = new URLSearchParams([
        ['name', 'x'],
        ...at.mixed(6).map((code): [string, string] => ['members', code]),
      ]);
      expect((await officer.post(form, fields.toString())).status).to.equal(403);
      expect(await count()).to.deep.equal(before);
    });

    it('and its audit row stand or fall together', async () => {
      const user = await at.app.createUser({ authorityCode: '00AJ' });
      const before = await at.db('peer_groups').select('id');
      const members = at.mixed(13, 5).map(at.idOf);
      const group = { authorityId: at.idOf('00AJ'), userId: user.id, name: 'Half done', members };
      const failed = await savePeerGroup(at.db, group, { userId: -1, action: 'test.saved' }).catch(
        () => 'threw',
      );
      expect(failed).to.equal('threw');
      expect(await at.db('peer_groups').select('id')).to.deep.equal(before);
    });
  });

  describe('ending a group', () => {
    it('asks first, takes it off the list, keeps its page, and frees its name', async () => {
      const user = await at.app.createUser({ authorityCode: '00CG' });
      const officer = await at.app.signIn(user.email);
      const path = await saved(officer, 'For a year', at.mixed(7, 2));
      const asked = await officer.get(`${path}/ending`);
      expect(asked.text).to.match(/<h1[^>]*>End the group “For a year”<\/h1>/);
      expect((await officer.submit(`${path}/ending`, {})).location).to.equal(list);
      expect((await officer.get(list)).text).not.to.include('For a year');
      const page = (await officer.get(path)).text;
      expect(page).to.include('This group was ended').and.not.to.include('/reports?peers=');
      const id = path.split('/').at(-1)!;
      expect((await officer.get(`${form}?peers=group-${id}`)).text).not.to.include(' checked');
      expect((await at.events('peer-group.ended')).at(-1)).to.deep.equal({
        ...{ actor_id: user.id, subject_type: 'peer-group', subject_id: id, details: {} },
      });
      const [row] = await at
        .db('peer_groups')
        .where({ id: Number(id) })
        .select<{ ended_by: number }[]>('ended_by');
      expect(row?.ended_by).to.equal(user.id);
      await saved(officer, 'for a YEAR', at.mixed(7, 2));
    });

    it('happens once, and never without the form’s token', async () => {
      const officer = await at.officerOf('00CG');
      const path = await saved(officer, 'Once', at.mixed(10, 6));
      expect((await officer.post(`${path}/ending`, {})).status).to.equal(403);
      const before = (await at.events('peer-group.ended')).length;
      const answers = await Promise.all([end(officer, path), end(officer, path)]);
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
      expect((await officer.get(`${path}/ending`)).status).to.equal(409);
      expect((await at.events('peer-group.ended')).length).to.equal(before + 1);
    });
  });
});
