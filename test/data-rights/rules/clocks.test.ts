import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, addMonths, daysBetween } from '../../../src/data-rights/rules/days.ts';
import { acknowledgeComplaintBy, reportBreachBy } from '../../../src/data-rights/rules/other-clocks.ts';
import {
  mayExtend,
  requestClock,
  urgencyOf,
  type RequestClock,
  type RequestFacts,
} from '../../../src/data-rights/rules/request-clock.ts';
import { rolledForward, workingDays } from '../../../src/data-rights/rules/working-days.ts';

const isWorkingDay = workingDays();

const received = (receivedOn: string, more: Partial<RequestFacts> = {}): RequestFacts => ({
  ...{ receivedOn, identity: null, authorityToAct: null, fee: null, clarifications: [], extendedOn: null },
  ...more,
});

const clockOf = (facts: RequestFacts, today = facts.receivedOn): RequestClock =>
  requestClock(facts, today, isWorkingDay);

/** The last day for the answer, or how the clock stands. */
const limitOf = (facts: RequestFacts, today?: string): string => {
  const clock = clockOf(facts, today);
  return clock.kind === 'running' ? clock.limit : clock.kind;
};

describe('the clock of a request', () => {
  const vectors: [received: string, limit: string, why: string][] = [
    ['2024-01-01', '2024-02-01', 'the same date of the next month, also from a bank holiday on'],
    ['2024-11-25', '2024-12-27', 'Christmas Day and Boxing Day are skipped'],
    ['2023-01-31', '2023-02-28', 'a month that is too short ends on its last day'],
    ['2024-01-31', '2024-02-29', 'in a leap year as well'],
    ['2021-01-31', '2021-03-01', 'its last day is a Sunday'],
    ['2026-01-31', '2026-03-02', 'its last day is a Saturday'],
    ['2025-09-03', '2025-10-03', 'nothing stands in the way'],
    ['2025-08-31', '2025-09-30', '31 days on there is no such date'],
    ['2026-03-03', '2026-04-07', 'Good Friday to Easter Monday are skipped'],
    ['2020-04-08', '2020-05-11', 'the holiday of early May was moved to the Friday before the weekend'],
    ['2022-08-19', '2022-09-20', 'the day of a state funeral'],
    ['2026-11-28', '2026-12-29', 'Boxing Day is a Saturday, its day in lieu a Monday'],
  ];
  for (const [from, limit, why] of vectors) {
    it(`that came on ${from} ends on ${limit}: ${why}`, () => {
      expect(limitOf(received(from))).to.equal(limit);
    });
  }

  it('waits for all that was asked for before it could start, and starts with the last of it [P88]', () => {
    const identity = { askedOn: '2025-09-04', receivedOn: null };
    const fee = { askedOn: '2025-09-04', receivedOn: '2025-09-09' };
    const facts = received('2025-09-03', { identity, fee });
    expect(clockOf(facts)).to.deep.equal({ kind: 'waiting', regime: 'UK GDPR', for: ['identity'] });
    const came = { ...identity, receivedOn: '2025-09-10' };
    const authorityToAct = { askedOn: '2025-09-04', receivedOn: '2025-09-12' };
    expect(limitOf({ ...facts, identity: came })).to.equal('2025-10-10');
    expect(limitOf({ ...facts, identity: came, authorityToAct })).to.equal('2025-10-13');
  });

  it('stands still while a clarification is open, both days included, and counts no day twice', () => {
    const open = received('2025-09-03', { clarifications: [{ askedOn: '2025-09-05', receivedOn: null }] });
    expect(clockOf(open, '2025-09-10')).to.deep.include({ kind: 'paused', pausedDays: 6 });
    const once = [{ askedOn: '2025-09-05', receivedOn: '2025-09-10' }];
    expect(limitOf(received('2025-09-03', { clarifications: once }))).to.equal('2025-10-09');
    const twice = [...once, { askedOn: '2025-09-08', receivedOn: '2025-09-11' }];
    expect(limitOf(received('2025-09-03', { clarifications: twice }))).to.equal('2025-10-10');
    const apart = [...once, { askedOn: '2025-09-15', receivedOn: '2025-09-15' }];
    expect(limitOf(received('2025-09-03', { clarifications: apart }))).to.equal('2025-10-10');
    const within = [{ askedOn: '2025-09-04', receivedOn: '2025-09-20' }, ...once];
    expect(limitOf(received('2025-09-03', { clarifications: within }))).to.equal('2025-10-20');
  });

  it('counts no pause from before its start', () => {
    const identity = { askedOn: '2025-09-03', receivedOn: '2025-09-10' };
    const clarifications = [{ askedOn: '2025-09-04', receivedOn: '2025-09-11' }];
    expect(clockOf(received('2025-09-03', { identity, clarifications }), '2025-09-20')).to.deep.include({
      startedOn: '2025-09-10',
      pausedDays: 2,
    });
  });

  it('can be extended to three months from its start, but only while the first month lasts [P89]', () => {
    const facts = received('2025-09-03');
    expect(mayExtend(clockOf(facts, '2025-10-03'))).to.be.true;
    expect(mayExtend(clockOf(facts, '2025-10-04'))).to.be.false;
    const extended = { ...facts, extendedOn: '2025-09-30' };
    expect(limitOf(extended)).to.equal('2025-12-03');
    expect(mayExtend(clockOf(extended))).to.be.false;
    const paused = received('2025-09-03', {
      clarifications: [{ askedOn: '2025-09-05', receivedOn: '2025-09-10' }],
    });
    expect(mayExtend(clockOf(paused, '2025-10-09'))).to.be.true;
  });

  it('of before 25 May 2018 has the 40 days of the 1998 Act, from the fee on [P87, P90]', () => {
    const facts = received('2018-05-24');
    expect(clockOf(facts)).to.deep.include({ regime: 'Data Protection Act 1998', limit: '2018-07-03' });
    expect(clockOf(received('2018-05-25'))).to.deep.include({ regime: 'UK GDPR', limit: '2018-06-25' });
    const fee = { askedOn: '2018-05-24', receivedOn: '2018-06-01' };
    expect(limitOf({ ...facts, fee })).to.equal('2018-07-11');
    expect(limitOf({ ...facts, extendedOn: '2018-06-01' })).to.equal('2018-07-03');
  });

  it('tells how urgent a request is', () => {
    const facts = received('2025-09-03');
    const on = (today: string) => urgencyOf(clockOf(facts, today), today);
    expect(['2025-09-20', '2025-09-28', '2025-10-03', '2025-10-04'].map(on)).to.deep.equal([
      'in time',
      'due soon',
      'due soon',
      'overdue',
    ]);
    const extended = received('2025-09-03', { extendedOn: '2025-09-30' });
    expect(urgencyOf(clockOf(extended), '2025-10-20')).to.equal('past target');
    const waiting = received('2025-09-03', { identity: { askedOn: '2025-09-03', receivedOn: null } });
    expect(urgencyOf(clockOf(waiting), '2026-01-01')).to.equal('stopped');
  });

  it('never ends on a day that is no working day, before our own aim, or earlier for a longer pause', () => {
    const day = fc.integer({ min: 0, max: 7000 }).map((days) => addDays('2018-05-25', days));
    fc.assert(
      fc.property(day, fc.nat(20), fc.nat(60), (from, asked, pause) => {
        const pausedFor = (days: number): RequestFacts => {
          const askedOn = addDays(from, asked);
          return received(from, { clarifications: [{ askedOn, receivedOn: addDays(askedOn, days) }] });
        };
        const [one, longer] = [pausedFor(pause), pausedFor(pause + 1)].map((facts) => clockOf(facts));
        if (one?.kind !== 'running' || longer?.kind !== 'running') throw new Error('The clock should run.');
        expect(isWorkingDay(one.limit)).to.be.true;
        expect(one.limit >= one.target).to.be.true;
        expect(longer.limit >= one.limit).to.be.true;
      }),
    );
  });
});

