import { expect } from 'chai';
import {
  type LetterFacts,
  letterFrom,
  waysToComplain,
} from '../../../src/data-rights/requests/letter-templates.ts';
import { letterKinds, readerOf, waysFor } from '../../../src/data-rights/requests/request-letter.ts';
import type {
  EventKind,
  IdentityCheck,
  RequestCase,
  RequestEvent,
} from '../../../src/data-rights/requests/request-case.ts';
import { byUrgency, factsOf, seenCase } from '../../../src/data-rights/requests/rules/case-facts.ts';
import * as may from '../../../src/data-rights/requests/rules/may.ts';
import { reminderDue } from '../../../src/data-rights/requests/rules/reminders.ts';
import { tasksOf } from '../../../src/data-rights/requests/rules/tasks.ts';
import { mayAct } from '../../../src/data-rights/rules/own-case.ts';
import { workingDays } from '../../../src/data-rights/rules/working-days.ts';
import { requestClock } from '../../../src/data-rights/rules/request-clock.ts';

const isWorkingDay = workingDays();

const request = (changes: Partial<RequestCase> = {}): RequestCase => ({
  ...{
    id: 1,
    reference: 'R-23456789',
    receivedOn: '2025-09-03',
    receivedAt: new Date('2025-09-03T09:00:00Z'),
  },
  ...{ channel: 'post', closedAt: null, message: 'x', right: 'access', actsFor: null, answerBy: null },
  sender: { name: 'Ann', email: 'ann@example.org', phone: null, address: null },
  ...{ adjustments: null, requesterId: null, subjectId: null, isLinked: false, assigneeId: null },
  ...changes,
});
const event = (kind: EventKind, on: string, choice: string | null = null): RequestEvent => ({
  ...{ kind, on, choice, note: null, pence: null },
});
const seen = (events: RequestEvent[], today = '2025-09-10', changes: Partial<RequestCase> = {}) =>
  seenCase(request(changes), events, today, isWorkingDay);
const confirmed: IdentityCheck = {
  ...{ checkedBy: 'Dee', checkedAt: new Date(), seen: ['called-back'], way: 'phone', copies: 'none' },
  ...{ isConfirmed: true, confirmsEmail: false, note: null },
};

describe('what happened to a request', () => {
  it('is what its clock goes by: first asking to last answer, each clarification, the first extension', () => {
    const events = [
      event('identity-asked', '2025-09-04'),
      event('identity-received', '2025-09-08'),
      event('identity-asked', '2025-09-09'),
      event('clarification-asked', '2025-09-10'),
      event('clarification-received', '2025-09-12'),
      event('extended', '2025-09-20'),
    ];
    expect(factsOf('2025-09-03', events)).to.deep.equal({
      receivedOn: '2025-09-03',
      identity: { askedOn: '2025-09-04', receivedOn: null },
      ...{ authorityToAct: null, fee: null, extendedOn: '2025-09-20' },
      clarifications: [{ askedOn: '2025-09-10', receivedOn: '2025-09-12' }],
    });
  });

  it('says how it stands, from the first day to the last', () => {
    const standing = (events: RequestEvent[], today: string): string => seen(events, today).standing;
    expect(standing([], '2025-09-10')).to.equal('in time');
    expect(standing([], '2025-09-30')).to.equal('due soon');
    expect(standing([], '2025-10-04')).to.equal('overdue');
    expect(standing([event('identity-asked', '2025-09-04')], '2025-10-04')).to.equal('waiting');
    expect(standing([event('clarification-asked', '2025-09-04')], '2025-10-04')).to.equal('paused');
    const answered = [event('answered', '2025-09-10', 'done')];
    expect(standing(answered, '2025-12-01')).to.equal('answered');
    expect(
      standing([...answered, event('closed', '2025-09-10'), event('reopened', '2025-09-11')], '2025-12-01'),
    ).to.equal('overdue');
    expect(seen(answered, '2025-12-01', { closedAt: new Date() }).standing).to.equal('closed');
  });

  it('puts what is most urgent first', () => {
    const late = seen([], '2025-10-10');
    const later = seen([], '2025-10-10', { receivedOn: '2025-09-05', id: 2 });
    const paused = seen([event('clarification-asked', '2025-09-04')], '2025-10-10');
    expect([paused, later, late].sort(byUrgency)).to.deep.equal([late, later, paused]);
  });

  it('a fee that is waived leaves the clock as if it had not been asked for [P88]', () => {
    const asked = [event('fee-asked', '2025-09-04')];
    expect(seen(asked).standing).to.equal('waiting');
    expect(seen([...asked, event('fee-waived', '2025-09-06')]).clock).to.deep.equal(seen([]).clock);
  });
});

