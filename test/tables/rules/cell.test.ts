import { expect } from 'chai';
import { adviceFor } from '../../../src/extracts/presenters.ts';
import { cellReader } from '../../../src/tables/rules/cell.ts';
import { isFault } from '../../../src/tables/rules/fault.ts';
import { lists, type ListName } from '../../../src/extracts/specification/lists.ts';
import { spFunding } from '../../../src/extracts/specification/sp-funding.ts';
import { supportService } from '../../../src/extracts/specification/support-service.ts';
import { plainContext } from '../../support/extract-files.ts';

const fields = new Map([...supportService.fields, ...spFunding.fields].map((field) => [field.name, field]));

/** A cell's value, or the code of its fault. Cells arrive trimmed. */
function read(name: string, text: string): unknown {
  const value = cellReader(fields.get(name)!, plainContext)(text);
  return isFault(value) ? value.code : value;
}

/** What the officer is told of a cell. */
function advice(name: string, text: string): string {
  const value = cellReader(fields.get(name)!, plainContext)(text);
  if (!isFault(value)) return '';
  const { message, howToFix } = adviceFor({ ...value, field: name });
  return `${message} ${howToFix}`;
}

function expectAll(name: string, expected: Record<string, unknown>): void {
  for (const [text, value] of Object.entries(expected))
    expect(read(name, text), `${name} ${text}`).to.equal(value);
}

const mandatory = [
  'ExtractONSCode',
  'SupportServiceId',
  'ServiceName',
  'ServiceType',
  'PrimaryClientGroup',
  'SupportDurationType',
  'HouseholdUnitsAvailable',
  'StandardHoursPerWeek',
  'NumberPaidManagers',
  'NumberPaidFrontlineStaff',
  'ChargeType',
  'SPFundedStatus',
  'WeeklyUnitCost',
];

describe('an empty cell', () => {
  for (const name of fields.keys()) {
    it(`of ${name} is ${mandatory.includes(name) ? 'a fault' : 'allowed'}`, () => {
      expect(read(name, '')).to.equal(mandatory.includes(name) ? 'empty' : null);
    });
  }
});

describe('the authority of a row', () => {
  it('is one’s own, in either case', () => expectAll('ExtractONSCode', { '00AJ': '00AJ', '00aj': '00AJ' }));

  it('is another’s, or nobody’s', () => {
    expectAll('ExtractONSCode', {
      '00AA': 'authority.other',
      '00aa': 'authority.other',
      E09000009: 'authority.unknown',
      Ealing: 'authority.unknown',
      '00A J': 'authority.unknown',
      O0AJ: 'authority.unknown',
    });
  });
});

describe('the id of a service', () => {
  it('is any text', () => {
    for (const id of ['1', '007', 'A-1/b', 'Sörvice 1', "O'Neil", '1.0', '🏠', 'x'.repeat(80)])
      expect(read('SupportServiceId', id)).to.equal(id);
  });

  for (const character of [',', '%', '_', '[', ']', '^']) {
    it(`holds no ${character}`, () => {
      for (const id of [`${character}1`, `1${character}`, `1${character}2`]) {
        expect(read('SupportServiceId', id)).to.equal('id.character');
        expect(advice('SupportServiceId', id))
          .to.match(/^An id may not hold /)
          .and.to.include(`hold ${character} `);
      }
    });
  }

  it('holds no control character, line break, tab or space that is not plain', () => {
    for (const character of ['\0', '\t', '\n', '\r', '\u007f', '\u0085', '\u00a0', '\ufffd']) {
      expect(read('SupportServiceId', `1${character}2`)).to.equal('text.control-character');
    }
  });

  it('has 80 characters at most', () => {
    expect(read('SupportServiceId', 'x'.repeat(81))).to.equal('id.long');
    expect(advice('SupportServiceId', 'x'.repeat(1234))).to.match(
      /has 1,234 characters; an id may have 80\. Shorten it/,
    );
  });
});

