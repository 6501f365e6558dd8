import { expect } from 'chai';
import { isSameName } from '../../../src/outcomes/rules/same-name.ts';
import { indicators } from '../../../src/outcomes/specification/workbook.ts';
import { checkRows, foundIn, formRow, indicatorCells, joined } from '../../support/outcome-files.ts';

const A = '10000000001';
const B = '10000000002';

/** The right forms of need, outcome and reason; a listed reason is told by its first letter here. */
const rightTriples = ['Yes Yes Missing', 'Yes No Other', 'No Missing Missing', 'Missing Missing Missing'];
const words = {
  need: ['Yes', 'No', 'Missing', 'unreadable'],
  outcome: ['Yes', 'No', 'Missing', 'unreadable'],
  reason: ['Missing', 'Other', 'unreadable'],
};

/** Whether the cells that can be read may belong to a right form. */
const mayBeRight = (cells: readonly string[]): boolean =>
  rightTriples.some((triple) =>
    triple.split(' ').every((word, at) => cells[at] === 'unreadable' || cells[at] === word),
  );

describe('need, outcome and reason', () => {
  for (const need of words.need) {
    for (const outcome of words.outcome) {
      for (const reason of words.reason) {
        const cells = [need, outcome, reason];
        const unreadable = cells.filter((cell) => cell === 'unreadable').length;
        it(`${cells.join(', ')}: ${mayBeRight(cells) ? 'no' : 'one'} finding beside ${unreadable}`, async () => {
          const { findings } = await checkRows([formRow(A, indicatorCells('2c', need, outcome, reason))]);
          const ofCells = findings.filter(({ code }) => code === 'list.unknown');
          const beside = findings.filter(({ code }) => code !== 'list.unknown');
          expect(ofCells.map(({ value }) => value)).to.deep.equal(Array(unreadable).fill('unreadable'));
          expect(beside).to.have.length(mayBeRight(cells) ? 0 : 1);
          for (const { columnPosition } of beside)
            expect(ofCells.map((finding) => finding.columnPosition)).not.to.include(columnPosition);
        });
      }
    }
  }

  for (const [need, outcome, reason, found] of [
    ['Yes', 'Missing', 'Missing', 'ActualOutcome_2c: outcome.needed'],
    ['Yes', 'Missing', 'Other', 'ActualOutcome_2c: outcome.needed'],
    ['No', 'Yes', 'Missing', 'ActualOutcome_2c: outcome.unneeded'],
    ['Missing', 'No', 'Other', 'ActualOutcome_2c: outcome.unneeded'],
    ['Yes', 'No', 'Missing', 'Reason_2c_Primary: reason.needed'],
    ['unreadable', 'No', 'Missing', 'Reason_2c_Primary: reason.needed'],
    ['Yes', 'Yes', 'Other', 'Reason_2c_Primary: reason.unneeded'],
    ['No', 'Missing', 'Other', 'Reason_2c_Primary: reason.unneeded'],
    ['No', 'unreadable', 'Other', 'Reason_2c_Primary: reason.unneeded'],
  ] as const) {
    it(`${need}, ${outcome}, ${reason} is told of at the cell to change`, async () => {
      expect(await foundIn([formRow(A, indicatorCells('2c', need, outcome, reason))])).to.include(
        `2 ${found}`,
      );
    });
  }

  it('are judged indicator by indicator', async () => {
    const cells = indicators.map(({ code }) => indicatorCells(code, 'Yes', 'Missing', 'Missing'));
    expect(await foundIn([formRow(A, joined(cells))])).to.deep.equal(
      indicators.map(({ code }) => `2 ActualOutcome_${code}: outcome.needed`),
    );
  });
});

describe('a form handed on', () => {
  it('says its positions in the lists, in the order of the indicators', async () => {
    const { forms, findings } = await checkRows([formRow(A), formRow(B, { SPServiceID: ' S2 ' })], {
      services: new Map([
        ['S1', 'Service S1'],
        ['S2', 'SERVICE s1'],
      ]),
    });
    expect(findings).to.deep.equal([]);
    expect(forms).to.deep.equal([
      {
        row: 2,
        formId: A,
        serviceId: 'S1',
        needs: [1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 2, 2, 3],
        outcomes: [1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 3, 3, 3],
        reasons: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1],
      },
      { ...forms[0], row: 3, formId: B, serviceId: 'S2' },
    ]);
  });

  it('has no error of its own, and others are handed on beside it', async () => {
    const faulty = [
      formRow(A, { MaxIncome_1a: '' }),
      formRow(B, { AdminAuth: 'City of London' }),
      formRow('10000000003', indicatorCells('5a', 'Yes', 'No', 'Missing')),
      formRow('10000000004'),
      formRow('10000000004'),
    ];
    const { forms, counts } = await checkRows(faulty);
    expect(forms.map(({ row }) => row)).to.deep.equal([5]);
    expect(counts).to.deep.equal({ seen: 5, taken: 1 });
  });
});