describe('what may be recorded', () => {
  it('is asked for once, from its arrival to today', () => {
    const open = seen([event('identity-asked', '2025-09-04')]);
    expect(may.faultOfAsking(open, 'identity', '2025-09-05')).to.equal('asked-already');
    expect(may.faultOfAsking(seen([]), 'identity', '2025-09-02')).to.equal('before-arrival');
    expect(may.faultOfAsking(seen([]), 'identity', '2025-09-11')).to.equal('in-future');
    expect(may.faultOfAsking(seen([]), 'authority', '2025-09-05')).to.equal('not-a-representative');
    const again = seen([event('identity-asked', '2025-09-04'), event('identity-received', '2025-09-08')]);
    expect(may.faultOfAsking(again, 'identity', '2025-09-07')).to.equal('before-last-event');
    expect(may.faultOfAsking(again, 'identity', '2025-09-09')).to.equal(null);
  });

  it('comes only after it was asked for', () => {
    const open = seen([event('clarification-asked', '2025-09-05')]);
    expect(may.faultOfReceipt(seen([]), 'clarification', '2025-09-05')).to.equal('not-asked');
    expect(may.faultOfReceipt(open, 'clarification', '2025-09-04')).to.equal('before-asking');
    expect(may.faultOfReceipt(open, 'clarification', '2025-09-06')).to.equal(null);
  });

  it('an extension, only within the first month, once, and while the clock runs [P89]', () => {
    const on = (events: RequestEvent[], today: string) => may.faultOfExtension(seen(events, today), today);
    expect(on([], '2025-10-03')).to.equal(null);
    expect(on([], '2025-10-04')).to.equal('too-late-to-extend');
    expect(on([event('extended', '2025-09-20')], '2025-09-25')).to.equal('extended-already');
    expect(on([event('clarification-asked', '2025-09-04')], '2025-09-10')).to.equal('clock-stopped');
    const old = seen([], '2018-05-30', { receivedOn: '2018-05-20' });
    expect(may.faultOfExtension(old, '2018-05-30')).to.equal('no-extension-in-1998');
  });

  it('a fee under the Act of 1998 up to £10 for old requests alone; since then on three grounds [P87, P90]', () => {
    const old = seen([], '2018-05-30', { receivedOn: '2018-05-20' });
    expect(may.faultOfFee(old, { ground: 'act-of-1998', pence: 1000 })).to.equal(null);
    expect(may.faultOfFee(old, { ground: 'act-of-1998', pence: 1001 })).to.equal('fee-not-due');
    expect(may.faultOfFee(seen([]), { ground: 'act-of-1998', pence: 500 })).to.equal('fee-not-due');
    expect(may.faultOfFee(seen([]), { ground: 'excessive', pence: 2500 })).to.equal(null);
  });

  it('an answer, only to somebody who is known, with reasons for what is refused [P63, P65]', () => {
    const answer = (
      events: RequestEvent[],
      changes: Partial<RequestCase>,
      checks: IdentityCheck[] = [],
      outcome: Parameters<typeof may.faultOfAnswer>[2]['outcome'] = 'done',
    ) =>
      may.faultOfAnswer(
        seen(events, '2025-09-10', changes),
        checks,
        { outcome, on: '2025-09-10', note: null },
        { isDelivered: true, withheld: 0 },
      );
    const linked = { isLinked: true, subjectId: 7 };
    expect(answer([], {})).to.equal('nobody-linked');
    expect(answer([], linked)).to.equal('not-identified');
    expect(answer([], linked, [confirmed, { ...confirmed, isConfirmed: false }])).to.equal('not-identified');
    expect(answer([], linked, [confirmed])).to.equal(null);
    expect(answer([], { ...linked, requesterId: 7 })).to.equal(null);
    expect(answer([], { ...linked, requesterId: 7, actsFor: 'Bo' }, [confirmed])).to.equal('no-authority');
    expect(answer([event('clarification-asked', '2025-09-05')], linked, [confirmed])).to.equal(
      'still-awaited',
    );
    expect(answer([], linked, [confirmed], 'partly')).to.equal('no-refusal');
    expect(answer([event('refused', '2025-09-05')], {}, [], 'refused')).to.equal(null);
    expect(answer([], {}, [], 'withdrawn')).to.equal(null);
    expect(answer([event('answered', '2025-09-05', 'done')], linked, [confirmed])).to.equal(
      'answered-already',
    );
  });

  it('a copy of what is held has arrived, or it is said how they have it; in part where something is withheld [P60, P86]', () => {
    const answer = (
      outcome: 'done' | 'partly',
      delivered: Parameters<typeof may.faultOfAnswer>[3],
      { note = null, right = 'access' }: { note?: string | null; right?: RequestCase['right'] } = {},
    ) =>
      may.faultOfAnswer(
        seen([], '2025-09-10', { isLinked: true, subjectId: 7, right }),
        [confirmed],
        { outcome, on: '2025-09-10', note },
        delivered,
      );
    const none = { isDelivered: false, withheld: 0 };
    const whole = { isDelivered: true, withheld: 0 };
    const part = { isDelivered: true, withheld: 2 };
    expect(answer('done', none)).to.equal('not-delivered');
    expect(answer('done', none, { note: 'Read out on the phone, as they wished' })).to.equal(null);
    expect(answer('done', none, { right: 'port' })).to.equal('not-delivered');
    expect(answer('done', none, { right: 'confirm' })).to.equal(null);
    expect(answer('done', none, { right: 'correct' })).to.equal(null);
    expect(answer('done', whole)).to.equal(null);
    expect(answer('done', part)).to.equal('is-partly');
    expect(answer('partly', part)).to.equal(null);
    expect(answer('partly', whole)).to.equal('no-refusal');
  });

  it('that nothing is held is an answer, for whom nothing is held [P59]', () => {
    const nil = (changes: Partial<RequestCase>) =>
      may.faultOfAnswer(
        seen([], '2025-09-10', changes),
        [],
        { outcome: 'nothing-held', on: '2025-09-10', note: null },
        { isDelivered: false, withheld: 0 },
      );
    expect(nil({ isLinked: true })).to.equal(null);
    expect(nil({ isLinked: true, subjectId: 7 })).to.equal('linked-to-somebody');
    expect(nil({})).to.equal('nobody-linked');
  });

  it('nobody does it on a case that they brought or that is about them', () => {
    expect(mayAct(7, [7, null])).to.equal(false);
    expect(mayAct(7, [null, 7])).to.equal(false);
    expect(mayAct(7, [8, null])).to.equal(true);
  });
});

