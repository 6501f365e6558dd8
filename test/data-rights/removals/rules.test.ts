import { expect } from 'chai';
import { planHash } from '../../../src/data-rights/removals/plan.ts';
import type { Plan, Scope } from '../../../src/data-rights/removals/removal.ts';
import {
  blocksOf,
  mayApprove,
  type RemovalFacts,
} from '../../../src/data-rights/removals/rules/may-remove.ts';
import { countIn, tracesIn } from '../../../src/data-rights/search/traces.ts';
import { mailText } from '../../../src/platform/mail/mail-text.ts';
import { createTestDatabase, query } from '../../support/database.ts';
import { personalData } from '../../../src/wiring.ts';

describe('what decides over a removal', () => {
  const free: RemovalFacts = {
    ...{
      scope: 'person',
      people: [{ id: 7, isRemoved: false }],
      actors: [1, 2],
      openCases: 0,
      legalHolds: 0,
    },
    ...{ isLastLead: false, isLastAdministrator: false, isConfirmed: false, isFileInHand: false },
  };

  it('names everything that stands in the way, and nothing else [P71]', () => {
    expect(blocksOf(free)).to.deep.equal([]);
    const cases: [Partial<RemovalFacts>, string[]][] = [
      [{ people: [] }, ['nobody']],
      [{ people: [{ id: 7, isRemoved: true }] }, ['nobody']],
      [{ actors: [1, 7] }, ['own-case']],
      [{ openCases: 1, legalHolds: 2 }, ['open-cases', 'legal-hold']],
      [{ isLastLead: true, isLastAdministrator: true }, ['last-lead', 'last-administrator']],
      [{ isFileInHand: true }, []],
      [{ scope: 'person-and-uploads' }, ['not-confirmed']],
      [{ scope: 'person-and-uploads', isConfirmed: true, isFileInHand: true }, ['file-in-hand']],
      [{ scope: 'authority', isConfirmed: true, isLastLead: true, people: [] }, []],
    ];
    for (const [facts, blocks] of cases)
      expect(blocksOf({ ...free, ...facts }), JSON.stringify(facts)).to.deep.equal(blocks);
  });

  it('takes two people, neither of whom it is about', () => {
    expect(mayApprove(2, 1, [7])).to.equal('may');
    expect(mayApprove(1, 1, [7])).to.equal('requester');
    expect(mayApprove(7, 1, [7])).to.equal('subject');
  });

  it('a plan’s hash changes with whatever was agreed, and not with what comes and goes by itself', () => {
    const line = { table: 'interests', whose: 'user_id', what: 'delete' as const, columns: [], rows: 2 };
    const plan: Plan = { people: [7], uploads: [], lines: [{ ...line, why: null, until: null }] };
    const hash = (change: Partial<Plan> = {}, scope: Scope = 'person', userId = 7): string =>
      planHash({ userId, authorityId: null }, scope, { ...plan, ...change }).toString('hex');
    const lines = (change: object) => ({ lines: [{ ...plan.lines[0]!, ...change }] });
    const others = [
      hash({ people: [7, 8] }),
      hash({ uploads: [3] }),
      hash(lines({ rows: 3 })),
      hash(lines({ what: 'empty', columns: ['topic'] })),
      hash({}, 'authority'),
      hash({}, 'person', 8),
    ];
    expect(new Set([hash(), ...others]).size).to.equal(others.length + 1);
    const more = [
      ...plan.lines,
      { ...plan.lines[0]!, table: 'sessions' },
      { ...plan.lines[0]!, what: 'keep' as const },
    ];
    expect(hash({ lines: more })).to.equal(hash());
  });

  it('people are recognised by names, addresses and numbers, never by a town alone', () => {
    const columnsOf = (...names: string[]) =>
      names.map((column) => ({
        ...{ column, label: column, isShown: true },
        declared: { category: 'contact' as const } as never,
      }));
    const traces = tracesIn([
      { columns: columnsOf('name', 'email'), rows: [{ name: 'Zelda Quill', email: 'z.quill@x.example' }] },
      {
        columns: columnsOf('postal_address', 'telephone'),
        rows: [{ postal_address: 'Town Hall\n12 New Road\nLondon', telephone: '020 8825 5000' }],
      },
      { columns: columnsOf('message'), rows: [{ message: 'A long story' }] },
    ]);
    expect(traces).to.deep.equal(['Zelda Quill', 'z.quill@x.example', '12 New Road', '020 8825 5000']);
    expect(countIn('zelda QUILL wrote; Zelda Quill left', traces)).to.equal(2);
  });

  it('letters are read through their encodings', () => {
    const base64 = Buffer.from('Dear Zélda Quill').toString('base64');
    const message = `Subject: =?UTF-8?Q?To_Z=C3=A9lda?=\r\n\r\nDear Zelda Qu=\r\nill\r\n\r\n${base64}\r\n`;
    const text = mailText(Buffer.from(message));
    for (const words of ['To Zélda', 'Dear Zelda Quill', 'Dear Zélda Quill']) expect(text).to.include(words);
  });

  it('every column that a removal empties can be empty', async () => {
    const database = await createTestDatabase();
    const rows = await query(
      database.url,
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and is_nullable = 'NO'`,
    );
    await database.drop();
    const firm = new Set(rows.map(({ name }) => String(name)));
    const emptied = personalData.filter(({ onRemoval }) => onRemoval === 'empty');
    expect(emptied.length).to.be.above(8);
    for (const { table, column } of emptied)
      expect(firm.has(`${table}.${column}`), `${table}.${column}`).to.equal(false);
  });
});