describe('the name of a service', () => {
  it('is any text, however long, over lines too', () => {
    for (const name of [
      'x',
      'Café “Zoë”, £5 (1_2) 100%',
      'two\r\nlines',
      'a\ttab',
      '🏠',
      '=1+1',
      'x'.repeat(100_000),
    ]) {
      expect(read('ServiceName', name)).to.equal(name);
    }
  });

  it('holds no character that cannot be shown', () => {
    for (const character of ['\0', '\u0001', '\u0008', '\u001b', '\u007f', '\u0081', '\ufffd']) {
      expect(read('ServiceName', `a${character}b`)).to.equal('text.control-character');
    }
  });
});

describe('a list', () => {
  const fieldsOfLists: [string, ListName][] = [
    ['ServiceType', 'serviceType'],
    ['PrimaryClientGroup', 'clientGroup'],
    ['AccommodationType', 'accommodationType'],
    ['SupportDurationType', 'durationType'],
    ['ChargeType', 'chargeType'],
    ['SPFundedStatus', 'fundedStatus'],
  ];
  for (const [name, list] of fieldsOfLists) {
    it(`takes every value for ${name}, whatever its case and spaces, and no other`, () => {
      lists[list].forEach((label, index) => {
        for (const text of [
          label,
          label.toUpperCase(),
          label.toLowerCase(),
          label.replaceAll(' ', '  '),
          label.replaceAll("'", '’'),
        ]) {
          expect(read(name, text), text).to.equal(index + 1);
        }
        for (const text of [`${label}.`, `x${label}`, label.slice(0, -1), '1', '\0']) {
          expect(read(name, text), text).to.equal('list.unknown');
        }
      });
    });
  }

  it('suggests a value that starts alike, if there is one', () => {
    expect(advice('ServiceType', 'Floating suport')).to.match(
      /not in the list of ServiceType.*Did you mean “Floating support”/,
    );
    expect(advice('PrimaryClientGroup', 'People with learning difficulties')).not.to.include('Did you mean');
  });
});

describe('the units of a service', () => {
  it('are a whole number from 1 on', () => {
    expectAll('HouseholdUnitsAvailable', {
      1: 1,
      '1.0': 1,
      '1.000': 1,
      '007': 7,
      '0000000000000000000005': 5,
      999999999: 999999999,
      0: 'number.range',
      '0.0': 'number.range',
      1000000000: 'number.range',
      '99999999999999999999': 'number.range',
      '1.5': 'number.whole',
      '0.01': 'number.whole',
      '-1': 'number.negative',
      '1,234': 'number.thousands',
    });
    expect(read('HouseholdUnitsAvailable', '9'.repeat(400))).to.equal('number.range');
    expect(advice('HouseholdUnitsAvailable', '0')).to.include('must be 1 to 999,999,999.');
    expect(advice('HouseholdUnitsAvailable', '-5')).not.to.include('0');
  });
});

describe('a decimal', () => {
  const most: Record<string, string> = {
    StandardHoursPerWeek: '99999.99',
    NumberPaidManagers: '999999.99',
    NumberPaidFrontlineStaff: '999999.99',
    WeeklyUnitCost: '99999.99',
    ContractValueNextYear: '999999999.99',
    ContractValuePreviousYear: '999999999.99',
    SubsidyValueNextYear: '999999999.99',
    SubsidyValuePreviousYear: '999999999.99',
  };
  for (const [name, top] of Object.entries(most)) {
    it(`${name} is 0.00 to ${top}`, () => {
      const above = String(Math.round(Number(top) + 0.01));
      expectAll(name, {
        0: 0,
        '0.00': 0,
        '0.01': 0.01,
        [top]: Number(top),
        [`${top}0`]: Number(top),
        [`000${top}`]: Number(top),
        [above]: 'number.range',
        [`${above}.00`]: 'number.range',
        [`${top}1`]: 'number.range',
        '-0.01': 'number.negative',
      });
      expect(advice(name, above)).to.include(`must be 0 to ${Number(top).toLocaleString('en-GB')}.`);
    });
  }

  it('has at most two decimals that are not zeros', () => {
    expectAll('WeeklyUnitCost', {
      12: 12,
      '12.5': 12.5,
      '12.34': 12.34,
      '12.500': 12.5,
      '12.3400000': 12.34,
      '12.345': 'number.decimals',
      '12.3400001': 'number.decimals',
      '0.001': 'number.decimals',
      '99999.98999999999999999999': 'number.decimals',
    });
  });
});