describe('the tasks of a case', () => {
  const states = (...parameters: Parameters<typeof tasksOf>) =>
    Object.fromEntries(tasksOf(...parameters).map(({ name, state }) => [name, state]));

  it('begin with whose it is and end with closing', () => {
    expect(states(seen([]), [], { sent: 0, drafts: 0 })).to.deep.equal({
      ...{ person: 'to do', identity: 'to do', clarification: 'if needed', fee: 'if needed' },
      ...{
        extension: 'if needed',
        refusal: 'if needed',
        export: 'not yet',
        letters: 'if needed',
        answer: 'to do',
        closing: 'not yet',
      },
    });
  });

  it('leave no way to take longer once the first month is over, nor under the Act of 1998 [P88, P90]', () => {
    const extension = (...parameters: Parameters<typeof seen>) =>
      states(seen(...parameters), [], { sent: 0, drafts: 0 }).extension;
    expect(extension([], '2025-10-03')).to.equal('if needed');
    expect(extension([], '2025-10-04')).to.equal('not open');
    expect(extension([], '2018-06-01', { receivedOn: '2018-05-24' })).to.equal('not open');
    expect(extension([event('identity-asked', '2025-09-04')])).to.equal('not yet');
    expect(extension([event('extended', '2025-09-20', 'complex')], '2025-10-04')).to.equal('done');
  });

  it('say what is waited for, and what is done', () => {
    const events = [event('authority-asked', '2025-09-04'), event('answered', '2025-09-05', 'withdrawn')];
    const own = states(seen(events, '2025-09-10', { actsFor: 'Bo' }), [confirmed], { sent: 1, drafts: 1 });
    expect(own).to.include({
      authority: 'waiting',
      identity: 'done',
      letters: 'to do',
      answer: 'done',
      closing: 'to do',
    });
  });
});

