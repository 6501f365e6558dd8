import { expect } from 'chai';
import { rights } from '../../../src/data-rights/contact.ts';
import {
  type AnswerFacts,
  nothingDone,
  type RemovalFact,
} from '../../../src/data-rights/requests/answers/answer-facts.ts';
import { statementOffer } from '../../../src/data-rights/requests/answers/answer-paragraphs.ts';
import type { HeldFacts } from '../../../src/data-rights/requests/answers/held-facts.ts';
import {
  type LetterFacts,
  letterFrom,
  neitherNor,
  waysToComplain,
} from '../../../src/data-rights/requests/letter-templates.ts';
import { letterKinds } from '../../../src/data-rights/requests/request-letter.ts';

const facts: LetterFacts = {
  ...{ reference: 'R-23456789', name: 'Ann', actsFor: null, words: '', right: 'access' },
  ...{ receivedOn: '3 September 2025', limit: '3 October 2025', isPartly: false },
};
const answer = (right: LetterFacts['right'], known: Partial<AnswerFacts> = {}): string =>
  letterFrom('answer', { ...facts, right, answer: { ...nothingDone, ...known } }).body;

const removal: RemovalFact = {
  ...{ number: 12, state: 'certified', scope: 'person-and-uploads', refusal: null, accounts: 1, files: 3 },
  ...{ removedOn: '2025-09-20', backupsUntil: '2025-10-25' },
  kept: [
    {
      what: ['Requests', 'Letters'],
      why: 'Shows that a right was honoured',
      until: 'Three years after its end',
    },
  ],
  told: ['The county court: told, 21 September 2025', 'The printers: not told yet'],
};

describe('no letter', () => {
  it('leaves a gap in square brackets, whatever is asked for and however little is known', () => {
    for (const kind of letterKinds)
      for (const right of rights) {
        const { subject, body } = letterFrom(kind, { ...facts, right });
        expect(`${subject}\n${body}`, `${kind}, ${right}`).not.to.match(/[[\]]|undefined|null/);
      }
  });

  it('says that something was done that was not', () => {
    expect(answer('erase')).to.include('Nothing has been removed so far');
    expect(answer('erase', { removal: { ...removal, state: 'asked' } })).to.include(
      'Nothing has been removed so far',
    );
    expect(answer('correct')).to.include('So far we have not corrected anything');
    expect(answer('restrict')).to.include('So far the use of your data is not limited');
    expect(answer('object')).to.include('So far no use of your data has been stopped');
    expect(answer('port')).to.include('has not been given to you yet');
    expect(answer('access')).to.include('has not been given to you yet');
    expect(answer('unsure')).to.include('So far we have changed nothing');
    expect(answer('explain')).to.include('before we explain it');
  });
});