describe('other clocks', () => {
  it('give 30 days to acknowledge a complaint, from the day after its arrival, to a working day', () => {
    expect(acknowledgeComplaintBy('2026-06-22', isWorkingDay)).to.equal('2026-07-22');
    expect(acknowledgeComplaintBy('2026-11-25', isWorkingDay)).to.equal('2026-12-29');
    expect(acknowledgeComplaintBy('2026-07-02', isWorkingDay)).to.equal('2026-08-03');
  });

  it('give 72 hours for a breach, over a weekend and a change of the clocks', () => {
    const aware = new Date('2026-10-23T16:30:00Z');
    expect(reportBreachBy(aware).toISOString()).to.equal('2026-10-26T16:30:00.000Z');
  });
});

describe('days', () => {
  it('go on over months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).to.equal('2024-02-29');
    expect(addDays('2026-12-31', 1)).to.equal('2027-01-01');
    expect([1, 3, 13].map((months) => addMonths('2025-11-30', months))).to.deep.equal([
      '2025-12-30',
      '2026-02-28',
      '2026-12-30',
    ]);
    expect(daysBetween('2024-02-01', '2024-03-01')).to.equal(29);
    expect(() => addDays('2024-02', 1)).to.throw();
  });

  it('of work leave out weekends, bank holidays and those proclaimed later', () => {
    expect(rolledForward('2026-12-25', isWorkingDay)).to.equal('2026-12-29');
    expect(rolledForward('2027-06-18', workingDays(['2027-06-18']))).to.equal('2027-06-21');
    expect(isWorkingDay('2026-11-23')).to.be.true;
  });
});
