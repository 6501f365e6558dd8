import { expect } from 'chai';
import type { AccessExport, ThirdPartyTest } from '../../../src/data-rights/exports/access-export.ts';
import { isToBeHad } from '../../../src/data-rights/exports/access-export.ts';
import * as may from '../../../src/data-rights/exports/rules/may-export.ts';
import { faultOfTest } from '../../../src/data-rights/exports/rules/third-party.ts';
import { parseWithholding } from '../../../src/data-rights/exports/forms.ts';

const present = (own: Partial<AccessExport> = {}): AccessExport => ({
  ...{ id: 1, reference: 'R-AAAAAAA2', requestId: 1, userId: 7, state: 'review', progress: 100 },
  ...{ failedAt: null, askedAt: new Date(0), madeAt: new Date(0), finishedBy: null, approvedBy: null },
  ...{ package: null, withheld: 0, releasedAt: null, expiresAt: null, inAccount: false, handed: null },
  ...own,
});
const packed = { sha256: Buffer.alloc(32), bytes: 1, fileId: 3 };

describe('what may be done with an export', () => {
  const facts: may.CaseFacts = {
    ...{ right: 'access', subjectId: 7, actsFor: null, isIdentified: true, hasAuthority: false },
  };

  it('it is gathered for somebody who is known, and for a representative who may [P63, P65]', () => {
    expect(may.faultOfCollecting(facts, null)).to.equal(null);
    expect(may.faultOfCollecting({ ...facts, right: 'correct' }, null)).to.equal('other-right');
    expect(may.faultOfCollecting({ ...facts, subjectId: null }, null)).to.equal('nobody-linked');
    expect(may.faultOfCollecting({ ...facts, isIdentified: false }, null)).to.equal('not-identified');
    expect(may.faultOfCollecting({ ...facts, actsFor: 'Bo' }, null)).to.equal('no-authority');
    expect(may.faultOfCollecting({ ...facts, actsFor: 'Bo', hasAuthority: true }, null)).to.equal(null);
  });

  it('it is gathered anew while nobody has finished the review, after a failure, or when it is over', () => {
    expect(may.faultOfCollecting(facts, present())).to.equal(null);
    expect(may.faultOfCollecting(facts, present({ finishedBy: 8 }))).to.equal('in-hand');
    expect(may.faultOfCollecting(facts, present({ state: 'collecting' }))).to.equal('in-hand');
    expect(may.faultOfCollecting(facts, present({ state: 'collecting', failedAt: new Date(0) }))).to.equal(
      null,
    );
    for (const state of ['approved', 'released'] as const)
      expect(may.faultOfCollecting(facts, present({ state })), state).to.equal('in-hand');
    for (const state of ['expired', 'withdrawn'] as const)
      expect(may.faultOfCollecting(facts, present({ state })), state).to.equal(null);
  });

  it('the review is finished when everything was looked at [P86]', () => {
    const counts = { unreviewed: 0, openProposals: 0, letter: 'Dear', searches: 1 };
    const fault = (own: Partial<may.ReviewCounts>) => may.faultOfFinishing(present(), { ...counts, ...own });
    expect(fault({})).to.equal(null);
    expect(fault({ unreviewed: 1 })).to.equal('not-looked-at');
    expect(fault({ openProposals: 1 })).to.equal('open-proposals');
    expect(fault({ letter: ' ' })).to.equal('no-letter');
    expect(fault({ searches: 0 })).to.equal('no-search');
    expect(may.faultOfFinishing(present({ finishedBy: 8 }), counts)).to.equal('not-under-review');
  });

  it('whoever finished it does not approve it [P86]', () => {
    expect(may.faultOfApproval(present({ finishedBy: 8 }), 9)).to.equal(null);
    expect(may.faultOfApproval(present({ finishedBy: 8 }), 8)).to.equal('same-person');
    expect(may.faultOfApproval(present(), 9)).to.equal('not-finished');
    expect(may.faultOfApproval(present({ state: 'approved', finishedBy: 8 }), 9)).to.equal('not-finished');
  });

  it('it is delivered once it is packed: into the account of whoever asks for themselves and can sign in', () => {
    const there = present({ state: 'approved', package: packed });
    const account = (own: Parameters<typeof may.faultOfAccountDelivery>[1], one = there) =>
      may.faultOfAccountDelivery(one, own);
    expect(account({ actsFor: null, isOpen: true })).to.equal(null);
    expect(account({ actsFor: 'Bo', isOpen: true })).to.equal('representative');
    expect(account({ actsFor: null, isOpen: false })).to.equal('no-account');
    expect(account({ actsFor: null, isOpen: true }, present({ state: 'approved' }))).to.equal('not-packed');
    const days = { on: '2026-11-30', today: '2026-11-30' };
    expect(may.faultOfHanding(there, days)).to.equal(null);
    expect(may.faultOfHanding(there, { ...days, on: '2026-12-01' })).to.equal('in-future');
    expect(may.faultOfHanding({ ...there, handed: { on: '2026-11-29', way: 'paper' } }, days)).to.equal(
      'handed-already',
    );
  });

  it('it is to be had from its release until its time is over, and not a moment longer', () => {
    const released = present({ state: 'released', package: packed, expiresAt: new Date(1000) });
    expect(isToBeHad(released, new Date(999))).to.equal(true);
    expect(isToBeHad(released, new Date(1000))).to.equal(false);
    expect(isToBeHad({ ...released, state: 'withdrawn' }, new Date(999))).to.equal(false);
    expect(isToBeHad({ ...released, package: { ...packed, fileId: null } }, new Date(999))).to.equal(false);
    expect(isToBeHad({ ...released, state: 'approved' }, new Date(999))).to.equal(false);
  });
});