describe('what is not a number', () => {
  for (const [text, code, says] of [
    ['1e3', 'number.exponent', 'Write 1000'],
    ['1.5E+05', 'number.exponent', 'Write 150000'],
    ['+1e2', 'number.exponent', 'Write 100'],
    ['1e-2', 'number.exponent', 'Write 0.01'],
    ['1e99', 'number.exponent', 'Write the number in full.'],
    ['1e999', 'number.exponent', 'Write the number in full.'],
    ['NaN', 'number.not-a-number', 'Enter digits with a decimal point, for example 1234.50'],
    ['Infinity', 'number.not-a-number', 'Enter digits'],
    ['-Infinity', 'number.not-a-number', 'Enter digits'],
    ['0x10', 'number.not-a-number', 'Enter digits'],
    ['１２', 'number.not-a-number', 'Enter digits'],
    ['١٢', 'number.not-a-number', 'Enter digits'],
    ['½', 'number.not-a-number', 'Enter digits'],
    ['12.', 'number.not-a-number', 'Enter digits'],
    ['.', 'number.not-a-number', 'Enter digits'],
    ['1.2.3', 'number.not-a-number', 'Enter digits'],
    ['1 234.50', 'number.not-a-number', 'Enter digits'],
    ['1.234,50', 'number.not-a-number', 'Enter digits'],
    ['1,23,456', 'number.not-a-number', 'Enter digits'],
    ['n/a', 'number.not-a-number', 'Enter digits'],
    ['-', 'number.not-a-number', 'Enter digits'],
    ['12\0', 'number.not-a-number', 'Enter digits'],
    ['#DIV/0!', 'number.not-a-number', 'Enter digits'],
    ['£', 'number.not-a-number', 'Enter digits'],
    ['£5', 'number.currency', 'Write 5'],
    ['£ 5.50', 'number.currency', 'Write 5.50'],
    ['£1,234.50', 'number.currency', 'Write 1234.50'],
    ['£5,50', 'number.currency', 'Write 5.50'],
    ['£.5', 'number.currency', 'Write 0.5'],
    ['gbp 5', 'number.currency', 'Write 5'],
    ['€5', 'number.currency', 'Write 5'],
    ['1,234.50', 'number.thousands', 'Write 1234.50'],
    ['1,234', 'number.thousands', 'Write 1234'],
    ['1,234,567', 'number.thousands', 'Write 1234567'],
    ['5,50', 'number.comma', 'Write 5.50'],
    ['5,5', 'number.comma', 'Write 5.5'],
    ['.5', 'number.point', 'Write 0.5'],
    ['-5', 'number.negative', 'cannot be below zero. Enter the number without its minus sign.'],
    ['- 5.00', 'number.negative', 'without its minus sign'],
    ['-0', 'number.negative', 'without its minus sign'],
    ['-1e3', 'number.negative', 'without its minus sign'],
  ] as const) {
    it(`${JSON.stringify(text)}: ${says}`, () => {
      for (const name of ['ContractValueNextYear', 'HouseholdUnitsAvailable']) {
        expect(read(name, text)).to.equal(code);
        expect(advice(name, text)).to.include(says);
      }
    });
  }

  it('says nothing at length of a very long one', () => {
    for (const text of [
      '.'.padEnd(1_000_000, '5'),
      '£'.padEnd(1_000_000, '5'),
      `1${',234'.repeat(100_000)}`,
      '1'.padEnd(1_000_000, 'x'),
    ]) {
      expect(advice('WeeklyUnitCost', text)).to.have.length.lessThan(200);
    }
  });
});
