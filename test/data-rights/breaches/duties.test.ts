import { expect } from 'chai';
import {
  type BreachEvent,
  dutiesOf,
  faultsOfStep,
  riskOf,
  stepsOpen,
} from '../../../src/data-rights/breaches/rules/duties.ts';

/** A Friday evening: the 72 hours end on Monday evening. */
const awareAt = new Date('2026-11-20T18:00:00Z');
const hours = (count: number): Date => new Date(awareAt.getTime() + count * 3_600_000);
const event = (kind: BreachEvent['kind'], facts: BreachEvent['facts'] = {}, after = 1): BreachEvent => ({
  ...{ kind, facts, happenedAt: hours(after) },
});
const reported = event('reported', { submitted: 'no' }, 0);
const breach = (...events: BreachEvent[]) => ({ awareAt, isClosed: false, events: [reported, ...events] });
const risk = (said: string): BreachEvent => event('risk', { risk: said, reasons: 'x' });
const states = (now: Date, ...events: BreachEvent[]): Record<string, string> =>
  Object.fromEntries(dutiesOf(breach(...events), now).map(({ duty, state }) => [duty, state]));

describe('what is owed after a breach', () => {
  it('runs for 72 hours on the wall clock, weekends and undecided or not [P108]', () => {
    expect(states(hours(72))).to.deep.equal({
      ...{ risk: 'due', commissioner: 'due', people: 'undecided', authorities: 'not-needed' },
    });
    expect(states(hours(72.01))).to.include({ risk: 'overdue', commissioner: 'overdue' });
    expect(dutiesOf(breach(), hours(1))[1]!.by).to.deep.equal(new Date('2026-11-23T18:00:00Z'));
  });

  it('is no report where a risk is unlikely, until that is decided otherwise [P108]', () => {
    expect(states(hours(100), risk('unlikely'))).to.include({
      commissioner: 'not-needed',
      people: 'not-needed',
    });
    const twice = [risk('unlikely'), risk('high')];
    expect(riskOf(twice)).to.equal('high');
    expect(states(hours(71), ...twice)).to.include({ commissioner: 'due', people: 'due' });
  });

  it('is a report where there is a risk, and says when it was late [P108]', () => {
    expect(states(hours(90), risk('likely'), event('commissioner-told', {}, 72))).to.include({
      ...{ commissioner: 'done', people: 'not-needed' },
    });
    expect(states(hours(90), risk('likely'), event('commissioner-told', {}, 73))).to.include({
      commissioner: 'late',
    });
  });

  it('is telling the people where the risk is high, or a reason in law for not doing it [P80, P107]', () => {
    expect(states(hours(9), risk('high'))).to.include({ people: 'due' });
    expect(states(hours(9), risk('high'), event('people-told'))).to.include({ people: 'done' });
    expect(states(hours(9), risk('high'), event('people-not-told'))).to.include({ people: 'not-needed' });
    expect(stepsOpen(breach(risk('high')), hours(9))).to.include('people-not-told');
    expect(stepsOpen(breach(risk('likely')), hours(9))).not.to.include('people-not-told');
  });

  it('is telling the authorities whose data it is', () => {
    const submitted = event('more', { submitted: 'yes' });
    expect(states(hours(9), submitted)).to.include({ authorities: 'due' });
    expect(states(hours(9), submitted, event('authorities-told'))).to.include({ authorities: 'done' });
    expect(states(hours(9), event('more', { submitted: null }))).to.include({ authorities: 'not-needed' });
  });

  it('is done before a breach can be closed; once closed, it can only be opened again', () => {
    expect(stepsOpen(breach(risk('likely')), hours(9))).not.to.include('closed');
    expect(stepsOpen(breach(risk('unlikely')), hours(9))).to.include('closed');
    expect(stepsOpen({ ...breach(), isClosed: true }, hours(9))).to.deep.equal(['reopened']);
  });

  it('needs reasons for a first report that is late, and nothing happens before it is known', () => {
    const told = (at: Date, lateReasons: string | null = null) =>
      faultsOfStep('commissioner-told', { at: at.toISOString(), lateReasons }, breach()).map(
        ({ field }) => field,
      );
    expect(told(hours(72))).to.deep.equal([]);
    expect(told(hours(73))).to.deep.equal(['lateReasons']);
    expect(told(hours(73), 'Nobody was there')).to.deep.equal([]);
    expect(told(hours(-1))).to.deep.equal(['at']);
  });
});
