import { expect } from 'chai';
import {
  answers,
  domains,
  indicators,
  MISSING,
  NO,
  NO_REASON,
  reasonLabels,
  reasons,
  workbook,
  YES,
} from '../../../src/outcomes/specification/workbook.ts';

describe('the table of an outcomes workbook', () => {
  it('has the form, whose it is, the service, and three columns an indicator', () => {
    const names = workbook.fields.map(({ name }) => name);
    expect(names.slice(0, 7)).to.deep.equal([
      ...['FormID', 'AdminAuth', 'Service_Name', 'SPServiceID'],
      ...['MaxIncome_1a', 'ActualOutcome_1a', 'Reason_1a_Primary'],
    ]);
    expect(names.slice(-3)).to.deep.equal(['ChoiceAndControl_5a', 'ActualOutcome_5a', 'Reason_5a_Primary']);
    expect(new Set(names).size).to.equal(4 + 3 * 16);
    expect(workbook.key).to.deep.equal(['FormID']);
  });

  it('asks for all of them, and says of each what it means', () => {
    for (const { name, mandatory, meaning } of workbook.fields) {
      expect(mandatory, name).to.equal(true);
      expect(meaning, name).to.match(/^[A-Z].{10,}[^.]$/);
    }
  });

  it('has its indicators in the order of the framework’s domains', () => {
    expect(indicators.map(({ code }) => code).join(' ')).to.equal(
      '1a 1b 1c 2a 2b 2c 2d 3a 3b 3c 3d 4a 4b 4c 4d 5a',
    );
    for (const { code, column, domain } of indicators) {
      expect(column).to.match(new RegExp(`^[A-Z][A-Za-z]+_${code}$`));
      expect(domain).to.equal(Number(code[0]));
      expect(domains[domain - 1]).to.be.a('string');
    }
  });
});

describe('positions that are stored', () => {
  it('of answers and of no reason stay as they are', () => {
    expect([YES, NO, MISSING]).to.deep.equal([1, 2, 3]);
    expect(answers).to.have.length(3);
    expect(NO_REASON).to.equal(1);
  });

  it('of reasons stay as they are; more may follow', () => {
    expect(reasonLabels.slice(0, 8)).to.deep.equal([
      'Missing',
      'Client did not engage',
      'Client left before completion',
      'Support still in progress',
      'Service or resource not available',
      'Health of client',
      "Circumstances outside the client's control",
      'Other',
    ]);
    expect(reasonLabels).to.have.length(reasons.length + 1);
  });
});