describe('what is kept back', () => {
  const test: ThirdPartyTest = {
    ...{ canAnswerWithout: 'yes', consented: 'no', reasonableWithout: 'no', reasoning: 'Weighed.' },
  };

  it('about somebody else, as far as the three steps lead and no further [P82, P85]', () => {
    expect(faultOfTest(test, 'passage')).to.equal(null);
    expect(faultOfTest(test, 'field')).to.equal('can-redact');
    expect(faultOfTest({ ...test, canAnswerWithout: 'no' }, 'item')).to.equal(null);
    expect(faultOfTest({ ...test, consented: 'yes' }, 'passage')).to.equal('has-consented');
    expect(faultOfTest({ ...test, reasonableWithout: 'yes' }, 'passage')).to.equal('is-reasonable');
    expect(faultOfTest({ ...test, reasoning: ' ' }, 'passage')).to.equal('no-reasoning');
  });

  const form = (fields: Record<string, string>) => {
    const typed = Object.fromEntries(
      Object.entries({
        ...{ column: '', passage: '', reason: '', canAnswerWithout: '', consented: '' },
        ...{ reasonableWithout: '', reasoning: '', opinion: '', ...fields },
      }).map(([name, value]) => [name, [value]]),
    );
    const result = parseWithholding(typed, ['name', 'note']);
    return result.kind === 'ok' ? result.command.withholding : result.faults.map(({ field }) => field);
  };

  it('has a ground of the list, and a reason for the person unless the law lets us say nothing [P84, P86]', () => {
    expect(form({ ground: 'because' })).to.deep.equal(['ground']);
    expect(form({ ground: 'legal-privilege' })).to.deep.equal(['reason']);
    expect(form({ ground: 'crime' })).to.deep.include({ ground: 'crime', reason: null, test: null });
    expect(form({ ground: 'crime', column: 'other' })).to.deep.equal(['column']);
    expect(form({ ground: 'crime', passage: 'x' })).to.deep.equal(['column']);
    expect(form({ ground: 'crime', column: 'note', passage: ' a\r\nb ' })).to.deep.include({
      ...{ column: 'note', passage: 'a\nb' },
    });
  });

  it('as likely to do serious harm rests on a professional’s opinion [P83]', () => {
    expect(form({ ground: 'serious-harm', reason: '' })).to.deep.equal(['opinion']);
    expect(form({ ground: 'serious-harm', opinion: 'Dr Who, 1 May' })).to.deep.include({
      opinion: 'Dr Who, 1 May',
    });
  });
});
