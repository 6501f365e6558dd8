import { expect } from 'chai';
import { oddity, type UsualRange } from '../../../src/extracts/rules/irregular.ts';
import { comparedColumns, type ComparedColumn } from '../../../src/extracts/specification/irregular.ts';

type Given = Partial<Record<ComparedColumn, number>>;

interface Compared {
  usual?: Partial<Record<ComparedColumn, UsualRange>>;
  previous?: Given;
}

const ordinary: Given = { units: 10, hours: 37, managers: 1, frontline_staff: 2, weekly_unit_cost: 35 };

/** The oddities of a service, by column. A number that is not given is not there. */
function oddities(given: Given, { usual, previous }: Compared = {}): Partial<Record<ComparedColumn, string>> {
  const numbers = Float64Array.from(comparedColumns, (column) => given[column] ?? NaN);
  const found: Partial<Record<ComparedColumn, string>> = {};
  comparedColumns.forEach((column, at) => {
    const odd = oddity(
      at,
      numbers,
      usual && comparedColumns.map((other) => usual[other] ?? null),
      previous && comparedColumns.map((other) => previous[other] ?? null),
    );
    if (odd) found[column] = odd.code.replace('irregular.', '');
  });
  return found;
}

describe('a service that has nothing', () => {
  it('costs nothing', () =>
    expect(oddities({ weekly_unit_cost: 0 })).to.deep.equal({ weekly_unit_cost: 'zero-cost' }));

  it('has no hours', () => expect(oddities({ hours: 0 })).to.deep.equal({ hours: 'zero-hours' }));

  it('has neither managers nor frontline staff: one finding', () => {
    expect(oddities({ managers: 0, frontline_staff: 0 })).to.deep.equal({ frontline_staff: 'zero-staff' });
  });

  it('has staff where either number is more than zero, or is not known', () => {
    expect(oddities({ managers: 0, frontline_staff: 0.01 })).to.deep.equal({});
    expect(oddities({ managers: 0.01, frontline_staff: 0 })).to.deep.equal({});
    expect(oddities({ frontline_staff: 0 })).to.deep.equal({});
    expect(oddities({ managers: 0 })).to.deep.equal({});
  });

  it('may have a contract or a subsidy of nothing', () => {
    expect(oddities({ contract_value_next_year: 0, subsidy_value_next_year: 0 })).to.deep.equal({});
  });

  it('says nothing of numbers that are not there', () => expect(oddities({})).to.deep.equal({}));
});

describe('the hours of a week', () => {
  it('are 168', () => {
    expect(oddities({ hours: 168 })).to.deep.equal({});
    expect(oddities({ hours: 168.01 })).to.deep.equal({ hours: 'week' });
  });
});

describe('what is usual', () => {
  const usual = { weekly_unit_cost: { lower: 20, upper: 30 }, units: { lower: 5, upper: 10 } };

  it('is within three interquartile ranges of a quartile, the border being usual', () => {
    expect(oddities({ weekly_unit_cost: 60 }, { usual })).to.deep.equal({});
    expect(oddities({ weekly_unit_cost: 60.01 }, { usual })).to.deep.equal({ weekly_unit_cost: 'high' });
    const wide = { weekly_unit_cost: { lower: 100, upper: 110 } };
    expect(oddities({ weekly_unit_cost: 70 }, { usual: wide })).to.deep.equal({});
    expect(oddities({ weekly_unit_cost: 69.99 }, { usual: wide })).to.deep.equal({ weekly_unit_cost: 'low' });
  });

  it('has a border that binary fractions do not move', () => {
    for (let cents = 1; cents <= 2000; cents += 1) {
      const range = { lower: cents / 100, upper: (cents * 2) / 100 };
      const border = Math.round(cents * 5) / 100;
      expect(oddities({ weekly_unit_cost: border }, { usual: { weekly_unit_cost: range } })).to.deep.equal(
        {},
      );
      expect(
        oddities({ weekly_unit_cost: border + 0.01 }, { usual: { weekly_unit_cost: range } }),
      ).to.not.deep.equal({});
    }
  });

  it('is not known without a range, or by a range without width', () => {
    expect(oddities({ weekly_unit_cost: 99999 }, { usual: {} })).to.deep.equal({});
    expect(
      oddities({ weekly_unit_cost: 99999 }, { usual: { weekly_unit_cost: { lower: 30, upper: 30 } } }),
    ).to.deep.equal({});
  });

  it('is compared column by column', () => {
    expect(oddities({ ...ordinary, units: 1000 }, { usual })).to.deep.equal({ units: 'high' });
  });
});

describe('the last extract', () => {
  for (const column of comparedColumns) {
    it(`had a third to three times the ${column}, the borders being regular`, () => {
      const previous = { [column]: 30 };
      expect(oddities({ [column]: 90 }, { previous })).to.deep.equal({});
      expect(oddities({ [column]: 90.01 }, { previous })).to.deep.equal({ [column]: 'rise' });
      expect(oddities({ [column]: 10 }, { previous })).to.deep.equal({});
      expect(oddities({ [column]: 9.99 }, { previous })).to.deep.equal({ [column]: 'fall' });
    });
  }

  it('has borders that binary fractions do not move', () => {
    for (let cents = 1; cents <= 5000; cents += 1) {
      const [one, three] = [cents / 100, (cents * 3) / 100];
      expect(oddities({ units: three }, { previous: { units: one } }), `${one} to ${three}`).to.deep.equal(
        {},
      );
      expect(oddities({ units: one }, { previous: { units: three } }), `${three} to ${one}`).to.deep.equal(
        {},
      );
      expect(oddities({ units: three + 0.01 }, { previous: { units: one } })).to.deep.equal({
        units: 'rise',
      });
    }
  });

  it('says nothing where it had nothing, or no such service', () => {
    expect(oddities({ units: 500 }, { previous: { units: 0 } })).to.deep.equal({});
    expect(oddities({ units: 500 }, { previous: {} })).to.deep.equal({});
    expect(oddities({ units: 500 })).to.deep.equal({});
  });
});

describe('a number with several oddities', () => {
  it('has one reason: nothing, then the week, then its peers, then its last extract', () => {
    const usual = { hours: { lower: 30, upper: 40 }, weekly_unit_cost: { lower: 100, upper: 110 } };
    const previous = { hours: 37, weekly_unit_cost: 105 };
    expect(oddities({ hours: 200, weekly_unit_cost: 0 }, { usual, previous })).to.deep.equal({
      hours: 'week',
      weekly_unit_cost: 'zero-cost',
    });
    expect(oddities({ hours: 0, weekly_unit_cost: 400 }, { usual, previous })).to.deep.equal({
      hours: 'zero-hours',
      weekly_unit_cost: 'high',
    });
    expect(oddities({ weekly_unit_cost: 20 }, { usual, previous })).to.deep.equal({
      weekly_unit_cost: 'low',
    });
    expect(oddities({ weekly_unit_cost: 20 }, { previous })).to.deep.equal({ weekly_unit_cost: 'fall' });
  });
});
