import { expect } from 'chai';
import { NONE_GIVEN } from '../../src/reports/dimensions.ts';
import { parseAxes, parseOutliers, parseSorting } from '../../src/reports/analyses/forms-analysis.ts';
import { parseChoices, type Known } from '../../src/reports/forms.ts';

const known: Known = {
  places: { regions: ['London', 'North West'], authorityTypes: ['County', 'London borough'] },
  saved: [
    { id: 7, name: 'Coast', members: [2, 3], endedAt: null },
    { id: 8, name: 'Old', members: [2, 3], endedAt: new Date(0) },
  ],
};
const nothing = { filters: {}, groupBy: null, peers: { kind: 'all' }, show: null };

describe('choices of a report', () => {
  it('are none where nothing is asked', () => {
    expect(parseChoices({}, known)).to.deep.equal({ choices: nothing, page: 1, notices: [] });
    const empty = { serviceType: '', region: ['', ''], groupBy: '', peers: '', show: '' };
    expect(parseChoices(empty, known)).to.deep.equal({ choices: nothing, page: 1, notices: [] });
  });

  it('take labels of the lists, once or several times, in the order of the list', () => {
    const { choices, notices } = parseChoices(
      {
        serviceType: 'Outreach',
        clientGroup: ['Generic', 'Refugees', 'Generic'],
        accommodationType: NONE_GIVEN,
        durationType: 'Long term',
        region: 'London',
        authorityType: ['London borough', 'County'],
        groupBy: 'region',
        peers: 'type',
        show: 'region',
      },
      known,
    );
    expect(notices).to.be.empty;
    expect(choices).to.deep.equal({
      filters: {
        serviceType: ['Outreach'],
        clientGroup: ['Refugees', 'Generic'],
        accommodationType: [NONE_GIVEN],
        durationType: ['Long term'],
        region: ['London'],
        authorityType: ['County', 'London borough'],
      },
      groupBy: 'region',
      peers: { kind: 'type' },
      show: { kind: 'region' },
    });
  });

  it('leave out a value that is in no list, and say so', () => {
    const { choices, notices } = parseChoices(
      { region: ['London', 'Atlantis'], clientGroup: 'Pirates' },
      known,
    );
    expect(choices.filters).to.deep.equal({ region: ['London'] });
    expect(notices).to.deep.equal([
      'Client group “Pirates” is not in the list, so it was left out of the filter.',
      'Region “Atlantis” is not in the list, so it was left out of the filter.',
    ]);
  });

  it('shorten what is quoted, and count what is not', () => {
    const values = ['x'.repeat(1000), 'b', 'c', 'd', 'e'];
    const [notice] = parseChoices({ region: values }, known).notices;
    expect(notice).to.equal(
      `Region “${'x'.repeat(60)}…”, “b”, “c” and 2 more are not in the list, so they were left out of the filter.`,
    );
  });

  it('fall back to one group where the grouping is unknown, and say so', () => {
    for (const groupBy of ['postcode', 'constructor', ['region', 'serviceType'], { a: 'b' }]) {
      const { choices, notices } = parseChoices({ groupBy }, known);
      expect(choices.groupBy).to.be.null;
      expect(notices).to.have.length(1);
    }
  });

  it('leave out a filter that is no text, and say so', () => {
    const { choices, notices } = parseChoices({ serviceType: { a: 'Outreach' } }, known);
    expect(choices.filters).to.deep.equal({});
    expect(notices).to.deep.equal([
      'The address of this page is not clear about the filter on service type, so it was left out.',
    ]);
  });

  it('compare with a saved group of one’s own, and show one', () => {
    const { choices, notices } = parseChoices({ peers: 'group-7', show: 'nearest' }, known);
    expect(notices).to.be.empty;
    expect(choices.peers).to.deep.equal({ kind: 'saved', id: 7 });
    expect(choices.show).to.deep.equal({ kind: 'nearest' });
    expect(parseChoices({ peers: 'all', show: 'all' }, known).choices).to.deep.equal({
      ...nothing,
      show: { kind: 'all' },
    });
  });

  it('compare with all others where the group has ended or is nobody’s, and say so', () => {
    for (const asked of ['group-8', 'group-9', 'neighbours', ['region', 'type'], { a: 'b' }]) {
      const { choices, notices } = parseChoices({ peers: asked, show: asked }, known);
      expect(choices).to.deep.equal(nothing);
      expect(notices, JSON.stringify(asked)).to.have.length(2);
      expect(notices[0]).to.match(/^There is no comparison group.*so it was left out/);
    }
  });

  it('leave out places beside a chosen set of authorities, and say so', () => {
    const query = { region: 'London', authorityType: 'County', durationType: 'Long term', groupBy: 'region' };
    for (const sets of [{ peers: 'group-7' }, { peers: 'nearest' }, { show: 'nearest' }]) {
      const { choices, notices } = parseChoices({ ...query, ...sets }, known);
      expect(choices.filters).to.deep.equal({ durationType: ['Long term'] });
      expect(choices.groupBy).to.be.null;
      expect(notices).to.have.length(1);
      expect(notices[0]).to.match(/not divided by region or type of authority/);
    }
    const plain = parseChoices(
      { durationType: 'Long term', groupBy: 'serviceType', peers: 'group-7' },
      known,
    );
    expect(plain.notices).to.be.empty;
    expect(plain.choices.groupBy).to.equal('serviceType');
    expect(parseChoices({ ...query, peers: 'region' }, known).notices).to.be.empty;
  });

  it('read a page number, or all, or the first', () => {
    const page = (asked: unknown) => parseChoices({ page: asked }, known).page;
    expect([page('3'), page('all'), page('0'), page('-1'), page('x'), page(['2', '3'])]).to.deep.equal([
      3,
      'all',
      1,
      1,
      1,
      1,
    ]);
  });
});

