import { expect } from 'chai';
import fc from 'fast-check';
import type { ExportValue, Withholding } from '../../../src/data-rights/exports/export.ts';
import { standsElsewhere } from '../../../src/data-rights/exports/rules/elsewhere.ts';
import { says } from '../../../src/data-rights/exports/rules/find-passage.ts';
import { cutPassages } from '../../../src/data-rights/exports/rules/gaps.ts';
import { withhold } from '../../../src/data-rights/exports/rules/withhold.ts';
import {
  withholdingGround,
  withholdingGrounds,
} from '../../../src/data-rights/exports/specification/grounds.ts';
import { contents, file, item, withheldFrom } from './package-world.ts';

const GAP = '[withheld: about somebody else]';
const cut = (value: ExportValue, ...passages: string[]): ExportValue =>
  cutPassages(
    value,
    passages.map((passage) => withheldFrom('notes:id:1', 'text', passage)),
  ).value;

describe('the grounds for withholding', () => {
  it('are all that the law names, each with its rule and its words [P82, P83, P84, P85]', () => {
    expect(withholdingGrounds.map(({ key }) => key)).to.have.members([
      ...['somebody-else', 'confidential', 'serious-harm', 'child-abuse', 'crime', 'risk-assessment'],
      ...['immigration', 'public-protection', 'regulatory', 'parliamentary-privilege', 'judicial'],
      ...['legal-privilege', 'self-incrimination', 'corporate-finance', 'management', 'negotiations'],
      ...['references', 'exams', 'journalism', 'research', 'archiving', 'forbidden'],
    ]);
    for (const ground of withholdingGrounds) {
      expect(ground.rule, ground.key).to.match(/^Data Protection Act 2018, schedule [234]/);
      expect(ground.help.length, ground.key).to.be.above(60);
      expect(ground.words, ground.key).to.match(/^\S.*[^.\s]$/);
      if (ground.whenSilent === 'absent') expect(ground.mayStaySilent, ground.key).to.be.true;
    }
    expect(withholdingGrounds.filter((one) => one.needsThreeSteps).map(({ key }) => key)).to.deep.equal([
      'somebody-else',
      'confidential',
    ]);
    expect(withholdingGround('serious-harm').needsOpinion).to.be.true;
    expect(() => withholdingGround('because')).to.throw('because');
  });
});

describe('withholding a passage', () => {
  it('takes it out wherever it stands, however it is written', () => {
    for (const [text, passage, left] of [
      ['Seen by José Núñez.', 'José Núñez', `Seen by ${GAP}.`],
      ['Seen by Jose\u0301 NU\u0301N\u0303EZ.', 'José Núñez', `Seen by ${GAP}.`],
      ['Jose Nunez, jose nunez', 'José Núñez', `${GAP}, ${GAP}`],
      ['Ann\n\t Lee and Ann\u00A0Lee', 'Ann Lee', `${GAP} and ${GAP}`],
      ['An\u00ADn\u200B Lee', 'Ann Lee', GAP],
      ["O’Neil, O'Neil", 'O‘neil', `${GAP}, ${GAP}`],
      ['Smith‑Jones', 'smith-jones', GAP],
      ['Straße STRASSE', 'strasse', `${GAP} ${GAP}`],
      ['ΟΔΟΣ οδος οδοσ', 'οδος', `${GAP} ${GAP} ${GAP}`],
      ['ﬁnn', 'Finn', GAP],
      ['Ａｎｎ', 'ann', GAP],
      ['Paweł', 'Pawel', GAP],
      ['by 👩🏽‍🔧 today', '👩🏽‍🔧', `by ${GAP} today`],
      ['كتبت ليلى هذا', 'ليلى', `كتبت ${GAP} هذا`],
      ['nothing', 'something', 'nothing'],
      ['ababa', 'aba', GAP],
    ] as const)
      expect(cut(text, passage), `${passage} in ${text}`).to.equal(left);
  });

  it('reads what JSON would say, and what stands there as well', () => {
    expect(cut('{"by":"Jos\\u00e9\\nLee"}', 'José Lee')).to.equal(`{"by":"${GAP}"}`);
    expect(cut('{"by":"\\ud83d\\ude00 here"}', '😀')).to.equal(`{"by":"${GAP} here"}`);
    expect(cut('C:\\new\\Lee', 'new')).to.equal(`C:\\${GAP}\\Lee`);
    expect(cut('C:\\new\\Lee', 'C:\\new')).to.equal(`${GAP}\\Lee`);
  });

  it('looks into lists, and into numbers', () => {
    expect(cut(['Ann Lee', ['x Ann Lee', null, true, 7]], 'ann lee')).to.deep.equal([
      GAP,
      [`x ${GAP}`, null, true, 7],
    ]);
    expect(cut(4412345, '123')).to.equal(`44${GAP}45`);
    expect(cut([1, 2.5, false, null], 'Ann')).to.deep.equal([1, 2.5, false, null]);
  });

  it('joins gaps that overlap, saying each reason once, and takes all where nothing of the passage is seen', () => {
    expect(cut('Ann Lee Smith', 'Ann Lee', 'Lee Smith')).to.equal(GAP);
    const harm = withheldFrom('n', 't', 'Smith', { ground: 'legal-privilege' });
    const both = cutPassages('Lee Smith', [withheldFrom('n', 't', 'Lee Smith'), harm]);
    expect(both.value).to.equal(
      '[withheld: about somebody else; legal advice, or made for legal proceedings]',
    );
    expect(cut('all of it', '\u200B ')).to.equal(GAP);
    expect(cut('', '\u200B ')).to.equal('');
  });

  it('leaves nothing of it, whatever the text and whatever is withheld [P85]', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({
        unit: fc.constantFrom('a', 'B', 'é', 'e\u0301', ' ', '\n', '\\', '"', 'ß', 'ﬁ', '\u00AD', 'ł'),
      }),
    );
    const value = fc.letrec<{ value: ExportValue }>((tie) => ({
      value: fc.oneof(text, text, fc.integer(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 })),
    })).value;
    fc.assert(
      fc.property(value, fc.array(text, { minLength: 1, maxLength: 3 }), (given, passages) => {
        const left = withoutGaps(cut(given, ...passages));
        for (const part of left)
          for (const passage of passages)
            expect(says(part, passage), JSON.stringify([given, passages, left])).to.be.false;
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves what has nothing to do with it exactly as it was', () => {
    const plain = fc.string({ unit: fc.constantFrom('x', 'Y', 'é', ' ', '\n', '\\', '7') });
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        expect(cut(`${before}Qw Er${after}`, 'qw er')).to.equal(`${before}${GAP}${after}`);
      }),
      { numRuns: 1000 },
    );
  });
});

