import { expect } from 'chai';
import {
  draftPackageLetter,
  type PackageLetterFacts,
} from '../../../src/data-rights/exports/package/letter.ts';
import { activities } from '../../../src/policies/index.ts';
import { file, item, withheldFrom } from './package-world.ts';

const facts: PackageLetterFacts = {
  reference: 'D-2026-0007',
  name: 'Ann Okafor',
  actsFor: null,
  receivedOn: '2026-11-03',
  contents: {
    items: [
      item('users:id:1', { name: 'Ann Okafor', note: 'by Jo Lee' }),
      item('sessions:user_id:1', { at: 1 }),
    ],
    files: [file('f1', 'a.zip', Buffer.from('a'))],
    withholdings: [withheldFrom('users:id:1', 'note', 'Jo Lee')],
    searches: [
      { place: 'Accounts', terms: 'your name', on: '2026-11-20', result: 'one account', whyNot: null },
      { place: 'Backups', terms: '', on: '2026-11-20', result: '', whyNot: 'they hold nothing else' },
    ],
  },
  uses: activities,
  codes: [{ code: '00DA', meaning: 'Leeds' }],
  officer: { name: 'The Officer', post: ['Oxford'], phones: ['01632 960101'], email: 'dpo@occ.example' },
};

describe('the draft of the covering letter', () => {
  const letter = draftPackageLetter(facts);

  it('says with the copy all that the law adds to it [P58]', () => {
    const accounts = activities.find(({ id }) => id === 'accounts')!;
    for (const said of [
      ...[
        accounts.purpose,
        accounts.recipients,
        accounts.collected,
        accounts.basis,
        'Kinds of data: identity',
      ],
      ...[
        'Your account: While you have an account.',
        'correct or remove',
        'limit the use',
        'in a form for other',
      ],
      ...['by a computer alone', 'not transferred abroad', '- 00DA: Leeds', 'are in UTC'],
      ...[
        'complain to us',
        'Information Commissioner',
        'go to court',
        'The Officer, Oxford, telephone 01632 960101',
      ],
    ])
      expect(letter, said).to.include(said);
  });

  it('says what is sent, which searches were made, and what is withheld', () => {
    for (const said of [
      ...['On 3 November 2026 we received your request for a copy', '2 records and 1 copy of files'],
      ...['- Accounts, on 20 November 2026, for your name: one account'],
      ...[
        '- Backups: not searched, because they hold nothing else',
        'Some things are withheld:\n- 1. Words within',
      ],
    ])
      expect(letter, said).to.include(said);
    expect(letter).not.to.include('Jo Lee');
    expect(draftPackageLetter({ ...facts, actsFor: 'Cy Moss' })).to.include(
      'your request for Cy Moss for a copy',
    );
  });

  it('tells only of uses of what is given, so of nothing that is withheld without a word [P84]', () => {
    const sessions = activities.find(({ tables }) => tables.includes('sessions'))!;
    expect(letter).to.include(sessions.purpose);
    const silent = withheldFrom('sessions:user_id:1', null, null, { ground: 'crime', reason: null });
    const without = draftPackageLetter({ ...facts, contents: { ...facts.contents, withholdings: [silent] } });
    expect(without)
      .not.to.include(sessions.purpose)
      .and.not.to.include('crime')
      .and.not.to.include('2 records');
    expect(without).to.include('Nothing that was found is withheld.');
  });

  it('stands when nothing is held and nothing was searched', () => {
    const empty = { items: [], files: [], withholdings: [], searches: [] };
    const nothing = draftPackageLetter({ ...facts, contents: empty, codes: [] });
    expect(nothing)
      .to.include('0 records')
      .and.to.include('[Say here where you looked')
      .and.to.include('go to court');
  });
});