describe('choices of the analyses', () => {
  it('sort by a column of the overview, either way, or in the order of the catalogue', () => {
    expect(parseSorting('change')).to.deep.equal({ by: 'change', descending: false });
    expect(parseSorting('-position')).to.deep.equal({ by: 'position', descending: true });
    for (const asked of [undefined, '', '-', '--own', 'name', ['own', 'peers'], 'toString'])
      expect(parseSorting(asked), String(asked)).to.deep.equal({ by: 'measure', descending: false });
  });

  it('set a cost against what is had for it; what is on neither axis is the first of it', () => {
    const slugs = (query: Record<string, unknown>) => {
      const { cost, worth } = parseAxes(query);
      return [cost.slug, worth.slug];
    };
    expect(slugs({ cost: 'cost/cost-per-support-hour', worth: 'performance/kpi2' })).to.deep.equal([
      'cost-per-support-hour',
      'kpi2',
    ]);
    const first = slugs({});
    expect(first).to.deep.equal(['weekly-unit-cost', 'provider-overall']);
    // Contracts grow with the size of a service, so that they say nothing of its price.
    expect(slugs({ cost: 'cost/contract-value-next-year', worth: 'cost/weekly-unit-cost' })).to.deep.equal(
      first,
    );
    expect(slugs({ cost: ['cost/cost-per-support-hour'], worth: '5a' })).to.deep.equal(first);
  });

  it('hold services against their like: of a client group, unless another dimension of services is asked for', () => {
    const asked = (query: Record<string, unknown>) => {
      const { family, like, measures } = parseOutliers(query);
      expect(measures.every((measure) => measure.family === family)).to.be.true;
      return [family, like, measures.length];
    };
    expect(asked({})).to.deep.equal(['cost', 'clientGroup', 7]);
    expect(asked({ family: 'outcomes', like: 'serviceType' })).to.deep.equal(['outcomes', 'serviceType', 16]);
    expect(asked({ family: 'quality', like: 'all' })).to.deep.equal(['quality', null, 14]);
    // Who the peers are is no property of one's own service.
    expect(asked({ family: 'money', like: 'region' })).to.deep.equal(['cost', 'clientGroup', 7]);
  });
});
