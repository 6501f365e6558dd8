import { expect } from 'chai';
import { nearestNeighbours } from '../../../src/reports/comparison-groups/neighbours.ts';
import { savedGroupsOf } from '../../../src/reports/comparison-groups/store-peer-groups.ts';
import {
  end,
  errorsOn,
  form,
  list,
  refused,
  save,
  saved,
  startGrouping,
  type Grouping,
} from '../grouping.ts';

describe('saving a comparison group', () => {
  let at: Grouping;
  before(async () => {
    at = await startGrouping();
  });
  after(() => at.app.close());

  const region = (name: string): string[] =>
    at.all.filter((one) => one.region === name).map(({ code }) => code);

  describe('a form with faults', () => {
    it('comes back as it was filled in, with its errors linked to their fields', async () => {
      const officer = await at.officerOf('00AJ');
      const { status, text } = await save(officer, '', ['38', '00DA']);
      expect(status).to.equal(422);
      expect(text).to.match(/<title>Error: /);
      expect(errorsOn(text)).to.deep.equal([
        'name: Enter a name for the group',
        'members: Choose at least 5 authorities',
      ]);
      for (const field of ['name', 'members']) {
        expect(text.match(new RegExp(` id="${field}"`, 'g')), field).to.have.length(1);
        expect(text).to.include(`id="${field}-error"`);
      }
      expect(text.match(/ checked/g)).to.have.length(2);
      // The regions of what is ticked; the error leads to the first of them.
      expect(text.match(/<details[^>]* open>/g)).to.have.length(2);
      expect(text).to.match(/<details[^>]* open>(?:(?!<details).)* id="members"/s);
    });

    it('with nothing ticked opens the region that its error leads to', async () => {
      const { text } = await save(await at.officerOf('00AJ'), 'Nobody', []);
      expect(text.match(/<details[^>]* open>/g)).to.have.length(1);
      expect(text).to.match(/<details[^>]* open>(?:(?!<details).)* id="members"/s);
    });

    it('says what is wrong with a name', async () => {
      const officer = await at.officerOf('00AJ');
      expect(await refused(officer, '   ', at.mixed(5))).to.equal('name: Enter a name for the group');
      expect(await refused(officer, 'x'.repeat(200), at.mixed(5))).to.equal(
        'name: Name must be 80 characters or fewer',
      );
      expect(await refused(officer, 'a\u0000b', at.mixed(5))).to.match(/^name: Name must be letters/);
      await saved(officer, 'Our Städte', at.mixed(5));
      expect(await refused(officer, 'OUR  STÄDTE', at.mixed(9))).to.match(
        /^name: Your authority has a group with this name/,
      );
      await saved(await at.officerOf('38'), 'Our Städte', at.mixed(5));
    });

    it('says what is wrong with the authorities', async () => {
      const officer = await at.officerOf('00AJ');
      const wrong = 'members: Choose from the authorities listed here; yours is not one of them';
      expect(await refused(officer, 'Unknown', [...at.mixed(6), '99ZZ'])).to.equal(wrong);
      expect(await refused(officer, 'Own', [...at.mixed(6), '00AJ'])).to.equal(wrong);
      expect(await refused(officer, 'None', [])).to.equal('members: Choose at least 5 authorities');
      expect(await refused(officer, 'Four', at.mixed(4, 2))).to.equal(
        'members: Choose at least 5 authorities',
      );
      expect(await refused(officer, 'Twice the same', Array<string>(9).fill('38'))).to.equal(
        'members: Choose at least 5 authorities',
      );
    });
  });

  describe('a group that is near to another', () => {
    it('is refused 1 or 2 authorities from a region, from within and without, and fine at none and 3', async () => {
      const officer = await at.officerOf('38');
      const london = region('London');
      const away = at.namesOf(london.slice(0, 2));
      expect(await refused(officer, 'Less 1', london.slice(1))).to.equal(
        `members: This group is so near to another (the region London) that the difference would show 1 authority by itself: ${away[0]}. Add or take out at least 3.`,
      );
      expect(await refused(officer, 'Less 2', london.slice(2))).to.include(
        `show 2 authorities by themselves: ${away.join(' and ')}.`,
      );
      expect(await refused(officer, 'More 2', [...london, '00DA', '00BN'])).to.include('the region London');
      await saved(officer, 'Less 3', london.slice(3));
      await saved(officer, 'London', london);
    });

    it('is refused beside what filters on region and type can choose', async () => {
      const counties = at.all.filter((one) => one.region === 'South West' && one.type === 'County');
      const codes = counties.map(({ code }) => code);
      expect(codes).to.have.length(4);
      expect(await refused(await at.officerOf('00BS'), 'And one', [...codes, '00AB'])).to.include(
        '(a choice of regions and types in a report) that the difference would show 1 authority by itself: Barking and Dagenham.',
      );
    });

    it('is refused beside one saved before, ended or not, and beside nearest neighbours and all', async () => {
      const officer = await at.officerOf('00BN');
      const eight = at.mixed(8, 1);
      const path = await saved(officer, 'Eight', eight);
      expect(await refused(officer, 'Seven', eight.slice(1))).to.include('(“Eight”)');
      expect((await end(officer, path)).location).to.equal(list);
      expect(await refused(officer, 'Six', eight.slice(2))).to.include('(“Eight”, which was ended)');
      await saved(officer, 'Five', eight.slice(3));
      const own = at.all.find(({ code }) => code === '00BN')!;
      const nearest = nearestNeighbours(own, at.all).map(({ code }) => code);
      expect(await refused(officer, 'Near', nearest.slice(1))).to.include('(your 15 nearest neighbours)');
      const most = at.all.filter(({ code }) => code !== '00BN').map(({ code }) => code);
      expect(await refused(officer, 'Most', most.slice(2))).to.include('(all other authorities)');
    });

    it('is not refused for what another authority has saved', async () => {
      const eight = at.mixed(8, 4);
      await saved(await at.officerOf('00BP'), 'Eight', eight);
      await saved(await at.officerOf('00BQ'), 'Seven', eight.slice(1));
    });

    it('is refused when both are saved at once', async () => {
      for (const [round, code] of ['00CA', '00CB', '00CE', '00CF'].entries()) {
        const officer = await at.officerOf(code);
        const six = at.mixed(6, 10 + round);
        const answers = await Promise.all([save(officer, 'One', six), save(officer, 'Other', six.slice(1))]);
        expect(answers.map(({ status }) => status).sort(), code).to.deep.equal([303, 422]);
        expect(await savedGroupsOf(at.db, at.idOf(code))).to.have.length(1);
      }
    });
  });

  describe('too many groups', () => {
    const fill = async (code: string, from: number, to: number, isEnded: boolean): Promise<void> => {
      const { id: userId } = await at.app.createUser({ authorityCode: code });
      const rows = Array.from({ length: to - from }, (_, index) => ({
        authority_id: at.idOf(code),
        name: `Group ${from + index}`,
        created_by: userId,
        ended_at: isEnded ? new Date() : null,
        ended_by: isEnded ? userId : null,
      }));
      await at.db('peer_groups').insert(rows);
    };

    it('are 21 in use: end one first', async () => {
      const officer = await at.officerOf('00CH');
      await fill('00CH', 0, 19, false);
      const path = await saved(officer, 'The twentieth', at.mixed(8));
      expect(await refused(officer, 'The 21st', at.mixed(12, 3))).to.match(
        /^name: Your authority has 20 groups.*End one/,
      );
      const page = (await officer.get(list)).text;
      expect(page).to.include('Your authority has 20 groups').and.not.to.include(`href="${form}"`);
      await end(officer, path);
      await saved(officer, 'The 21st', at.mixed(12, 3));
    });

    it('are 201 ever: ask OCC', async () => {
      const officer = await at.officerOf('00CJ');
      await fill('00CJ', 0, 199, true);
      await saved(officer, 'The 200th', at.mixed(8));
      expect(await refused(officer, 'The 201st', at.mixed(12, 3))).to.match(
        /200 groups.*Ask Oxford Computer Consultants/,
      );
      expect((await officer.get(list)).text).to.include('Ask Oxford Computer Consultants');
    });
  });
});
