import { expect } from 'chai';
import { activities } from '../../../src/policies/processing/specification/activities.ts';
import { textPages } from '../../../src/policies/texts/specification/pages.ts';
import { ownFacts } from '../../../src/wiring-texts.ts';
import { driftOf, keptPins, presentPins } from './pins.ts';

const facts = ownFacts({ https: false, usageCounters: false });

describe('the shipped texts with what the application puts into them', () => {
  it('say what they said when they were pinned, or have a new version [P117, P118]', async () => {
    const [kept, present] = [await keptPins(), await presentPins(facts)];
    const drifts = Object.entries(present).map(([page, pin]) => driftOf(page, kept[page], pin));
    expect(drifts.filter((drift) => drift !== null).join('\n')).to.equal('');
    expect(Object.keys(present).sort()).to.deep.equal(textPages.map(({ name }) => name).sort());
    expect(Object.keys(kept).sort()).to.deep.equal(Object.keys(present).sort());
  });

  it('cannot change in one of the four parts of a notice without a new version [P117, P118]', async () => {
    const present = await presentPins(facts);
    const changed = await presentPins({
      ...facts,
      activities: activities.map((one, at) => (at === 0 ? { ...one, recipients: 'Everybody.' } : one)),
    });
    const told = Object.keys(present).flatMap((page) => driftOf(page, present[page], changed[page]!) ?? []);
    expect(told).to.have.length(2);
    expect(told.join(' ')).to.include('“privacy”').and.include('“processing-record”');
    expect(told[0]).to.include('/2.md').and.include('npm run pin-texts');
  });

  it('need a pin of their newest version', () => {
    const [first, second] = ['a', 'b'].map((hash, at) => ({ version: at + 1, hash }));
    expect(driftOf('privacy', first, second!)).to.include('version 2, which is not pinned');
    expect(driftOf('privacy', undefined, first!)).to.include('version 1, which is not pinned');
    expect(driftOf('privacy', first, first!)).to.equal(null);
  });
});