/** The texts between gaps: what a gap says is ours. */
function withoutGaps(value: ExportValue): string[] {
  if (value !== null && typeof value === 'object') return value.flatMap(withoutGaps);
  return value === null ? [] : String(value).split(GAP);
}

describe('withholding from an export', () => {
  const items = [
    item('users:id:1', { name: 'Ann Okafor', note: 'Told by Jo Lee; Jo Lee again', phone: '+44 1632' }),
    item('uploads:by:1', { file: 'a.zip', comment: 'from Jo Lee' }, 'Your uploads'),
    item('uploads:by:2', { file: 'b.zip', comment: null }, 'Your uploads'),
  ];
  const apply = (withholdings: Withholding[], files = [file('f1', 'letter.pdf', Buffer.from('x'))]) =>
    withhold({ items, files, withholdings });

  it('gives all of it where nothing is withheld', () => {
    const { given, idle } = apply([]);
    expect(idle).to.deep.equal([]);
    expect(given.items.map(({ table, record }) => `${table} ${record}`)).to.deep.equal([
      'users 1',
      'uploads 1',
      'uploads 2',
    ]);
    expect(given.items.flatMap(({ fields }) => fields.map(({ value }) => value))).to.deep.equal(
      items.flatMap(({ fields }) => fields.map(({ value }) => value)),
    );
    expect([given.withheld, given.unexplained, given.files.length]).to.deep.equal([[], 0, 1]);
  });

  it('lists passages, values, records and files with place, number, ground and reason', () => {
    const { given, idle } = apply([
      withheldFrom('users:id:1', 'note', 'Jo Lee'),
      withheldFrom('users:id:1', 'phone', null, { ground: 'legal-privilege', reason: 'Advice.' }),
      withheldFrom('uploads:by:1', null, null),
      withheldFrom('f1', null, null, { ground: 'references' }),
    ]);
    expect(idle).to.deep.equal([]);
    expect(
      given.withheld.map((one) => [one.number, one.extent, one.table, one.record, one.column, one.times]),
    ).to.deep.equal([
      [1, 'passage', 'users', 1, 'note', 2],
      [2, 'value', 'users', 1, 'phone', 1],
      [3, 'record', 'uploads', null, null, 1],
      [4, 'file', null, null, null, 1],
    ]);
    expect(given.withheld.map(({ ground, reason }) => `${ground}: ${reason ?? ''}`)).to.deep.equal([
      'somebody-else: A colleague.',
      'legal-privilege: Advice.',
      'somebody-else: A colleague.',
      'references: A colleague.',
    ]);
    expect(given.items[0]?.fields.map(({ value, withheld }) => [value, withheld])).to.deep.equal([
      ['Ann Okafor', 'nothing'],
      [`Told by ${GAP}; ${GAP} again`, 'passages'],
      ['[withheld: legal advice, or made for legal proceedings]', 'value'],
    ]);
    expect(given.items.slice(1).map(({ record, fields }) => [record, fields[0]?.value])).to.deep.equal([
      [1, 'b.zip'],
    ]);
    expect(given.files).to.deep.equal([]);
  });

  it('takes a passage of no field in particular out of the whole record, its title too', () => {
    const [note] = withhold({
      items: [item('paper:1', { what: 'Jo Lee called', who: 'JO LEE' }, 'Letter from Jo Lee')],
      files: [],
      withholdings: [withheldFrom('paper:1', null, 'Jo Lee')],
    }).given.items;
    expect([note?.title, ...(note?.fields ?? []).map(({ value }) => value)]).to.deep.equal([
      `Letter from ${GAP}`,
      `${GAP} called`,
      GAP,
    ]);
  });

  it('is silent only where the ground allows it: counted, or without a trace [P83, P84]', () => {
    const silent = { reason: null } as const;
    const { given } = apply([
      withheldFrom('users:id:1', 'note', 'Jo Lee', { ...silent, ground: 'crime' }),
      withheldFrom('users:id:1', 'phone', null, { ...silent, ground: 'crime' }),
      withheldFrom('uploads:by:1', 'comment', null, { ...silent, ground: 'negotiations' }),
      withheldFrom('uploads:by:2', null, null, { ...silent, ground: 'serious-harm' }),
      withheldFrom('f1', null, null, { ...silent, ground: 'judicial' }),
    ]);
    expect(given.withheld).to.deep.equal([]);
    expect(given.unexplained, 'two passages, a value, a file').to.equal(4);
    expect(
      given.items.map(({ fields }) => fields.map(({ column, value }) => `${column}=${String(value)}`)),
    ).to.deep.equal([
      ['name=Ann Okafor', 'note=Told by [withheld]; [withheld] again'],
      ['file=a.zip', 'comment=[withheld]'],
    ]);
    const [told] = apply([withheldFrom('users:id:1', 'phone', null, silent)]).given.withheld;
    expect([told?.words, told?.reason]).to.deep.equal(['about somebody else', null]);
  });

  it('lets one silence without a trace stand over all reasons that are told of the same thing', () => {
    const { given } = apply([
      withheldFrom('users:id:1', 'phone', null),
      withheldFrom('users:id:1', 'phone', null, { ground: 'crime', reason: null }),
      withheldFrom('users:id:1', 'phone', '44'),
    ]);
    expect([given.withheld, given.unexplained]).to.deep.equal([[], 0]);
    expect(given.items[0]?.fields.map(({ column }) => column)).to.deep.equal(['name', 'note']);
  });

  it('says what took nothing out, so that nobody relies on it', () => {
    const idle = [
      withheldFrom('users:id:9', 'note', 'Jo Lee'),
      withheldFrom('users:id:1', 'nothing', null),
      withheldFrom('users:id:1', 'note', 'Joe Lee'),
      withheldFrom('uploads:by:2', 'comment', 'Jo Lee'),
      withheldFrom('f2', null, null),
    ];
    expect(apply([withheldFrom('users:id:1', 'note', 'Jo Lee'), ...idle]).idle).to.deep.equal(idle);
    expect(apply([]).idle).to.deep.equal([]);
  });

  it('finds what is withheld standing elsewhere: fields, titles, files, letter, searches, reasons', () => {
    const withheld = withheldFrom('users:id:1', 'note', 'Jo Lee', { reason: 'Asked by jo lee.' });
    const places = standsElsewhere(
      contents({
        items: [...items, item('paper:1', { kept: 'Oxford' }, 'Letter of JO LEE')],
        files: [file('f1', 'Jo-Lee.pdf', Buffer.from('')), file('f2', 'Jo Lee.pdf', Buffer.from(''))],
        withholdings: [withheld],
        letter: 'Dear Ann\n\nJo  Lee said so.',
        searches: [
          { place: 'Paper', terms: 'Ann', on: '2026-11-01', result: 'A note of Jo Lee', whyNot: null },
        ],
      }),
    );
    expect(places.map(({ place }) => place)).to.have.deep.members([
      { kind: 'field', table: 'uploads', record: 1, column: 'comment' },
      { kind: 'title', table: 'paper', record: 1 },
      { kind: 'file', name: 'Jo Lee.pdf' },
      { kind: 'letter' },
      { kind: 'search' },
      { kind: 'reason' },
    ]);
    expect(standsElsewhere(contents({ items, withholdings: [withheldFrom('users:id:1', 'name', null)] })))
      .to.have.length(1)
      .and.to.have.nested.property('[0].place.kind', 'letter');
  });
});