describe('the service of a form', () => {
  it('that is not live is a notice: the form is not taken, and counts as seen', async () => {
    const { findings, forms, counts } = await checkRows([formRow(A, { SPServiceID: 'S9' }), formRow(B)]);
    expect(findings).to.deep.equal([
      {
        ...{ file: 'OutcomesShort_00AJ_30062010.csv', filePosition: 1, row: 2, columnPosition: 4 },
        ...{ field: 'SPServiceID', value: 'S9', code: 'service.unknown', params: {}, severity: 'notice' },
        ...{ serviceId: 'S9', serviceName: 'Service S1' },
      },
    ]);
    expect(forms.map(({ formId }) => formId)).to.deep.equal([B]);
    expect(counts).to.deep.equal({ seen: 2, taken: 1 });
  });

  it('that is not live leaves the other faults of its row errors', async () => {
    expect(
      await foundIn([formRow('1', { SPServiceID: 'S9', Service_Name: 'Any', PaidWork_1c: 'x' })]),
    ).to.deep.equal(['2 FormID: digits', '2 PaidWork_1c: list.unknown', '2 SPServiceID: service.unknown']);
  });

  it('is looked up as it is written: case and zeros make another id', async () => {
    const services = new Map([['a1', 'Service S1']]);
    expect(
      await foundIn(
        ['A1', '01', 'a1'].map((SPServiceID, at) => formRow(`1000000000${at}`, { SPServiceID })),
        { services },
      ),
    ).to.deep.equal(['2 SPServiceID: service.unknown', '3 SPServiceID: service.unknown']);
  });

  it('is not looked up in a row that may be another authority’s', async () => {
    const others = { AdminAuth: 'City of London', SPServiceID: 'L1', Service_Name: 'Theirs' };
    expect(await foundIn([formRow(A, others), formRow(B)])).to.deep.equal(['2 AdminAuth: authority.other']);
    expect(await foundIn([formRow(A, others), formRow(B, others)])).to.deep.equal([
      '2 AdminAuth: authority.other-file',
    ]);
    expect(await foundIn([formRow(A, { ...others, AdminAuth: 'Eeling' })])).to.deep.equal([
      '2 AdminAuth: authority.unknown-name',
    ]);
  });

  it('with another name is to be decided about, and the form is taken until then', async () => {
    const { findings, counts } = await checkRows([formRow(A, { Service_Name: 'Service 1' })]);
    expect(
      findings.map(({ code, severity, value, params }) => ({ code, severity, value, params })),
    ).to.deep.equal([
      { code: 'irregular.name', severity: 'irregular', value: 'Service 1', params: { known: 'Service S1' } },
    ]);
    expect(counts).to.deep.equal({ seen: 1, taken: 1 });
  });
});

describe('the name of a service', () => {
  for (const [one, other] of [
    ['Elm Court', 'ELM COURT'],
    ['Elm Court', ' Elm   Court '],
    ['Elm Court', 'Elm\r\nCourt'],
    ["Women's refuge", 'Women’s refuge'],
    ["Women's refuge", 'women‘s Refuge'],
  ] as const) {
    it(`${JSON.stringify(one)} is ${JSON.stringify(other)}`, () => {
      expect(isSameName(one, other)).to.equal(true);
      expect(isSameName(other, one)).to.equal(true);
    });
  }

  for (const other of ['Elm Ct', 'ElmCourt', 'Elm Court.', 'Élm Court', '']) {
    it(`Elm Court is not ${JSON.stringify(other)}`, () => {
      expect(isSameName('Elm Court', other)).to.equal(false);
    });
  }
});

describe('the rows of a workbook', () => {
  it('are counted where they hold something, whether they can be read or not', async () => {
    const blank = { Notes: ' ' };
    const { counts } = await checkRows([formRow(A), blank, formRow('x'), blank]);
    expect(counts).to.deep.equal({ seen: 2, taken: 1 });
  });
});