describe('the answer to a request', () => {
  it('for removal says what went, what stays, why and until when, when backups end, and who was told [P69, P72]', () => {
    const body = answer('erase', { removal });
    for (const part of [
      'Your account, what was recorded under it and 3 files that you had sent',
      'were removed on 20 September 2025, for good',
      'Certificate of removal 12',
      'until 25 October 2025 at the latest',
      '• Requests, Letters. Shows that a right was honoured. Three years after its end.',
      '• The county court: told, 21 September 2025',
      '• The printers: not told yet',
      'No mailing will reach your e-mail address',
      waysToComplain,
    ])
      expect(body).to.include(part);
    const early = answer('erase', { removal: { ...removal, state: 'removed', kept: [], told: [] } });
    expect(early).to.include('When that is done there is a certificate of removal, number 12');
    expect(early)
      .to.include('We know of nobody else who was given your data')
      .and.not.to.include('Some records stay');
    const alone = answer('erase', { removal: { ...removal, scope: 'person', files: 0 } });
    expect(alone).to.include('Your account and what was recorded under it were removed on 20 September 2025');
    const authority = answer('erase', { removal: { ...removal, scope: 'authority', accounts: 2, files: 1 } });
    expect(authority).to.include(
      '2 accounts and one file, with everything read from them, on 20 September 2025',
    );
  });

  it('for removal, refused, names the ground of the law [P71]', () => {
    const body = answer('erase', {
      removal: { ...removal, state: 'refused', refusal: 'Legal claims', removedOn: null },
    });
    expect(body).to.include('this is ours: legal claims. Nothing has been removed');
    expect(body).not.to.include('Backups');
  });

  it('for correction names the details, never their values, and who was told [P66, P72]', () => {
    const body = answer('correct', {
      corrections: [
        {
          ...{ field: 'Telephone', change: 'changed', on: '2025-09-08', mistake: 'Two letters went astray' },
          told: ['Officers of Oxfordshire: told, 9 September 2025'],
        },
        { field: 'Postal address', change: 'taken away', on: '2025-09-09', mistake: null, told: [] },
      ],
      statements: ['Name'],
    });
    for (const part of [
      'On 8 September 2025 we put this detail right: telephone. It was changed',
      'this detail right: postal address. It was taken away',
      'done on the strength of it: Two letters went astray',
      '• Officers of Oxfordshire: told, 9 September 2025',
      'We know of nobody else who had the wrong detail',
      'Your statement stands beside this: name',
    ])
      expect(body).to.include(part);
    expect(body).not.to.include(statementOffer);
  });

  it('for correction offers a statement of disagreement where we do not correct, in the refusal too [P67]', () => {
    expect(answer('correct', { isRefused: true })).to.include(statementOffer);
    const refused = letterFrom('refusal', { ...facts, right: 'correct', words: 'It is right' }).body;
    expect(refused).to.include('It is right').and.to.include(statementOffer);
    expect(letterFrom('refusal', { ...facts, right: 'erase', words: 'x' }).body).not.to.include(
      statementOffer,
    );
  });

  it('for a limit says since when and why, what stops, what does not, how it ends, and who was told [P73, P75]', () => {
    const limit = {
      ground: 'unlawful',
      since: '2025-09-05',
      until: null,
      told: ['A council: not told yet'],
    } as const;
    const body = answer('restrict', { restrictions: [limit] });
    for (const part of [
      'Since 5 September 2025 the use of your data is limited, because we have no right to use it',
      'Nobody finds you in the directory',
      'only after we have told you',
      '• A council: not told yet',
    ])
      expect(body).to.include(part);
    const lifted = answer('restrict', { restrictions: [{ ...limit, until: '2025-09-09' }] });
    expect(lifted).to.include('From 5 September 2025 to 9 September 2025');
    expect(lifted).not.to.include('You can have the limit lifted');
  });

  it('for an objection says of each use what has become of it [P76]', () => {
    const uses = (['at-once', 'checking', 'upheld', 'overridden', 'withdrawn'] as const).map((state) => ({
      ...{ use: `Use ${state}`, state, reasons: state === 'overridden' ? 'The law asks for it' : null },
    }));
    const body = answer('object', { objections: uses });
    for (const part of [
      'Use at-once. It has stopped, at once and for good',
      'Use checking. It has stopped while we weigh your reasons',
      'Use upheld. We agree with you',
      'it goes on. Our reasons: The law asks for it',
      'Use withdrawn. You have taken this objection back',
    ])
      expect(body).to.include(part);
  });

  it('with a copy says where it is and until when, what is left out, and where its searches stand [P58, P77]', () => {
    const copy = { state: 'in-account', day: '2025-10-20', withheld: 2 } as const;
    const port = answer('port', { copy });
    for (const part of [
      'as JSON and as CSV',
      'until 20 October 2025',
      '2 things are left out',
      'Data formats',
    ])
      expect(port).to.include(part);
    const handed = answer('access', { copy: { state: 'handed', day: '2025-09-20', withheld: 0 } });
    expect(handed)
      .to.include('handed over to you on 20 September 2025')
      .and.to.include('Nothing was left out');
    expect(handed).to.include('A letter in it says where we have looked');
    expect(answer('confirm')).to.include('We hold personal data on you');
    expect(answer('unsure', { copy, removal }))
      .to.include('until 20 October 2025')
      .and.to.include('Certificate of removal 12');
  });
});

describe('a refusal that may not be explained', () => {
  it('says neither that there is something nor that there is nothing, and gives no reasons [P114]', () => {
    const said = { ...facts, words: 'The police asked us not to', ground: 'no-explanation' } as const;
    for (const isPartly of [true, false]) {
      const { body } = letterFrom('refusal', { ...said, isPartly });
      expect(body).to.include(neitherNor).and.to.include(waysToComplain);
      expect(body).not.to.match(/police|reasons/i);
    }
    expect(letterFrom('refusal', { ...said, ground: 'exemption' }).body).to.include(
      'The police asked us not to',
    );
  });
});

describe('a removal that has to wait', () => {
  const held: HeldFacts = { reasons: ['A claim was announced'], until: '2026-01-31', isRestricted: false };
  const letter = (changes: Partial<HeldFacts> = {}): string =>
    letterFrom('held', { ...facts, right: 'erase', held: { ...held, ...changes } }).body;

  it('is explained: why, until when, that it is taken up again, and what can be limited meanwhile [P71, P73]', () => {
    for (const part of [
      'A claim was announced',
      'It is held until 31 January 2026',
      'we take your removal up again',
      'you can have the use of your data limited',
      waysToComplain,
    ])
      expect(letter()).to.include(part);
    expect(letter({ isRestricted: true })).to.include('Until then the use of your data is limited');
    const none = letterFrom('held', { ...facts, right: 'erase', held: null }).body;
    expect(none).to.include('Nothing keeps your data from being removed at present');
  });
});