describe('reminders', () => {
  const due = (today: string, more = {}) =>
    reminderDue(requestClock({ ...factsOf('2025-09-03', []), ...more }, today, isWorkingDay), today);

  it('come seven days before our aim, five before the limit, then daily [P89]', () => {
    expect(due('2025-09-23')).to.equal(null);
    expect(due('2025-09-24')).to.deep.equal({ kind: 'target', ofDay: '2025-10-01' });
    expect(due('2025-09-28')).to.deep.equal({ kind: 'limit', ofDay: '2025-10-03' });
    expect(due('2025-10-03')).to.deep.equal({ kind: 'limit', ofDay: '2025-10-03' });
    expect(due('2025-10-04')).to.deep.equal({ kind: 'overdue', ofDay: '2025-10-04' });
    expect(due('2025-10-05')).to.deep.equal({ kind: 'overdue', ofDay: '2025-10-05' });
  });

  it('do not come while the clock stands still', () => {
    expect(due('2025-10-04', { identity: { askedOn: '2025-09-04', receivedOn: null } })).to.equal(null);
  });
});

describe('letters', () => {
  const facts: LetterFacts = {
    ...{ reference: 'R-23456789', name: 'Ann', actsFor: null, words: 'BECAUSE' },
    ...{ receivedOn: '3 September 2025', limit: '3 October 2025', isPartly: true },
    right: 'access',
  };

  it('name the reference and the day on which the request came, and ask or explain in the officer’s words', () => {
    for (const kind of letterKinds) {
      const { subject, body } = letterFrom(kind, facts);
      expect(subject, kind).to.include('R-23456789');
      expect(body, kind).to.include('3 September 2025').and.to.include('Dear Ann');
    }
    for (const kind of ['identity', 'authority', 'clarification', 'fee', 'extension', 'refusal'] as const)
      expect(letterFrom(kind, facts).body, kind).to.include('BECAUSE');
  });

  it('that say no, or answer, tell of complaints to us and to the Commissioner, and of the court [P114]', () => {
    for (const kind of ['fee', 'extension', 'refusal', 'answer', 'nothing-held'] as const)
      expect(letterFrom(kind, facts).body, kind).to.include(waysToComplain);
    expect(waysToComplain).to.match(/data protection officer[\s\S]*Information Commissioner[\s\S]*court/);
  });

  it('that answer a request for access say what else there is a right to know [P58]', () => {
    expect(letterFrom('answer', facts).body).to.include('how long they are kept');
    expect(letterFrom('answer', { ...facts, right: 'erase' }).body).not.to.include('how long they are kept');
  });

  it('go by e-mail to an address that is not known to be theirs only to ask', () => {
    expect(waysFor('identity', request(), [])).to.deep.equal(['email', 'post']);
    expect(waysFor('answer', request(), [])).to.deep.equal(['post']);
    expect(waysFor('answer', request(), [confirmed])).to.deep.equal(['post']);
    expect(waysFor('answer', request(), [{ ...confirmed, confirmsEmail: true }])).to.deep.equal([
      'email',
      'post',
    ]);
    expect(waysFor('answer', request({ subjectId: 7 }), [])).to.deep.equal(['account', 'post']);
  });

  it('are read by whoever asked: never by the person that a stranger claims to represent', () => {
    expect(readerOf(request({ subjectId: 7 }))).to.equal(7);
    expect(readerOf(request({ subjectId: 7, actsFor: 'Bo' }))).to.equal(null);
    expect(readerOf(request({ requesterId: 8, subjectId: 7, actsFor: 'Bo' }))).to.equal(8);
  });
});
