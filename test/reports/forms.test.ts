import { expect } from 'chai';
import { NONE_GIVEN, type Places } from '../../src/reports/dimensions.ts';
import { parseChoices } from '../../src/reports/forms.ts';

const places: Places = { regions: ['London', 'North West'], authorityTypes: ['County', 'London borough'] };

describe('choices of a report', () => {
  it('are none where nothing is asked', () => {
    expect(parseChoices({}, places)).to.deep.equal({
      choices: { filters: {}, groupBy: null },
      page: 1,
      notices: [],
    });
    expect(parseChoices({ serviceType: '', region: ['', ''], groupBy: '' }, places).notices).to.be.empty;
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
      },
      places,
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
    });
  });

  it('leave out a value that is in no list, and say so', () => {
    const { choices, notices } = parseChoices(
      { region: ['London', 'Atlantis'], clientGroup: 'Pirates' },
      places,
    );
    expect(choices.filters).to.deep.equal({ region: ['London'] });
    expect(notices).to.deep.equal([
      'Client group “Pirates” is not in the list, so it was left out of the filter.',
      'Region “Atlantis” is not in the list, so it was left out of the filter.',
    ]);
  });

  it('shorten what is quoted, and count what is not', () => {
    const values = ['x'.repeat(1000), 'b', 'c', 'd', 'e'];
    const [notice] = parseChoices({ region: values }, places).notices;
    expect(notice).to.equal(
      `Region “${'x'.repeat(60)}…”, “b”, “c” and 2 more are not in the list, so they were left out of the filter.`,
    );
  });

  it('fall back to one group where the grouping is unknown, and say so', () => {
    for (const groupBy of ['postcode', 'constructor', ['region', 'serviceType'], { a: 'b' }]) {
      const { choices, notices } = parseChoices({ groupBy }, places);
      expect(choices.groupBy).to.be.null;
      expect(notices).to.have.length(1);
    }
  });

  it('leave out a filter that is no text, and say so', () => {
    const { choices, notices } = parseChoices({ serviceType: { a: 'Outreach' } }, places);
    expect(choices.filters).to.deep.equal({});
    expect(notices).to.deep.equal([
      'The address of this page is not clear about the filter on service type, so it was left out.',
    ]);
  });

  it('read a page number, or all, or the first', () => {
    const page = (asked: unknown) => parseChoices({ page: asked }, places).page;
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
