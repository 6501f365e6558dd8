import { expect } from 'chai';
import { stripPlaces } from '../../../src/reports/briefing/write-strip.ts';

describe('laying out a briefing', () => {
  it('puts a strip’s values on one line, from the lowest to the highest', () => {
    const places = stripPlaces({ lowerQuartile: 10, median: 15, upperQuartile: 20, own: 30 });
    expect(places.lowerQuartile).to.be.closeTo(0.06, 1e-9);
    expect(places.upperQuartile).to.be.closeTo(0.5, 1e-9);
    expect(places.own).to.be.closeTo(0.94, 1e-9);
    expect(places.median).to.be.within(places.lowerQuartile, places.upperQuartile);
    expect(stripPlaces({ lowerQuartile: -1, median: 0, upperQuartile: 0, own: null }).own).to.equal(null);
    expect(stripPlaces({ lowerQuartile: 3, median: 3, upperQuartile: 3, own: 3 })).to.deep.equal({
      ...{ lowerQuartile: 0.5, median: 0.5, upperQuartile: 0.5, own: 0.5 },
    });
  });
});
